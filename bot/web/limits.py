"""How much one person and one channel may send at once. Counted in each web process, forgotten after ten seconds.

A person's digest is the key, never an id. What is over a person's limit is dropped, and they are told so once; what is
over a channel's limit is refused with 503, so that LINE brings it again.
"""

import time
from collections.abc import Callable

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter

from bot.metrics import LIMITED
from bot.web.counters import Counters
from handlers.door import Admission, Busy

WINDOW_SECONDS = 10
PERSON = 240
"""Nobody types so fast. A network that was away may bring much at once; the worker sees that nobody else waits."""
CHANNEL = 10_000
ADDRESS = 300
"""Pages for one address, generous since a whole office may share one."""

LOG_INS = 60
"""Codes of one address in a minute. A code holds 49 bits and lives 15 minutes: 900 tries find none. So the limit can be
generous, and who shares an address with somebody hostile still gets in."""


class Limits:
    """The limits of one process."""

    def __init__(
        self, *, person: int = PERSON, channel: int = CHANNEL, address: int = ADDRESS, log_ins: int = LOG_INS
    ) -> None:
        self._limiter = FixedWindowRateLimiter(Counters())
        self._person = RateLimitItemPerSecond(person, WINDOW_SECONDS, namespace="person")
        self._channel = RateLimitItemPerSecond(channel, WINDOW_SECONDS, namespace="channel")
        self._address = RateLimitItemPerSecond(address, WINDOW_SECONDS, namespace="address")
        self._log_in = RateLimitItemPerMinute(log_ins, namespace="log-in")
        self._told = RateLimitItemPerSecond(1, WINDOW_SECONDS, namespace="told")

    def admission(self, slug: str) -> Callable[[str], Admission]:
        """Asks for one conversation of a channel after the other. It raises Busy when the channel sends too much."""

        def admit(conversation: str) -> Admission:
            if not self._limiter.hit(self._channel, slug):
                LIMITED.labels("channel").inc()
                raise Busy
            if self._limiter.hit(self._person, conversation):
                return Admission.YES
            LIMITED.labels("person").inc()
            return Admission.TELL if self._limiter.hit(self._told, conversation) else Admission.NO

        return admit

    def page_allowed(self, address: str) -> bool:
        """Whether an address may have another page."""
        if self._limiter.hit(self._address, address):
            return True
        LIMITED.labels("address").inc()
        return False

    def log_in_allowed(self, address: str) -> bool:
        """Whether an address may try another code of the console."""
        if self._limiter.hit(self._log_in, address):
            return True
        LIMITED.labels("log_in").inc()
        return False

    def seconds_to_wait(self, address: str) -> int:
        """Until the address may ask again."""
        return max(1, round(self._limiter.get_window_stats(self._address, address).reset_time - time.time()))
