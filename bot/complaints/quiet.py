"""A Flask app that leaves no trace: uploads in memory, logs of outcome and duration, strict headers. For both apps."""

import logging
import time
from collections.abc import Mapping
from io import BytesIO
from types import TracebackType
from typing import IO

from flask import Flask, Request, Response, g, request

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


def quieten(app: Flask, headers: Mapping[str, str] = HEADERS) -> None:
    """Limits, headers and the one log line of every answer."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_FIELDS, MAX_FORM_PARTS=100)
    app.url_map.strict_slashes = False  # a redirect's page would repeat the address that was asked for
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    def start() -> None:
        g.started = time.monotonic()

    def finish(response: Response) -> Response:
        response.headers.update({name: value for name, value in headers.items() if not _kept(name, response)})
        spent = round((time.monotonic() - g.get("started", time.monotonic())) * 1000, -1)
        log.info("answered", extra={"outcome": _OUTCOMES.get(response.status_code // 100, "other"), "ms": spent})
        return response

    app.before_request(start)
    app.after_request(finish)


def _kept(name: str, response: Response) -> bool:
    """The style sheet may stay in the browser: it tells nothing."""
    return name == "Cache-Control" and request.endpoint == "static" and response.status_code < 400
