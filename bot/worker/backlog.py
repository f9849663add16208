"""Events that a partition's owner has taken and not yet worked on: each person's in order, persons by turns.

Somebody who sends two hundred messages at once waits for them; whoever writes meanwhile waits for one of them.
"""

import json
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dialogs.records.json import Json
from handlers.incoming import Incoming, event_key, read_incoming
from storage.events.daykeys import EventCipher
from storage.events.stream import QueuedEvent
from storage.sealing import NotOpened

CROWD = 4
"""From so many events of one person on, others must be looked for between any two."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An event with what it holds; ``incoming`` is None for one that cannot be read."""

    event: QueuedEvent
    incoming: Incoming | None
    key: str = ""

    @property
    def conversation(self) -> str:
        return f"{self.incoming.slug}/{self.incoming.source}" if self.incoming else ""


def open_event(event: QueuedEvent, cipher: EventCipher) -> Opened:
    """An event out of its seal. Never raises: what cannot be read has no ``incoming``."""
    try:
        plain: Json = json.loads(cipher.open(event.sealed))
    except (NotOpened, ValueError, RecursionError):
        return Opened(event, None)
    if not isinstance(plain, dict) or not isinstance(raw := plain.get("event"), dict):
        return Opened(event, None)
    slug = str(plain.get("slug", ""))
    incoming = replace(read_incoming(slug, raw), hurried=plain.get("hurried") is True)
    return Opened(event, incoming, event_key(slug, raw))


class Backlog:
    """First in, first out for each conversation; the conversations take turns."""

    def __init__(self) -> None:
        self._queues: OrderedDict[str, deque[Opened]] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._queues)

    def __iter__(self) -> Iterator[Opened]:
        return (opened for queue in self._queues.values() for opened in queue)

    @property
    def is_crowded(self) -> bool:
        """Whether one conversation has many events waiting."""
        return any(len(queue) >= CROWD for queue in self._queues.values())

    def add(self, opened: Opened) -> None:
        self._queues.setdefault(opened.conversation, deque()).append(opened)

    def together(self, most: int) -> list[Opened]:
        """The next event of each of so many conversations, fewer where fewer wait."""
        return [self._next() for _ in range(min(most, len(self._queues)))]

    def _next(self) -> Opened:
        """Its conversation goes to the end of the round."""
        conversation, queue = self._queues.popitem(last=False)
        opened = queue.popleft()
        if queue:
            self._queues[conversation] = queue
        return opened
