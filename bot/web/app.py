"""The web app. It never imports the LINE client: a signature is checked with the standard library."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response

from bot.web.crowding import limit_addresses
from bot.web.health import health_pages
from bot.web.metrics_page import metrics_pages
from bot.web.public.blueprint import public_pages
from bot.web.webhook import Door, webhook_pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY = 1024 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
    "X-Frame-Options": "DENY",
}


WEBHOOK = "webhook"
"""The extension of the pages' app that is the webhook's."""


def create_app(door: Door) -> Flask:
    """The pages' app on an open door; what LINE sends goes to the webhook's own app.

    That one has nothing of what pages need before and after a request: LINE's requests outnumber them by far.
    """
    webhook = _app()
    webhook.register_blueprint(webhook_pages(door))
    webhook.register_error_handler(404, _plain(404, "There is nothing at this address."))
    pages = _pages(door)
    pages.extensions[WEBHOOK] = webhook
    # Flask's documentation wraps an app so; to the type checker wsgi_app is a method.
    pages.wsgi_app = _Fork(webhook.wsgi_app, pages.wsgi_app)  # type: ignore[method-assign]
    return pages


def _pages(door: Door) -> Flask:
    app = _app()
    limit_addresses(app, door.limits, door.trusted_proxies)
    app.register_blueprint(health_pages(door.checks))
    app.register_blueprint(metrics_pages())
    app.register_blueprint(public_pages(door.site))
    for pages in door.blueprints:
        app.register_blueprint(pages)
    app.after_request(_headers)
    return app


def _app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    for code, sentence in _SENTENCES.items():
        app.register_error_handler(code, _plain(code, sentence))
    return app


class _Fork:
    """By the path's beginning, to one of two apps."""

    def __init__(self, webhook: "WSGIApplication", pages: "WSGIApplication") -> None:
        self._webhook = webhook
        self._pages = pages

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        app = self._webhook if environ["PATH_INFO"].startswith("/line/") else self._pages
        return app(environ, start_response)


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
