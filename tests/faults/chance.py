"""An office whose power may fail at any named step, with a clock that jumps and events that come twice.

Nothing runs beside the test: a partition's owner, the jobs and the sender are run in turn by chance, on the real
Redis, the real database and the fake platform. Where the power fails, whatever was in memory is gone; the next owner
starts from what is stored.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.line.gateway import LineGateway
from bot.line.push import Pusher
from bot.parts import Parts, open_parts
from bot.scheduler.catalogue import all_jobs
from bot.scheduler.runner import JobRunner
from bot.scheduler.sender import Sender
from bot.settings import Settings
from bot.simulator.courier import signature
from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel, Rules
from bot.simulator.words import labels, words
from bot.turns import make_turn
from bot.web.app import create_app
from bot.web.assembly import make_door
from bot.worker.delivery import Handed
from bot.worker.finisher import Finisher
from bot.worker.partition import PartitionRunner
from dialogs.understanding.service import AgencyListener
from handlers.decision import Decision
from storage.channels import GENERAL
from storage.database import open_engine
from storage.deliveries import Outbox
from storage.events.leases import Leases
from storage.events.partitions import PARTITIONS
from storage.events.stream import EventStream, QueuedEvent
from storage.purses import Purses
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.faults.events import Event, People
from tests.push.office import SameClock
from tests.system import MovableClock, with_clock

SLUG = "khongchai"
BEGIN = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
"""Before the reminders of the half-year's end, 7 days and 1 day before 31 March 2569."""
POWER_CUTS = 0.06
"""How likely the power fails at a step that has a name."""
NETWORK = {"link-checks", "link-list", "link-digest", "menus"}
"""Jobs that speak to the world, not to people."""


class PowerCut(BaseException):
    """Everything in memory is lost here."""


class Ending(EventStream):
    """The real stream; ``when_empty`` is told instead of waiting for more."""

    when_empty: Callable[[], None]

    def fresh(self, partition: int, count: int = 64, block_ms: int | None = 1000) -> list[QueuedEvent]:
        found = super().fresh(partition, count, None)
        if not found:
            self.when_empty()
        return found


@dataclass
class World:
    """One office and its chances."""

    parts: Parts
    fake: FakeLine
    channel: Channel
    clock: MovableClock
    listener: AgencyListener
    chance: random.Random
    leases: Leases
    answers: dict[str, list[Decision]] = field(default_factory=dict)
    cuts: int = 0
    doubles: int = 0

    def __post_init__(self) -> None:
        self.people = People(self.fake, self.channel)
        self._client = create_app(make_door(self.parts)).test_client()
        self._posted: list[Event] = []
        self._pusher = Pusher(LineGateway(self.parts.channels, GENERAL, self.fake.url))

    def post(self, event: Event) -> None:
        """A webhook; now and then also one that came before."""
        again = self.chance.sample(self._posted, min(len(self._posted), self.chance.choice((0, 0, 1, 2))))
        self._posted.append(event)
        self.doubles += len(again)
        for one in [event, *again]:
            body = json.dumps({"destination": "U0", "events": [one]}).encode()
            headers = {"X-Line-Signature": signature(self.channel.secret, body)}
            assert self._client.post(f"/line/{SLUG}", data=body, headers=headers).status_code == 200

    def maybe(self, _step: str) -> None:
        if self.chance.random() < POWER_CUTS:
            self.cuts += 1
            raise PowerCut

    def drain(self) -> None:
        """One owner after the other, until nothing waits."""
        self.leases.refresh()
        for partition in range(PARTITIONS):
            while self.parts.stream().waiting(partition):
                self._until_the_power_fails(self._own(partition))

    def schedule(self) -> None:
        """Jobs that are due, and what may be sent."""
        jobs = [job for job in all_jobs() if job.name not in NETWORK]
        runner = JobRunner(jobs, self.parts, lambda: True, checkpoint=self.maybe)
        outbox = Outbox(self.parts.database, self.parts.keyring, lambda: True)
        sender = Sender(outbox, Purses(self.parts.database), self._pusher, self.parts.clock, checkpoint=self.maybe)
        try:
            self._until_the_power_fails(runner.run_due)
            self._until_the_power_fails(sender.round)
        finally:
            sender.close()

    def calm(self) -> None:
        """From here on the power stays."""
        self.maybe = lambda _step: None  # type: ignore[method-assign]

    def jump(self) -> None:
        """Mostly minutes; a form may run out of time; now and then a day, or the clock is set back a little."""
        kind = self.chance.random()
        if kind < 0.03:
            self.clock.move(hours=self.chance.randint(5, 30))
        elif kind < 0.06:
            self.clock.move(minutes=-3)
        elif kind < 0.3:
            self.clock.move(minutes=self.chance.randint(1, 40))

    def _own(self, partition: int) -> Callable[[], None]:
        stream = Ending(self.parts.redis)
        runner = PartitionRunner(
            partition,
            stream=stream,
            leases=self.leases,
            cipher=self.parts.cipher,
            turn=make_turn(self.parts, self.listener, self.maybe),
            submit=lambda _conversation, work: work(),
            answer=self._heard,
            finisher=Finisher(stream),
            apologise=lambda _incoming: None,
            under_way={},
            checkpoint=self.maybe,
        )
        stream.when_empty = runner.stop
        return runner.run

    def _heard(self, handed: Handed) -> None:
        self.answers.setdefault(handed.incoming.reply_token, []).append(handed.decision)

    def _until_the_power_fails(self, work: Callable[[], None]) -> None:
        try:
            work()
        except PowerCut:
            return


