"""The web app. It never imports the LINE client: a signature is checked with the standard library."""

from collections.abc import Callable

from flask import Flask, Response

from bot.web.crowding import limit_addresses
from bot.web.health import health_pages
from bot.web.metrics_page import metrics_pages
from bot.web.public.blueprint import public_pages
from bot.web.webhook import Door, webhook_pages

MAX_BODY = 1024 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
    "X-Frame-Options": "DENY",
}


def create_app(door: Door) -> Flask:
    """The app on an open door."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    limit_addresses(app, door.limits, door.trusted_proxies)
    app.register_blueprint(webhook_pages(door))
    app.register_blueprint(health_pages(door.checks))
    app.register_blueprint(metrics_pages())
    app.register_blueprint(public_pages(door.site))
    for pages in door.blueprints:
        app.register_blueprint(pages)
    app.after_request(_headers)
    for code, sentence in _SENTENCES.items():
        app.register_error_handler(code, _plain(code, sentence))
    return app


_SENTENCES = {
    400: "The request could not be read.",
    405: "This address does not take that method.",
    413: "The body is larger than 1 MB.",
    500: "Something went wrong on our side.",
}


def _plain(code: int, sentence: str) -> Callable[[Exception], Response]:
    def handler(_error: Exception) -> Response:
        return Response(sentence + "\n", status=code, mimetype="text/plain")

    return handler


def _headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
