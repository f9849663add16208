"""Time inside the fake platform: it can be injected, frozen and moved."""

from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    """Where the platform reads the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class AdjustableClock:
    """A clock that runs on from its base and can be moved by hand; the page's clock buttons turn this one."""

    def __init__(self, base: Clock | None = None) -> None:
        self._base: Clock = base or SystemClock()
        self._offset = timedelta()
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._base.now() + self._offset

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of its base."""
        with self._lock:
            return self._offset

    def move(self, by: timedelta) -> timedelta:
        """Moves the clock and returns the whole offset."""
        with self._lock:
            self._offset += by
            return self._offset

    def reset(self) -> None:
        with self._lock:
            self._offset = timedelta()
