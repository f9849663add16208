"""Each moment of a job runs once: after a stop, a crash, a failure, under another leader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.clock import BANGKOK
from bot.parts import Parts
from bot.scheduler.calendar import daily
from bot.scheduler.job import Job
from bot.scheduler.runner import JobRunner
from dialogs.records.errors import LeaseLost, StoreUnavailable
from storage.database import Database
from storage.models import JobRun
from tests.system import MovableClock

NAMES = ("morning", "evening")


class PowerCut(BaseException):
    """Ends the process in the middle, as far as the program can tell."""


@dataclass
class Stage:
    """Jobs that note when they ran, on a real database, with a clock that the test moves."""

    database: Database
    clock: MovableClock = field(default_factory=MovableClock)
    ran: list[tuple[str, datetime]] = field(default_factory=list)
    leads: bool = True
    cut_at: str = ""
    faults: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock.set(datetime(2026, 1, 15, 7, 0, tzinfo=BANGKOK))
        with self.database.transaction() as session:
            session.execute(delete(JobRun))

    @property
    def parts(self) -> Parts:
        return cast(Parts, SimpleNamespace(database=self.database, clock=self.clock))

    def job(self, name: str, hour: int, *, only_newest: bool = False) -> Job:
        def run(_parts: Parts, moment: datetime) -> None:
            if self.faults:
                raise self.faults.pop()
            self.ran.append((name, moment))

        return Job(name, daily(hour), run, only_newest)

    def start(self, jobs: Sequence[Job]) -> JobRunner:
        """A process comes up."""

        def checkpoint(here: str) -> None:
            if here == self.cut_at:
                self.cut_at = ""
                raise PowerCut

        return JobRunner(jobs, self.parts, lambda: self.leads, checkpoint=checkpoint)


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


def test_a_job_runs_at_its_moments_and_not_before_it_was_first_seen(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    runner.run_due()
    stage.clock.move(hours=3)
    runner.run_due()
    runner.run_due()
    assert stage.ran == [("morning", datetime(2026, 1, 15, 9, tzinfo=BANGKOK))]


def test_after_a_stop_each_missed_moment_runs_once_or_only_the_newest(stage: Stage) -> None:
    jobs = [stage.job("morning", 9), stage.job("evening", 18, only_newest=True)]
    stage.start(jobs).run_due()
    stage.clock.move(days=3, hours=14)
    stage.start(jobs).run_due()
    assert [moment.day for name, moment in stage.ran if name == "morning"] == [15, 16, 17, 18]
    assert [moment.day for name, moment in stage.ran if name == "evening"] == [18]


def test_a_crash_between_the_work_and_its_note_repeats_the_work_and_nothing_else(stage: Stage) -> None:
    job = [stage.job("morning", 9)]
    stage.start(job).run_due()
    stage.clock.move(days=1, hours=4)
    stage.cut_at = "job ran"
    with pytest.raises(PowerCut):
        stage.start(job).run_due()
    stage.start(job).run_due()
    assert [moment.day for _, moment in stage.ran] == [15, 15, 16]


def test_who_no_longer_leads_begins_no_job_and_notes_none(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    runner.run_due()
    stage.clock.move(hours=3)
    stage.leads = False
    with pytest.raises(LeaseLost):
        runner.run_due()
    assert stage.ran == []
    stage.leads = True
    runner.run_due()
    assert len(stage.ran) == 1


def test_a_failing_job_is_tried_again_later_and_holds_up_no_other(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9), stage.job("evening", 9)])
    runner.run_due()
    stage.clock.move(hours=3)
    stage.faults = [ValueError("no")]
    runner.run_due()
    assert [name for name, _ in stage.ran] == ["evening"]
    runner.run_due()
    assert len(stage.ran) == 1, "it rests first"
    stage.clock.move(minutes=1)
    runner.run_due()
    assert [name for name, _ in stage.ran] == ["evening", "morning"]


def test_a_store_that_is_away_leaves_the_job_due(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    runner.run_due()
    stage.clock.move(hours=3)
    stage.faults = [StoreUnavailable("away")]
    with pytest.raises(StoreUnavailable):
        runner.run_due()
    runner.run_due()
    assert len(stage.ran) == 1


def test_a_clock_that_is_put_back_runs_nothing_twice(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    runner.run_due()
    stage.clock.move(days=2)
    runner.run_due()
    stage.clock.move(days=-1)
    runner.run_due()
    stage.clock.move(days=1, hours=3)
    runner.run_due()
    assert [moment.day for _, moment in stage.ran] == [15, 16, 17]


def test_one_note_a_job_is_kept(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    for _ in range(5):
        runner.run_due()
        stage.clock.move(days=1)
    with stage.database.reading() as session:
        assert len(session.scalars(select(JobRun)).all()) == 1


STEPS = st.lists(
    st.sampled_from(["look", "hour", "day", "job ran", "job noted", "lost", "fails", "away"]), min_size=1, max_size=40
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_in_whatever_order_no_moment_is_skipped(database: Database, steps: list[str]) -> None:
    """A moment may run again after a crash in the middle (jobs are idempotent); it is never left out."""
    stage = Stage(database)
    jobs = [stage.job(name, hour) for name, hour in zip(NAMES, (9, 18), strict=True)]
    runner = stage.start(jobs)
    runner.run_due()
    began = stage.clock()
    cuts = 0
    for step in [*steps, "look", "calm", "look"]:
        match step:
            case "look":
                try:
                    runner.run_due()
                except PowerCut:
                    cuts += 1
                    runner = stage.start(jobs)
                except (LeaseLost, StoreUnavailable):
                    stage.leads = True
            case "hour" | "day":
                stage.clock.move(hours=1 if step == "hour" else 24)
            case "lost":
                stage.leads = False
            case "fails":
                stage.faults = [RuntimeError()]
            case "away":
                stage.faults = [StoreUnavailable("away")]
            case "calm":
                stage.leads, stage.faults, stage.cut_at = True, [], ""
                runner = stage.start(jobs)
            case _:
                stage.cut_at = step
    for name, hour in zip(NAMES, (9, 18), strict=True):
        expected = list(daily(hour)(began.astimezone(BANGKOK), stage.clock().astimezone(BANGKOK)))
        ran = [moment for one, moment in stage.ran if one == name]
        assert sorted(set(ran)) == expected
        assert len(ran) <= len(expected) + cuts


def test_time_stands_in_utc_and_comes_back_aware(stage: Stage) -> None:
    runner = stage.start([stage.job("morning", 9)])
    runner.run_due()
    stage.clock.move(hours=3)
    runner.run_due()
    with stage.database.reading() as session:
        row = session.scalars(select(JobRun)).one()
    assert row.moment == datetime(2026, 1, 15, 9, tzinfo=BANGKOK) and row.moment.utcoffset() == timedelta(0)
