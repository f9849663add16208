"""Marks answered events as done: whichever are ready together, in one trip to Redis."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from dialogs.records.errors import StoreUnavailable
from storage.events.stream import EventStream, QueuedEvent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """An event whose answer is out, with its key, and who is told when nothing of it is under way any more."""

    event: QueuedEvent
    key: str
    over: Callable[[], None]


class Finisher:
    """Whoever comes while a trip is under way leaves their event to the one who makes the next."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._ready: list[Answered] = []
        self._is_under_way = False
        self._late: list[Answered] = []

    def again(self) -> None:
        """Mark what could not be marked while Redis was away."""
        with self._lock:
            late, self._late = self._late, []
        if late:
            self._mark(late)

    def finish(self, answered: Answered) -> None:
        """What cannot be marked stays under way until ``again``."""
        with self._lock:
            self._ready.append(answered)
            if self._is_under_way:
                return
            self._is_under_way = True
        try:
            while some := self._taken():
                self._mark(some)
        except BaseException:
            with self._lock:
                self._is_under_way = False
            raise

    def _mark(self, some: list[Answered]) -> None:
        try:
            self._stream.done_together([(one.event, one.key) for one in some])
        except StoreUnavailable:
            log.warning("answered events could not be marked done yet")
            with self._lock:
                self._late += some
            return
        for one in some:
            one.over()

    def _taken(self) -> list[Answered]:
        with self._lock:
            some, self._ready = self._ready, []
            self._is_under_way = bool(some)
            return some
