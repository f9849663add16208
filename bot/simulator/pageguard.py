"""Other web pages in the same browser must not drive the simulator (request forgery, DNS rebinding)."""

import secrets
from hmac import compare_digest
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

HEADER = "X-Simulator-Token"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def guard(app: Flask) -> None:
    """Refuses names that are not loopback (403), and posts of the page without the token only the page knows (403)."""
    token = secrets.token_urlsafe(32)
    app.config["SIMULATOR_TOKEN"] = token

    @app.before_request
    def check() -> None:
        if urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
            abort(403)
        driving = request.path.startswith("/sim/") and request.method != "GET"
        if driving and not compare_digest(request.headers.get(HEADER, "").encode(), token.encode()):
            abort(403)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response