@dataclass
class Talker:
    """Somebody who goes on from what the bot said last, as a person with a phone would."""

    world: World
    user: str
    opening: str
    typed: Callable[["Talker"], str]
    tokens: list[str] = field(default_factory=list)

    def move(self) -> None:
        """Say the next thing."""
        people = self.world.people
        event = people.text(self.user, self.typed(self)) if self.messages else people.button(self.user, self.opening)
        self.tokens.append(event["replyToken"])
        self.world.post(event)

    def told(self, promise: str) -> int:
        """How many of the answers so far hold a promise."""
        return sum(promise in _text(self._answer(token)) for token in self.tokens)

    @property
    def messages(self) -> Sequence[dict[str, object]]:
        """The answer to what was said last, if it is there."""
        return self._answer(self.tokens[-1]) if self.tokens else []

    @property
    def text(self) -> str:
        return _text(self.messages)

    @property
    def buttons(self) -> list[str]:
        return [label for message in self.messages for label in labels(message)]

    def _answer(self, token: str) -> Sequence[dict[str, object]]:
        decisions = self.world.answers.get(token)
        return [dict(message) for message in decisions[-1].messages] if decisions else []


def _text(messages: Sequence[dict[str, object]]) -> str:
    return "\n".join(words(message) for message in messages)


@contextmanager
def world(folder: Path, listener: AgencyListener, seed: int) -> Iterator[World]:
    """A fresh office with the sample agencies."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = MovableClock()
    clock.set(BEGIN)
    rules = Rules(redelivery_delays=(), monthly_quota=None)
    with FakeLine(rules=rules, clock=SameClock(clock)) as fake:
        settings = Settings(DATA_DIR=folder, LINE_API_URL=fake.url, LINE_DATA_URL=fake.url)  # type: ignore[call-arg]
        engine = open_engine(settings.database_address)
        upgrade(engine)
        engine.dispose()
        with open_parts(settings) as opened:
            parts = with_clock(opened, clock)
            load_samples(parts.database, clock())
            channel = fake.channel(SLUG, webhook_url="http://127.0.0.1:1/")
            parts.channels.add(SLUG, GENERAL, channel.secret, channel.access_token, clock())
            leases = parts.leases(lease_ms=600_000)
            leases.refresh()
            yield World(parts, fake, channel, clock, listener, random.Random(seed), leases)
