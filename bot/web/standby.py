"""What a web process is while its stores are away: it answers 503 and tries again.

A child of gunicorn that cannot begin would end the master with all the children that serve. So one that takes the place
of another during an outage waits for its end, as does one that was started before its database.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dialogs.records.errors import MigrationsMissing, ProngsaiError, StoreUnavailable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
EVERY_SECONDS = 1.0


class Standby:
    """A WSGI app: the one that ``opening`` gives, once it does; until then, 503 to everything but /healthz.

    ``opening`` raises StoreUnavailable or MigrationsMissing while it cannot; anything else it raises is not waited out.
    """

    def __init__(self, opening: "Callable[[], WSGIApplication]") -> None:
        self._opening = opening
        self._opened: WSGIApplication | None = None
        self._reason = ""
        self._tried = 0.0
        self._trying = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if self._opened is None and time.monotonic() - self._tried >= EVERY_SECONDS:
            self.try_again()
        if self._opened is not None:
            return self._opened(environ, start_response)
        return self._closed(environ["PATH_INFO"], start_response)

    def try_again(self) -> None:
        """Open, if no other thread is about it; who asks meanwhile does not wait for it."""
        if not self._trying.acquire(blocking=False):
            return
        try:
            if self._opened is None:
                self._opened = self._opening()
                if self._reason:
                    log.warning("the stores answer; serving")
        except (StoreUnavailable, MigrationsMissing) as error:
            self._say(error)
        finally:
            self._tried = time.monotonic()
            self._trying.release()

    def _say(self, error: ProngsaiError) -> None:
        if str(error) != self._reason:
            self._reason = str(error)
            log.error("not serving yet", extra={"reason": self._reason})

    def _closed(self, path: str, start_response: "StartResponse") -> Iterable[bytes]:
        alive = path == "/healthz"
        body = b"alive\n" if alive else f"not ready: {self._reason}\n".encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5")]
        start_response("200 OK" if alive else "503 Service Unavailable", headers)
        return [body]
