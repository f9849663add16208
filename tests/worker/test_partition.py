"""Which events a partition's owner works on, and in which order, on a real stream."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
import redis

from bot.worker.finisher import Finisher
from bot.worker.partition import PartitionRunner
from handlers.decision import Decision, Ownership, said
from handlers.turn import Asked
from storage.events.daykeys import DerivedDayKeys, EventCipher
from storage.events.leases import Leases
from storage.events.stream import EventStream, NewEvent, QueuedEvent
from tests.storage.rows import KEYS, NOW, SLUG

P = 0
CIPHER = EventCipher(DerivedDayKeys(KEYS))


@dataclass
class Owner:
    """A runner whose turns only note what they were asked, and whose answers nobody sends."""

    client: "redis.Redis"
    asked: list[str] = field(default_factory=list)
    on_ask: Callable[[str], None] = lambda _name: None

    def __post_init__(self) -> None:
        self.stream = EventStream(self.client)
        self.stream.prepare(P)
        self.under_way: dict[str, None] = {}
        self._enough = 0

    def posts(self, *names: str) -> None:
        """Events that wait; a name is its person and a number."""
        self.stream.append([NewEvent(P, name, CIPHER.seal(_plain(name), NOW)) for name in names])

    def takes(self, count: int) -> list[QueuedEvent]:
        """Handed out, to whoever."""
        return self.stream.fresh(P, count=count, block_ms=1)

    def works(self, until: int) -> list[str]:
        """Run until so many were asked."""
        leases = Leases(self.client)
        leases.refresh()
        self._enough = until
        self.runner = PartitionRunner(
            P,
            stream=self.stream,
            leases=leases,
            cipher=CIPHER,
            turn=self,  # type: ignore[arg-type]  # it has the one method of a turn that a runner calls
            submit=lambda _conversation, _job: None,
            answer=lambda _handed: None,
            finisher=Finisher(self.stream),
            apologise=lambda _incoming: None,
            under_way=self.under_way,
        )
        self.runner.start()
        self.runner.join(timeout=3)
        self.runner.stop()
        self.runner.join(timeout=3)
        return self.asked

    def run_together(self, asked: Sequence[Asked], _owner: Ownership) -> list[Decision]:
        for one in asked:
            name = str(one.incoming.event["name"])
            self.asked.append(name)
            self.on_ask(name)
        if len(self.asked) >= self._enough:
            self.runner.stop()
        return [said("ค่ะ") for _ in asked]


def _plain(name: str) -> bytes:
    person = name.partition("-")[0]
    event = {"type": "message", "name": name, "source": {"type": "user", "userId": person}, "webhookEventId": name}
    return json.dumps({"slug": SLUG, "event": event}).encode()


@pytest.fixture
def owner(client: "redis.Redis") -> Owner:
    return Owner(client)


def test_an_answer_that_gets_out_while_older_events_wait_is_not_decided_again(owner: Owner) -> None:
    """After a hiccup: one event was read and dropped, the answer to the next is on its way."""
    owner.posts("a-1", "b-1")
    _, answered = owner.takes(2)
    owner.under_way[answered.id] = None

    def it_gets_out(name: str) -> None:
        if name == "a-1":
            owner.stream.done(answered)
            del owner.under_way[answered.id]

    owner.on_ask = it_gets_out
    owner.posts("c-1")
    assert owner.works(until=2) == ["a-1", "c-1"]


def test_an_event_that_went_to_nobody_comes_before_what_its_person_wrote_later(owner: Owner) -> None:
    """However many answers are on their way, and though others wait already."""
    owner.posts(*(f"p{number}-1" for number in range(700)))
    for event in owner.takes(700):
        owner.under_way[event.id] = None

    def lost_on_the_way(name: str) -> None:
        if name == "a-1":
            owner.posts("a-9")
            owner.takes(1)
            owner.posts("a-10")

    owner.on_ask = lost_on_the_way
    owner.posts(*(f"a-{number}" for number in range(1, 9)))
    assert owner.works(until=10) == [f"a-{number}" for number in range(1, 11)]
