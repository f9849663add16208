"""``/healthz``: the process is alive. ``/readyz``: its stores answer."""

import logging
from collections.abc import Callable, Sequence

from flask import Blueprint, Response

from dialogs.records.errors import ProngsaiError

log = logging.getLogger(__name__)


def health_pages(checks: Sequence[tuple[str, Callable[[], None]]]) -> Blueprint:
    """Both pages, over named checks that raise ProngsaiError when something is not well."""
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    def alive() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @pages.get("/readyz")
    def ready() -> Response:
        failed = [name for name, check in checks if not _well(name, check)]
        if failed:
            return Response(f"not ready: {', '.join(failed)}\n", status=503, mimetype="text/plain")
        return Response("ready\n", mimetype="text/plain")

    return pages


def _well(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except ProngsaiError:
        log.warning("a readiness check failed", extra={"check": name})
        return False
    return True
