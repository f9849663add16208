"""Until when what is owed to a reporter. Days are Thai working days or calendar days; holidays are data."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

_EXTRA = Path(__file__).parent / "data" / "extra_holidays.txt"
_NOT_OFF = ("National Children's Day",)
"""Observed, but offices that would be open stay open."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Clocks:
    """An agency's promises: working days to acknowledge, calendar days to a first answer and to feedback."""

    acknowledge_working_days: int = 3
    answer_days: int = 15
    feedback_days: int = 90


@dataclass(frozen=True, slots=True)
class Due:
    """The last days on which each promise is kept."""

    acknowledge: date
    answer: date
    feedback: date


def due(received: date, clocks: Clocks) -> Due:
    """Counted from the day after receipt."""
    return Due(
        add_working_days(received, clocks.acknowledge_working_days),
        received + timedelta(days=clocks.answer_days),
        received + timedelta(days=clocks.feedback_days),
    )


def add_working_days(start: date, days: int) -> date:
    """The day on which so many working days after ``start`` are over."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Neither weekend nor a Thai public holiday."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


@cache
def _days_off(year: int) -> frozenset[date]:
    known = holidays.country_holidays("TH", years=[year])
    off = {day for day, name in known.items() if name not in _NOT_OFF}
    lines = _EXTRA.read_text(encoding="ascii").splitlines()
    extra = {date.fromisoformat(line.split()[0]) for line in lines if line.strip() and not line.startswith("#")}
    return frozenset(off | {day for day in extra if day.year == year})
