"""The desk app, put together. Pictures are the only thing its pages load, and only from itself."""

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from bot.complaints.app import handle_errors
from bot.complaints.parts import ComplaintParts
from bot.complaints.quiet import HEADERS, QuietFlask, quieten
from bot.desk.login import Door
from bot.desk.pages import desk_pages
from bot.web.health import health_pages

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def create_desk_app(parts: ComplaintParts) -> Flask:
    """The app on open stores."""
    app = QuietFlask("bot.desk", static_folder="../complaints/static", static_url_path="/static")
    shared = PackageLoader("bot.complaints")  # the page of an error is the same on both sides
    app.jinja_loader = ChoiceLoader([PackageLoader("bot.desk"), shared])
    quieten(app, {**HEADERS, "Content-Security-Policy": _POLICY})
    door = Door(parts.house, parts.visits("officer"), parts.redis)
    app.register_blueprint(desk_pages(parts.house, door, parts.settings.notice_hours))
    app.register_blueprint(health_pages(parts.checks()))
    handle_errors(app)
    return app
