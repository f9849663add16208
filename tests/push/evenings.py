"""A running bot with its scheduler, told in days."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.clock import BANGKOK
from bot.line.gateway import LineGateway
from bot.line.push import Pusher
from bot.scheduler.job import Job
from bot.scheduler.runner import JobRunner
from bot.scheduler.sender import Sender
from bot.simulator.platform import Call
from dialogs.records.facts import Role
from storage.channels import GENERAL
from storage.deliveries import Outbox
from storage.models import Agency, JobRun, Measure, NoticeRow, Person, ProgressEntry, Purse
from storage.people import bind
from storage.purses import Purses
from tests.oracle import judge_sent
from tests.system import System, Talk


def always() -> bool:
    return True


class Evenings:
    """The scheduler's two halves, driven by the test's clock."""

    def __init__(self, system: System, jobs: Sequence[Job]) -> None:
        parts = system.parts
        self.system = system
        self.runner = JobRunner(jobs, parts, always)
        pusher = Pusher(LineGateway(parts.channels, GENERAL, system.fake.url, (1.0, 0.4)))
        self.sender = Sender(Outbox(parts.database, parts.keyring, always), Purses(parts.database), pusher, parts.clock)

        self.sent: list[tuple[datetime, Call]] = []
        """Every push with its moment, Bangkok time."""

    def until(self, moment: datetime, hours: Sequence[int] = (9, 12, 18)) -> None:
        """Look at some hours of each day until a moment, Bangkok time."""
        while self.system.clock() < moment:
            now = self.system.clock().astimezone(BANGKOK)
            tomorrow = now.replace(hour=hours[0]) + timedelta(days=1)
            following = next((now.replace(hour=hour) for hour in hours if hour > now.hour), tomorrow)
            self.system.clock.set(min(following.replace(minute=0), moment))
            self.look()

    def moments(self, talk: Talk) -> list[datetime]:
        """When somebody was pushed to."""
        return [moment for moment, call in self.sent if call.body and talk.user.user_id in str(call.body.get("to"))]

    def look(self) -> None:
        before = len(self.system.fake.sent)
        self.runner.run_due()
        self.sender.round()
        now = self.system.clock().astimezone(BANGKOK)
        self.sent += [(now, call) for call in self.system.fake.sent[before:]]
        judge_sent(self.system.fake.sent[before:])


@contextmanager
def evenings(system: System, jobs: Sequence[Job]) -> Iterator[Evenings]:
    """Begins with nobody bound, nothing sent and no job ever run, whatever was tested before."""
    with system.parts.database.transaction() as session:
        for table in (NoticeRow, JobRun, Purse, Person):
            session.execute(delete(table))
        session.execute(delete(ProgressEntry).where(ProgressEntry.source_id.is_(None)))
        session.execute(update(Agency).values(revision=Agency.revision + 1))
    made = Evenings(system, jobs)
    made.look()
    try:
        yield made
    finally:
        made.sender.close()


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def pushed(talk: Talk) -> list[str]:
    """What came without being asked, as it would be read aloud."""
    return [
        str(entry.message.get("altText") or entry.message.get("text"))
        for entry in talk.user.chat.entries
        if entry.side == "bot" and entry.via in ("push", "multicast")
    ]


def bound(system: System, slug: str, unit: str, *roles: Role) -> Talk:
    """Somebody of the office."""
    talk = system.talk(slug)
    parts = system.parts
    with parts.database.transaction() as session:
        bind(
            session,
            parts.keyring,
            session.scalars(select(Agency).where(Agency.slug == slug)).one(),
            digests=parts.keyring.digests("general", slug, talk.user.user_id),
            line_id=talk.user.user_id,
            roles=roles or (Role.STAFF,),
            unit=unit,
            label="",
            now=parts.clock(),
        )
    return talk


def report(system: System, slug: str, number: int, months: int, percent: int, unit: str = "สำนักปลัด") -> None:
    """Somebody reports on a measure of the newest plan, a minute later."""
    system.clock.move(minutes=1)
    with system.parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
        measure = session.scalars(
            select(Measure).where(Measure.agency_id == agency.id, Measure.number == number).order_by(Measure.plan_year)
        ).all()[-1]
        session.add(
            ProgressEntry(
                measure_id=measure.id,
                fiscal_year=measure.plan_year,
                round_months=months,
                status="done" if percent == 100 else "in_progress",
                percent=percent,
                unit=unit,
                reported_at=system.clock(),
            )
        )
        agency.revision += 1
