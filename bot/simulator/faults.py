"""Answers the API gives wrongly on purpose."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from bot.simulator.wire import Json, compact

ANY = "any"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong answer.

    ``after_accept``: the request takes its effect first, only the answer is spoilt. ``drop``: the connection is closed
    without an answer. ``delay`` seconds pass before the answer starts, ``drip`` seconds in the middle of the body.
    """

    status: int = 500
    body: bytes = b'{"message":"Internal server error"}'
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    drop: bool = False
    after_accept: bool = False
    keep_answer: bool = False  # only slow: the true answer follows


def http(status: int, message: str = "", *, after_accept: bool = False) -> Fault:
    """An error answer of LINE with a body in LINE's shape."""
    body: Json = {"message": message or _MESSAGES.get(status, "error")}
    return Fault(status, compact(body), after_accept=after_accept)


_MESSAGES = {
    400: "The request body has 1 error(s)",
    401: "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid.",
    403: "Access to this API is not available for your account",
    404: "Not found",
    409: "The retry key is already accepted",
    410: "The content is gone",
    429: "The API rate limit has been exceeded. Try again later.",
    500: "Internal server error",
}

NAMED: dict[str, Fault] = {
    "rate": http(429),
    "monthly": http(429, "You have reached your monthly limit."),
    "server-error": http(500),
    "bad-gateway-html": Fault(502, b"<html><body>Bad Gateway \xff\xfe</body></html>", "text/html; charset=iso-8859-1"),
    "empty-200": Fault(200, b""),
    "redirect": Fault(302, b"", headers={"Location": "https://example.invalid/"}),
    "refused": Fault(drop=True),
    "lost-answer": Fault(drop=True, after_accept=True),
    "slow": Fault(delay=3.0, after_accept=True, keep_answer=True),
    "slow-body": Fault(drip=3.0, after_accept=True, keep_answer=True),
    "preparing": Fault(202, b""),
}
"""Faults by the name the page and the tests call them."""


class Faults:
    """A queue of faults for each endpoint name (``reply``, ``push``, ``profile``, … or ``any``)."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Fault]] = defaultdict(deque)
        self._lock = Lock()

    def next(
        self,
        endpoint: str,
        fault: Fault | str | None = None,
        *,
        status: int = 500,
        message: str = "",
        after_accept: bool = False,
        count: int = 1,
    ) -> None:
        """Spoils the next ``count`` calls: with a ``Fault``, one of ``NAMED``, or an error answer of ``status``."""
        chosen = NAMED[fault] if isinstance(fault, str) else fault or http(status, message)
        if after_accept:
            chosen = replace(chosen, after_accept=True)
        with self._lock:
            self._queues[endpoint].extend([chosen] * count)

    def take(self, endpoint: str) -> Fault | None:
        """The fault for a call that just came in, if there is one."""
        with self._lock:
            for name in (endpoint, ANY):
                if self._queues[name]:
                    return self._queues[name].popleft()
            return None

    def waiting(self) -> dict[str, int]:
        """How many faults each endpoint still has before it."""
        with self._lock:
            return {name: len(queue) for name, queue in self._queues.items() if queue}

    def clear(self) -> None:
        with self._lock:
            self._queues.clear()
