"""The scheduler killed with SIGKILL at each step, as a process of its own: nothing lost, nothing twice."""

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.clock import move_clock
from bot.demo.people import bind_sample
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.faults import Fault
from bot.simulator.model import Rules
from dialogs.records.notice import Fate, Importance, Notice
from storage.models import Agency, Delivery, NoticeRow, Person
from storage.notices import put
from tests.faults.installation import Installation, installed

TEN_OCLOCK = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
PEOPLE = 4


@dataclass
class Town:
    """An installation with people to push to, and the clock that its processes look at."""

    installation: Installation
    phones: list[FakeUser]
    clock: Path
    ticked: float = 0.0

    def pass_time(self, **by: float) -> None:
        offset = float(self.clock.read_text(encoding="ascii"))
        move_clock(self.clock, offset + timedelta(**by).total_seconds())

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.clock.read_text(encoding="ascii")))

    def tick(self) -> bool:
        """A minute passes each second, so that the job that rings every minute has work."""
        if time.monotonic() - self.ticked > 1:
            self.ticked = time.monotonic()
            self.pass_time(minutes=1)
        return True

    def put_three(self, number: int = 0) -> None:
        parts = self.installation.parts
        with parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
            people = tuple(session.scalars(select(Person.id).order_by(Person.id)))
            for importance in Importance:
                text = {"type": "text", "text": f"แจ้ง {importance.name} {number}"}
                whom = people if importance is not Importance.DIGEST else people[:1]
                expires = self.now + timedelta(hours=5)
                notice = Notice("test", f"{importance.name}/{number}", whom, (text,), importance, self.now, expires)
                put(session, agency.id, notice, self.now)

    def waiting(self) -> int:
        with self.installation.parts.database.reading() as session:
            count = select(func.count()).select_from(Delivery).where(Delivery.fate == Fate.WAITING)
            return session.scalar(count) or 0

    def notices(self) -> int:
        with self.installation.parts.database.reading() as session:
            return session.scalar(select(func.count()).select_from(NoticeRow)) or 0

    def heard(self, phone: FakeUser) -> Counter[str]:
        return Counter(str(entry.message["text"]) for entry in phone.chat.entries if entry.side == "bot")

    def start(self, name: str = "never", nth: int = 1) -> "subprocess.Popen[bytes]":
        return self.installation.start("-m", "tests.push.dying_scheduler", name, str(nth))


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    clock = tmp_path / "offset"
    (tmp_path / "data").mkdir()
    move_clock(clock, (TEN_OCLOCK - datetime.now(UTC)).total_seconds())
    monkeypatch.setenv("PRONGSAI_NOW", f"@{clock}")
    with FakeLine(rules=Rules(monthly_quota=None)) as fake, installed(tmp_path / "data", fake) as installation:
        phones = [fake.user(installation.channel, f"person-{n}") for n in range(PEOPLE)]
        for phone in phones:
            bind_sample(installation.parts, "phon", phone.user_id, "staff")
        yield Town(installation, phones, clock)


POINTS = ("formed", "called", "noted", "job ran", "job noted")


@pytest.mark.soak  # `make test` has the same kills in one process: test_interleavings.py
@pytest.mark.parametrize("nth", [1, 2])
def test_a_kill_at_each_step_loses_and_doubles_nothing(town: Town, nth: int) -> None:
    for number, point in enumerate(POINTS):
        town.put_three(number)
        dying = town.start(point, nth)
        town.installation.wait_for(lambda: town.tick() and dying.poll() is not None)  # noqa: B023 - asked at once
        assert dying.returncode == -9
    survivor = town.start()
    town.pass_time(minutes=2)
    before = town.notices()
    town.installation.wait_for(lambda: town.notices() > before and town.waiting() == 0)
    survivor.terminate()
    assert survivor.wait(timeout=30) == 0
    everybody: Counter[str] = Counter()
    for place, phone in enumerate(town.phones):
        heard = town.heard(phone)
        everybody += heard
        assert set(heard.values()) == {1}, f"once and once only: {heard}"
        told = Counter(words.split()[1] for words in heard if words.startswith("แจ้ง"))
        expected = {"ACKNOWLEDGE": len(POINTS), "DEADLINE": len(POINTS)}
        assert told == expected | ({"DIGEST": len(POINTS)} if place == 0 else {})
    print(f"{len(POINTS)} kills, {everybody.total()} messages on {PEOPLE} phones, none missing, none twice")


def test_of_two_schedulers_one_leads_and_the_other_takes_over(town: Town) -> None:
    """Killed in the middle of LINE's silence, with a second one standing by."""
    town.installation.fake.faults.next("multicast", Fault(delay=2.0, after_accept=True, keep_answer=True))
    town.put_three()
    first, second = town.start("called"), town.start()
    town.installation.wait_for(lambda: first.poll() is not None or town.waiting() == 0)
    town.pass_time(minutes=2)
    town.installation.wait_for(lambda: town.waiting() == 0)
    for child in (first, second):
        if child.poll() is None:
            child.terminate()
            assert child.wait(timeout=30) == 0
    for phone in town.phones:
        assert set(town.heard(phone).values()) == {1}


def test_sigterm_finishes_what_is_under_way_and_gives_the_lock_back(town: Town) -> None:
    town.installation.fake.faults.next("multicast", Fault(delay=0.6, after_accept=True, keep_answer=True))
    town.put_three()
    child = town.start()
    town.installation.wait_for(lambda: bool(town.installation.fake.platform.calls))
    child.terminate()
    assert child.wait(timeout=30) == 0
    assert town.installation.parts.redis.get("scheduler:leader") is None
    with town.installation.parts.database.reading() as session:
        rows = session.scalars(select(Delivery)).all()
    sent = sum(sum(town.heard(phone).values()) for phone in town.phones)
    assert sent == sum(row.fate == Fate.SENT for row in rows), "no answer of LINE was left unread"
