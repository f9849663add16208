"""An office with people to push to, its outbox, and the fake platform in LINE's place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.line.gateway import LineGateway
from bot.line.push import Pusher
from bot.scheduler.sender import Sender
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel, Rules
from dialogs.records.facts import Role
from dialogs.records.notice import Audience, Fate, Importance, Notice
from storage.channels import GENERAL, Channels
from storage.database import Database, open_engine
from storage.deliveries import Outbox
from storage.models import Agency, Delivery, NoticeRow
from storage.notices import put
from storage.people import bind
from storage.purses import Purses
from storage.schema import upgrade
from tests.oracle import judge_sent
from tests.servers import sqlite_url
from tests.storage.rows import KEYS, SLUG, add_agency
from tests.system import START, MovableClock

PATIENCE = (1.0, 0.4)
"""Seconds until a silent LINE is given up; the real program waits longer."""


class SameClock:
    """The platform's clock is the office's."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock()


@dataclass
class Office:
    """Everything between a stored notice and a phone."""

    database: Database
    fake: FakeLine
    channel: Channel
    clock: MovableClock
    agency_id: int
    sender: Sender
    phones: dict[int, FakeUser]

    def people(self, count: int, roles: Sequence[Role] = (Role.STAFF,)) -> tuple[int, ...]:
        """Bound people with phones; returns their ids."""
        made = []
        with self.database.transaction() as session:
            agency = session.get_one(Agency, self.agency_id)
            for _ in range(count):
                phone = self.fake.user(self.channel, f"person-{len(self.phones) + 1}")
                person = bind(
                    session,
                    KEYS,
                    agency,
                    digests=KEYS.digests("general", SLUG, phone.user_id),
                    line_id=phone.user_id,
                    roles=roles,
                    unit="กองช่าง",
                    label="",
                    now=START,
                )
                self.phones[person.id] = phone
                made.append(person.id)
        return tuple(made)

    def put(self, notice: Notice) -> bool:
        with self.database.transaction() as session:
            return put(session, self.agency_id, notice, self.clock())

    def notice(
        self,
        key: str,
        people: tuple[int, ...],
        importance: Importance = Importance.DEADLINE,
        *,
        hours: float = 6,
        audience: Audience = Audience.OFFICE,
    ) -> Notice:
        """A text that names its key, due now."""
        now = self.clock()
        text = {"type": "text", "text": f"แจ้ง {key}"}
        return Notice("test", key, people, (text,), importance, now, now + timedelta(hours=hours), audience)

    def rounds(self, count: int = 12, pause: timedelta = timedelta(minutes=10)) -> None:
        """Let the sender look so many times, with time passing between."""
        for _ in range(count):
            self.sender.round()
            self.clock.move(seconds=pause.total_seconds())
        judge_sent(self.fake.sent)

    def heard(self, person: int) -> Counter[str]:
        """How often each text stands on a phone."""
        return Counter(str(entry.message["text"]) for entry in self.phones[person].chat.entries if entry.side == "bot")

    def fates(self, key: str) -> dict[int | None, tuple[str, str]]:
        """Fate and reason of a notice for each person."""
        with self.database.reading() as session:
            rows = session.scalars(select(Delivery).join(NoticeRow).where(NoticeRow.key == key))
            return {row.person_id: (row.fate, row.reason) for row in rows}

    def sent(self, key: str) -> list[int | None]:
        return sorted((p for p, (fate, _) in self.fates(key).items() if fate == Fate.SENT), key=str)


@contextmanager
def an_office(
    folder: Path, *, quota: int | None = None, database: Database | None = None, moment: datetime = START
) -> Iterator[Office]:
    """On SQLite unless a migrated database is given."""
    clock = MovableClock()
    clock.set(moment)
    opened = database or Database(open_engine(sqlite_url(folder / "general.db")))
    if database is None:
        upgrade(opened.engine)
    with FakeLine(clock=SameClock(clock), rules=Rules(monthly_quota=quota)) as fake:
        agency_id, _ = add_agency(opened)
        channel = fake.channel(SLUG)
        channels = Channels(opened, KEYS)
        channels.add(SLUG, GENERAL, channel.secret, channel.access_token, clock())
        pusher = Pusher(LineGateway(channels, GENERAL, fake.url, PATIENCE))
        sender = Sender(Outbox(opened, KEYS, lambda: True), Purses(opened), pusher, clock)
        try:
            yield Office(opened, fake, channel, clock, agency_id, sender, {})
        finally:
            sender.close()
            if database is None:
                opened.close()


__all__ = ["UTC", "Office", "an_office"]
