"""X-Line-Retry-Key: the same key within 24 hours is accepted once (DOC: retrying-api-request)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.simulator.clock import Clock
from bot.simulator.errors import LineError
from bot.simulator.wire import Json

LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class _Accepted:
    at: datetime
    request_id: str
    sent: tuple[Json, ...]


class RetryKeys:
    """The keys of all channels."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._accepted: dict[tuple[str, str], _Accepted] = {}
        self._lock = Lock()

    def refuse_repeat(self, channel: str, key: str | None) -> None:
        """Raises 409 with ``x-line-accepted-request-id`` if the key was accepted within 24 hours."""
        if key is None:
            return
        with self._lock:
            first = self._accepted.get((channel, key))
        if first is None or self._clock.now() - first.at >= LIFE:
            return
        raise LineError(
            409,
            "The retry key is already accepted",
            headers={"x-line-accepted-request-id": first.request_id},
            extra={"sentMessages": list(first.sent)} if first.sent else None,
        )

    def accept(self, channel: str, key: str | None, request_id: str, sent: Sequence[Json] = ()) -> None:
        if key is not None:
            with self._lock:
                self._accepted[channel, key] = _Accepted(self._clock.now(), request_id, tuple(sent))
