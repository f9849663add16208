"""Moments in Bangkok time, and the working days of a Thai office."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import BANGKOK
from bot.scheduler import calendar
from bot.scheduler.calendar import (
    daily,
    every,
    is_working_day,
    monthly,
    weekly,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days,
)
from bot.scheduler.catalogue import all_jobs
from bot.scheduler.job import Due

DAYS_OFF = [
    date(2026, 1, 1),  # New Year
    date(2026, 3, 3),  # Makha Bucha
    date(2026, 4, 13),  # Songkran
    date(2026, 6, 1),  # in lieu of Visakha Bucha, a Sunday
    date(2026, 12, 7),  # in lieu of a Saturday
    date(2026, 1, 17),  # a Saturday
]
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=BANGKOK))
DUES: list[Callable[[], Due]] = [
    lambda: daily(9),
    lambda: weekly(0, 8, 30),
    lambda: monthly(1, 7),
    lambda: working_days(8),
]


@pytest.mark.parametrize("day", DAYS_OFF)
def test_days_off(day: date) -> None:
    assert not is_working_day(day)
    before, after = working_day_on_or_before(day), working_day_on_or_after(day)
    assert before < day < after and is_working_day(before) and is_working_day(after)


def test_an_ordinary_thursday_is_its_own_working_day() -> None:
    day = date(2026, 1, 15)
    assert working_day_on_or_before(day) == working_day_on_or_after(day) == day


@given(MOMENTS, st.lists(st.integers(0, 60 * 24 * 9), min_size=1, max_size=6), st.sampled_from(DUES))
def test_however_often_one_looks_no_moment_is_missed_or_seen_twice(
    start: datetime, gaps: list[int], make: Callable[[], Due]
) -> None:
    due = make()
    end = start + timedelta(minutes=sum(gaps))
    seen: list[datetime] = []
    now = start
    for gap in gaps:
        seen += due(now, now + timedelta(minutes=gap))
        now += timedelta(minutes=gap)
    assert seen == list(due(start, end)) == sorted(set(seen))
    assert all(start < moment <= end for moment in seen)


def test_moments_are_bangkoks_whatever_zone_asks() -> None:
    (moment,) = daily(9)(datetime(2026, 1, 15, 0, 0, tzinfo=UTC), datetime(2026, 1, 15, 23, 0, tzinfo=UTC))
    assert moment.astimezone(UTC) == datetime(2026, 1, 15, 2, 0, tzinfo=UTC)


def test_an_interval_has_no_history() -> None:
    start = datetime(2026, 1, 15, 8, 7, tzinfo=BANGKOK)
    assert list(every(15)(start, start + timedelta(days=3))) == [datetime(2026, 1, 18, 8, 0, tzinfo=BANGKOK)]
    assert list(every(15)(start, start + timedelta(minutes=5))) == []


def test_weekly_is_on_its_day() -> None:
    start = datetime(2026, 1, 1, tzinfo=BANGKOK)
    moments = weekly(calendar._SATURDAY, 10)(start, start + timedelta(days=28))
    assert [moment.weekday() for moment in moments] == [5] * 4


def test_every_job_has_a_name_of_its_own() -> None:
    names = [job.name for job in all_jobs()]
    assert {"reminders", "digests", "tidying"} <= set(names) and len(set(names)) == len(names)
    assert all(0 < len(name) <= 60 for name in names)
