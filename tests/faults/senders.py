"""Brings everybody's events to the door, as LINE does: one after the other for each person, again until it is taken."""

import threading
import time
from collections import Counter
from collections.abc import Sequence

from bot.simulator.courier import Courier
from bot.simulator.platform import Platform
from bot.simulator.transport import Answer
from tests.faults.story import Deed, Story

THREADS = 6
AHEAD = 40
"""Events that may wait for their answer before the next is held back,"""
WAIT = 0.5
"""for at most so many seconds: people go on writing while nobody answers."""
AGAIN_AFTER = 0.3
"""Seconds until an event that was not taken is brought again."""


class Senders:
    """Threads that send all deeds of some stories, to a bot that was sent nothing before.

    ``answers`` counts how the door answered: statuses, or why no answer came.
    """

    def __init__(self, platform: Platform, told: Sequence[Story], ahead: int = AHEAD) -> None:
        self._platform = platform
        self._ahead = ahead
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self.total = sum(len(story.deeds) for story in told)
        self.sent = 0
        self.answers: Counter[str] = Counter()
        self._threads = [
            threading.Thread(target=self._send, args=(told[start::THREADS],), name=f"sender-{start}")
            for start in range(min(THREADS, len(told)))
        ]

    def __enter__(self) -> "Senders":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def share(self) -> float:
        """How much of all was answered, from 0 to 1 (a refused answer and a second one count as well)."""
        return min(1.0, len(self._platform.calls) / self.total)

    @property
    def told(self) -> str:
        """For the figures."""
        return f"the door answered {dict(self.answers)}"

    def reached(self, share: float, seconds: float = 120.0) -> bool:
        """Wait until such a share of the events was answered; False where that would be more than all."""
        deadline = time.monotonic() + seconds
        while self.share < min(share, 1.0):
            assert time.monotonic() < deadline, f"{self.sent} of {self.total} taken after {seconds} s: {self.answers}"
            self._stop.wait(0.005)
        return share < 1.0

    def delivered(self, seconds: float = 600.0) -> None:
        """Wait until the door has taken everything."""
        deadline = time.monotonic() + seconds
        while self.sent < self.total:
            assert time.monotonic() < deadline, f"{self.sent} of {self.total} taken: {self.answers}"
            self._stop.wait(0.01)

    def _send(self, told: Sequence[Story]) -> None:
        longest = max((len(story.deeds) for story in told), default=0)
        for place in range(longest):
            for story in told:
                if place < len(story.deeds) and not self._deliver(story, story.deeds[place]):
                    return

    def _deliver(self, story: Story, deed: Deed) -> bool:
        """Until the door takes it; False where the scenario ends before."""
        courier: Courier = self._platform.courier
        self._hold_back()
        delivery = courier.deliver(story.channel, [deed.event])
        self._note(delivery.answer)
        attempt = 1
        while not delivery.answer.accepted:
            if self._stop.wait(AGAIN_AFTER):
                return False
            attempt += 1
            delivery = courier.redeliver(story.channel, [deed.event], attempt)
            self._note(delivery.answer)
        with self._lock:
            self.sent += 1
        return True

    def _hold_back(self) -> None:
        until = time.monotonic() + WAIT
        while self.sent - len(self._platform.calls) > self._ahead and time.monotonic() < until:
            self._stop.wait(0.01)

    def _note(self, answer: Answer) -> None:
        with self._lock:
            self.answers[str(answer.status or answer.reason)] += 1
