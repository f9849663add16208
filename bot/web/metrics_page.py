"""``GET /metrics``: for the installation's own Prometheus, not for the public.

Whoever comes through the proxy gets 404: a proxy adds X-Forwarded-For, and Prometheus asks the process itself.
"""

from flask import Blueprint, Response, request

from bot.metrics import exposition


def metrics_pages() -> Blueprint:
    pages = Blueprint("metrics", __name__)

    @pages.get("/metrics")
    def metrics() -> Response:
        if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
            return Response("There is nothing at this address.\n", status=404, mimetype="text/plain")
        text, kind = exposition()
        return Response(text, content_type=kind)

    return pages
