"""Fiscal years and reporting rounds.

Fiscal year N (Buddhist era) runs from 1 October N-1 to 30 September N. A reporting round is named by the number of
months it covers from the start of the year: 3, 6, 9 or 12 (``domain.md`` 2.4).
"""

import calendar
from dataclasses import dataclass
from datetime import date

BUDDHIST_OFFSET = 543
ROUNDS = (3, 6, 9, 12)
_OCTOBER = 10


def buddhist_year(day: date) -> int:
    """The calendar year of a day in the Buddhist era."""
    return day.year + BUDDHIST_OFFSET


def fiscal_year_of(day: date) -> int:
    """The fiscal year (Buddhist era) that a day lies in."""
    return buddhist_year(day) + (day.month >= _OCTOBER)


def year_start(fiscal_year: int) -> date:
    """1 October of the calendar year before."""
    return date(fiscal_year - BUDDHIST_OFFSET - 1, _OCTOBER, 1)


def month_of_year(fiscal_year: int, nth: int) -> tuple[int, int]:
    """(Gregorian year, month) of the nth month (1-12) of a fiscal year."""
    start = year_start(fiscal_year)
    index = start.month - 1 + nth - 1
    return start.year + index // 12, index % 12 + 1


def round_end(fiscal_year: int, months: int) -> date:
    """Last day of a reporting round: 31 Dec, 31 Mar, 30 Jun or 30 Sep.

    Raises ValueError for anything but 3, 6, 9 and 12.
    """
    if months not in ROUNDS:
        raise ValueError(f"a reporting round covers 3, 6, 9 or 12 months, not {months}")
    year, month = month_of_year(fiscal_year, months)
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class ReportingRound:
    """One round (รอบ ๓/๖/๙/๑๒ เดือน) of one fiscal year."""

    fiscal_year: int
    months: int

    @property
    def start(self) -> date:
        return year_start(self.fiscal_year)

    @property
    def end(self) -> date:
        return round_end(self.fiscal_year, self.months)


def round_at(day: date) -> ReportingRound:
    """The first round that ends on or after a day."""
    year = fiscal_year_of(day)
    return next(r for months in ROUNDS if (r := ReportingRound(year, months)).end >= day)
