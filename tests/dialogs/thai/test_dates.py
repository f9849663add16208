"""Thai dates, written and read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.thai.dates import (
    MONTH_FORMS,
    MONTHS,
    InvalidDate,
    find_dates,
    full_date,
    gregorian_year,
    make_date,
    month_year,
    short_date,
)

DAYS = st.dates(date(1960, 1, 1), date(2100, 12, 31))


def test_chat_and_documents_write_them_differently() -> None:
    day = date(2023, 3, 31)
    assert short_date(day) == "31 มี.ค. 2566"
    assert full_date(day) == "๓๑ มีนาคม ๒๕๖๖"
    assert month_year(2023, 12) == "ธ.ค. 2566"


@given(DAYS)
def test_what_is_written_reads_back(day: date) -> None:
    assert find_dates(short_date(day)) == [day]
    assert find_dates(full_date(day)) == [day]
    assert find_dates(f"{day.day}/{day.month}/{day.year + 543}") == [day]


@given(DAYS, st.sampled_from(sorted(form for form in MONTH_FORMS if len(form) > 3)))
def test_every_spelling_of_a_month_is_its_month(day: date, form: str) -> None:
    (found,) = find_dates(f"ภายในวันที่ 5 {form} {day.year + 543} นะ")
    assert found == date(day.year, MONTH_FORMS[form], 5)


@pytest.mark.parametrize(("written", "year"), [(66, 2023), (2566, 2023), (2023, 2023), (2400, 1857), (99, 2056)])
def test_a_year_of_either_era(written: int, year: int) -> None:
    assert gregorian_year(written) == year


def test_a_day_that_the_calendar_lacks_is_named_and_never_moved() -> None:
    assert find_dates("31 มิถุนายน 2566") == [InvalidDate("31 มิถุนายน 2566", date(2023, 6, 30))]
    assert find_dates("29 ก.พ. 2566") == [InvalidDate("29 ก.พ. 2566", date(2023, 2, 28))]
    assert find_dates("29 ก.พ. 2567") == [date(2024, 2, 29)]
    assert make_date(0, 5, 2566, "0 พ.ค. 2566") == InvalidDate("0 พ.ค. 2566")
    assert make_date(5, 13, 2566, "5/13/2566") == InvalidDate("5/13/2566")


def test_dates_come_in_the_order_of_writing() -> None:
    text = "ตั้งแต่ 01/04/2566 ถึง ๓๐ มิ.ย. ๒๕๖๖"
    assert find_dates(text) == [date(2023, 4, 1), date(2023, 6, 30)]


def test_a_date_without_a_year_needs_one_to_be_given() -> None:
    assert find_dates("ส่งวันที่ 5 มกราคม") == []
    assert find_dates("ส่งวันที่ 5 มกราคม", default_year=2569) == [date(2026, 1, 5)]


@pytest.mark.parametrize("text", ["มี 3 มีคนแจ้ง", "1.2.3.4", "ข้อ 5 กพร.", "0 4385 1234", "12/2566"])
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert find_dates(text, default_year=2566) == []


@given(st.text(max_size=40) | st.from_regex(rf"\d{{1,3}} ?({'|'.join(MONTHS)}) ?\d{{0,5}}", fullmatch=True))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert all(isinstance(found, date | InvalidDate) for found in find_dates(text, default_year=2566))
