"""How many pages one address may have: 429, with the seconds to wait.

Behind a proxy the address is told in X-Forwarded-For, which is believed only from as many proxies as the setting
TRUSTED_PROXIES says. Where none is trusted and a proxy stands in front all the same, all visitors would share one
address: then the limit is the proxy's business.
"""

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.web.limits import Limits

_MACHINES = ("/healthz", "/readyz", "/metrics")
_SENTENCE = "เปิดหน้าถี่เกินไปค่ะ รอ {seconds} วินาทีแล้วลองใหม่นะคะ\n"


def limit_addresses(app: Flask, limits: Limits, trusted_proxies: int) -> None:
    """Turn away an address that asks for too many pages."""
    if trusted_proxies:
        # Flask's documentation wraps an app so; to the type checker wsgi_app is a method.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted_proxies, x_proto=trusted_proxies)  # type: ignore[method-assign]

    @app.before_request
    def crowded() -> Response | None:
        unknown = not trusted_proxies and "X-Forwarded-For" in request.headers
        address = request.remote_addr
        if unknown or address is None or request.path.startswith(_MACHINES) or limits.page_allowed(address):
            return None
        seconds = limits.seconds_to_wait(address)
        answer = Response(_SENTENCE.format(seconds=seconds), status=429, mimetype="text/plain")
        answer.headers["Retry-After"] = str(seconds)
        return answer
