"""What LINE counts: messages of the month, requests per second."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from threading import Lock

from bot.simulator.clock import Clock
from bot.simulator.errors import monthly_limit, rate_exceeded

LINE_DAY = timezone(timedelta(hours=9))
"""LINE's statistics count days in UTC+9."""


class Quota:
    """Messages sent this month and per day. Only pushed messages to reachable people count, one each per recipient."""

    def __init__(self, clock: Clock, limit: int | None) -> None:
        self._clock = clock
        self.limit = limit
        self._days: Counter[tuple[str, str, date]] = Counter()
        self._lock = Lock()

    def _today(self) -> date:
        return self._clock.now().astimezone(LINE_DAY).date()

    def used(self, channel: str) -> int:
        """Counted messages of this month; replies are free."""
        today = self._today()
        with self._lock:
            return sum(
                number
                for (who, how, day), number in self._days.items()
                if who == channel and how != "reply" and (day.year, day.month) == (today.year, today.month)
            )

    def check(self, channel: str, recipients: int) -> None:
        """Raises 429 if the month's limit would be passed."""
        if self.limit is not None and recipients and self.used(channel) + recipients > self.limit:
            raise monthly_limit()

    def count(self, channel: str, how: str, recipients: int) -> None:
        with self._lock:
            self._days[channel, how, self._today()] += recipients

    def of_day(self, channel: str, how: str, day: date) -> int:
        """Messages sent on a day; LINE's day, UTC+9."""
        with self._lock:
            return self._days[channel, how, day]


_HOUR = 3600.0
RATES: dict[str, tuple[int, float]] = {
    "narrowcast": (60, _HOUR),
    "broadcast": (60, _HOUR),
    "webhook-test": (60, _HOUR),
    "webhook-endpoint": (1000, 60.0),
    "richmenu-create": (100, _HOUR),
    "richmenu-delete": (100, _HOUR),
    "alias-delete": (100, _HOUR),
    "richmenu-list": (10, 1.0),
    "multicast": (200, 1.0),
    "loading": (100, 1.0),
    "oauth-short": (370, 1.0),
}
"""Endpoint → (requests, seconds) (reference, "Rate limits"); all others share ``EVERYTHING_ELSE``."""
EVERYTHING_ELSE = (2000, 1.0)


class TokenBuckets:
    """One bucket for each channel and endpoint; ``monotonic`` in seconds."""

    def __init__(self, monotonic: Callable[[], float], enabled: bool = True) -> None:
        self._monotonic = monotonic
        self._enabled = enabled
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, channel: str, endpoint: str) -> None:
        """Raises 429 when the bucket is empty."""
        if not self._enabled:
            return
        size, seconds = RATES.get(endpoint, EVERYTHING_ELSE)
        now = self._monotonic()
        with self._lock:
            level, then = self._buckets.get((channel, endpoint), (float(size), now))
            level = min(float(size), level + (now - then) * size / seconds)
            self._buckets[channel, endpoint] = (level - 1 if level >= 1 else level, now)
        if level < 1:
            raise rate_exceeded()


def parse_day(text: str) -> date | None:
    """``yyyyMMdd`` of the delivery endpoints; None if it is not a day."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None
