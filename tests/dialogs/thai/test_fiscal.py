"""Fiscal years and reporting rounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.thai.fiscal import ROUNDS, ReportingRound, fiscal_year_of, month_of_year, round_at, round_end, year_start

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_a_fiscal_year_begins_in_october_of_the_year_before() -> None:
    assert fiscal_year_of(date(2022, 9, 30)) == 2565
    assert fiscal_year_of(date(2022, 10, 1)) == 2566
    assert year_start(2566) == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("months", "end"),
    [(3, date(2022, 12, 31)), (6, date(2023, 3, 31)), (9, date(2023, 6, 30)), (12, date(2023, 9, 30))],
)
def test_a_round_ends_with_its_last_month(months: int, end: date) -> None:
    assert round_end(2566, months) == end
    assert ReportingRound(2566, months).start == date(2022, 10, 1)


@pytest.mark.parametrize("months", [0, 1, 4, 15, -3])
def test_there_are_no_other_rounds(months: int) -> None:
    with pytest.raises(ValueError, match="3, 6, 9 or 12"):
        round_end(2566, months)


def test_months_are_counted_from_october() -> None:
    assert [month_of_year(2566, nth) for nth in (1, 3, 4, 12)] == [(2022, 10), (2022, 12), (2023, 1), (2023, 9)]


@given(DAYS)
def test_every_day_lies_in_its_year_and_in_the_first_round_that_has_not_ended(day: date) -> None:
    year = fiscal_year_of(day)
    assert year_start(year) <= day < year_start(year + 1)
    found = round_at(day)
    assert found.fiscal_year == year and found.months in ROUNDS
    assert found.end >= day and (found.months == 3 or round_end(year, found.months - 3) < day)


@given(st.integers(2500, 2650))
def test_the_last_round_ends_with_the_year(year: int) -> None:
    assert round_end(year, 12) + timedelta(days=1) == year_start(year + 1)
