"""The complaint app, put together. Every page works without script, cookie and any other host."""

import logging
import time
from io import BytesIO
from types import TracebackType
from typing import IO

from flask import Flask, Request, Response, g, request
from werkzeug.exceptions import HTTPException

from bot.complaints.chatmode import ChatModes
from bot.complaints.follow import follow_pages
from bot.complaints.form import form_pages
from bot.complaints.line import line_pages
from bot.complaints.link import LineLink, Link
from bot.complaints.pages import error_page
from bot.complaints.parts import ComplaintParts
from bot.complaints.public import public_pages
from bot.web.health import health_pages
from dialogs.records.errors import StoreUnavailable
from storage.complaints.drafts import Drafts
from storage.complaints.errors import Busy, NoSuchAgency
from storage.complaints.memory import check_memory

log = logging.getLogger(__name__)

MAX_BODY = 24 * 1024 * 1024
MAX_FIELDS = 12 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_OUTCOMES = {2: "served", 3: "moved on", 4: "refused", 5: "failed"}


class MemoryRequest(Request):
    """Uploads stay in memory: werkzeug would write larger ones to a file."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


class QuietFlask(Flask):
    """An app whose error log holds no path and no message of an exception."""

    request_class = MemoryRequest

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        log.error("failed", extra={"error": exc_info[0].__name__ if exc_info[0] else ""})


def create_complaint_app(parts: ComplaintParts, link: Link | None = None) -> Flask:
    """The app on open stores. ``link`` stands for LINE; without one the settings' addresses are used."""
    link = link or LineLink(parts.settings.line_api_url, parts.settings.line_data_url)
    app = QuietFlask("bot.complaints", static_url_path="/static")
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_FIELDS, MAX_FORM_PARTS=100)
    app.url_map.strict_slashes = False  # a redirect's page would repeat the address that was asked for
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    visits = parts.visits("reporter")
    app.register_blueprint(form_pages(parts.house))
    app.register_blueprint(follow_pages(parts.house, visits))
    app.register_blueprint(public_pages(parts.house, parts.settings.complaints_keep_days))
    modes = ChatModes(parts.redis, link)
    app.register_blueprint(
        line_pages(parts.house, Drafts(parts.redis), link, modes, parts.settings.complaints_public_url)
    )
    app.register_blueprint(health_pages([("Redis", lambda: check_memory(parts.redis))]))
    _handle_errors(app)
    app.before_request(_start)
    app.after_request(_finish)
    return app


def _handle_errors(app: Flask) -> None:
    def busy(error: Busy) -> Response:
        page = error_page("busy", 503, seconds=error.retry_after)
        page.headers["Retry-After"] = str(error.retry_after)
        return page

    def refused(error: HTTPException) -> Response:
        names = {404: "not_found", 405: "not_found", 413: "too_large"}
        code = error.code or 500
        return error_page(names.get(code, "bad" if code < 500 else "unavailable"), code)

    app.register_error_handler(Busy, busy)
    app.register_error_handler(NoSuchAgency, lambda _error: error_page("not_found", 404))
    app.register_error_handler(StoreUnavailable, lambda _error: error_page("unavailable", 503))
    app.register_error_handler(HTTPException, refused)


def _start() -> None:
    g.started = time.monotonic()


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        if not (name == "Cache-Control" and request.endpoint == "static"):
            response.headers[name] = value
    response.headers.pop("Server", None)
    spent = round((time.monotonic() - g.get("started", time.monotonic())) * 1000, -1)
    log.info("answered", extra={"outcome": _OUTCOMES.get(response.status_code // 100, "other"), "ms": spent})
    return response
