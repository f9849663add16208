"""The desk app, put together. Pictures are the only thing its pages load, and only from itself."""

from flask import Flask

from bot.complaints.app import handle_errors
from bot.complaints.parts import ComplaintParts
from bot.complaints.quiet import HEADERS, QuietFlask, quieten
from bot.desk.login import Door
from bot.desk.pages import desk_pages
from bot.web.health import health_pages
from storage.complaints.memory import check_memory

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def create_desk_app(parts: ComplaintParts) -> Flask:
    """The app on open stores."""
    app = QuietFlask("bot.desk", static_folder="../complaints/static", static_url_path="/static")
    quieten(app, {**HEADERS, "Content-Security-Policy": _POLICY})
    app.register_blueprint(desk_pages(parts.house, Door(parts.house, parts.visits("officer"), parts.redis)))
    app.register_blueprint(health_pages([("Redis", lambda: check_memory(parts.redis))]))
    handle_errors(app)
    return app
