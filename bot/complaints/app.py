"""The complaint app, put together. Every page works without script, cookie and any other host."""

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from bot.complaints.chatmode import ChatModes
from bot.complaints.follow import follow_pages
from bot.complaints.form import form_pages
from bot.complaints.line import line_pages
from bot.complaints.link import LineLink, Link
from bot.complaints.pages import error_page
from bot.complaints.parts import ComplaintParts
from bot.complaints.public import public_pages
from bot.complaints.quiet import QuietFlask, quieten
from bot.web.health import health_pages
from dialogs.records.errors import StoreUnavailable
from storage.complaints.drafts import Drafts
from storage.complaints.errors import Busy, NoSuchAgency


def create_complaint_app(parts: ComplaintParts, link: Link | None = None) -> Flask:
    """The app on open stores. ``link`` stands for LINE; without one the settings' addresses are used."""
    link = link or LineLink(parts.settings.line_api_url, parts.settings.line_data_url)
    app = QuietFlask("bot.complaints", static_url_path="/static")
    quieten(app)
    visits = parts.visits("reporter")
    app.register_blueprint(form_pages(parts.house))
    app.register_blueprint(follow_pages(parts.house, visits))
    app.register_blueprint(public_pages(parts.house, parts.settings.complaints_keep_days))
    modes = ChatModes(parts.redis, link)
    app.register_blueprint(
        line_pages(parts.house, Drafts(parts.redis), link, modes, parts.settings.complaints_public_url)
    )
    app.register_blueprint(health_pages(parts.checks()))
    handle_errors(app)
    return app


def handle_errors(app: Flask) -> None:
    """One sentence for each kind of trouble; never what was sent."""

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
