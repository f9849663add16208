"""The table of statuses, the clocks, the public figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.complaints.settings import load_complaint_settings
from dialogs.complaints.words import Words
from storage.complaints.clocks import Clocks, Due, add_working_days, due, is_working_day
from storage.complaints.errors import WrongTransition
from storage.complaints.retention import sweep
from storage.complaints.statistics import Quarter, Row, figures, last_quarter_end, quarter_of, suppressed
from storage.complaints.statuses import ENDED, TRANSITIONS, Refusal, Status, check_transition
from tests.complaints.conftest import Office

days = st.dates(date(2025, 1, 1), date(2029, 12, 31))


def test_every_status_leads_to_its_end() -> None:
    for start in Status:
        reached, ahead = set(), [start]
        while ahead:
            status = ahead.pop()
            if status not in reached:
                reached.add(status)
                ahead += TRANSITIONS[status]
        assert reached & ENDED


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_no_way_but_the_tables(old: Status, new: Status) -> None:
    if new in TRANSITIONS[old]:
        check_transition(old, new, "เหตุผล", Refusal.NOT_CORRUPTION)
    else:
        with pytest.raises(WrongTransition):
            check_transition(old, new, "เหตุผล", Refusal.NOT_CORRUPTION)


def test_a_refusal_needs_a_reason_and_no_name_is_none() -> None:
    with pytest.raises(WrongTransition, match="reasons"):
        check_transition(Status.RECEIVED, Status.NOT_ACCEPTED, "คำ")
    with pytest.raises(WrongTransition, match="words"):
        check_transition(Status.RECEIVED, Status.NOT_ACCEPTED, " ", Refusal.OTHER_AUTHORITY)
    assert not any("name" in reason or "anonym" in reason for reason in Refusal)


def test_the_clocks_of_a_complaint_before_songkran() -> None:
    # Friday 10 April 2026; 13-15 April are Songkran.
    assert due(date(2026, 4, 10), Clocks()) == Due(date(2026, 4, 20), date(2026, 4, 25), date(2026, 7, 9))


def test_the_clocks_are_settings(parts: ComplaintParts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPLAINTS_ANSWER_DAYS", "7")
    clocks = load_complaint_settings().clocks
    assert clocks == Clocks(3, 7, 90)
    house = replace(parts.house, clocks=clocks)
    app = create_complaint_app(replace(parts, house=house))
    assert Words("th")("manual.step_answer", days=7) in app.test_client().get("/phon/manual").get_data(as_text=True)


def test_childrens_day_is_no_day_off_by_itself() -> None:
    assert is_working_day(date(2026, 3, 2)) and not is_working_day(date(2026, 3, 3))
    assert not is_working_day(date(2026, 1, 10))  # it falls on a Saturday, as every year


@given(days, st.integers(1, 30))
def test_working_days_are_counted(start: date, count: int) -> None:
    end = add_working_days(start, count)
    between = [start + timedelta(days=one) for one in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, between)) == count and is_working_day(end)


@given(days)
def test_the_running_quarter_is_never_shown(today: date) -> None:
    until = last_quarter_end(today)
    assert until < today and quarter_of(until + timedelta(days=1)) == quarter_of(today) != quarter_of(until)


parts = st.tuples(*[st.integers(0, 12)] * 3)


@given(st.lists(parts, min_size=1, max_size=6))
def test_no_small_number_can_be_computed(counts: list[tuple[int, int, int]]) -> None:
    """Of every hidden number an onlooker can only say what the rule itself says: the bounds stay apart."""
    true = [Row(Quarter(2569, 1), sum(three), *three) for three in counts]
    shown = suppressed(date(2026, 3, 31), true)
    for row, real in zip(shown.rows, true, strict=True):
        cells = (row.received, row.open, row.finished, row.not_accepted)
        assert not any(cell is not None and 0 < cell < 5 for cell in cells)
        hidden = [cell is None for cell in cells[1:]]
        assert all(hidden) or not any(hidden)
        assert row.received in (None, real.received)
    if any(row.received is None for row in shown.rows):
        assert shown.total is None


def test_figures_speak_of_whole_quarters(office: Office) -> None:
    for _ in range(6):
        office.tell()
    with office.file.reading() as connection:
        now = figures(connection, office.clock().date())
    assert now.total == 0 and now.none_at_all and now.until == date(2025, 12, 31)
    office.clock.move(days=40)
    with office.file.reading() as connection:
        later = figures(connection, office.clock().date())
    assert later.rows[-1] == Row(Quarter(2569, 2), 6, 6, 0, 0) and later.total == 6


def test_figures_outlive_the_cases(office: Office) -> None:
    for _ in range(5):
        office.tell()
    desk = office.desk("ก้อย")
    for held in desk.held():
        for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
            desk.move(held.row.number, status, "ผล")
    office.clock.move(days=60)
    today = office.clock().date()
    with office.file.reading() as connection:
        before = figures(connection, today)
    assert sweep(office.file, office.secrets, today, keep_days=30).cases == 5
    with office.file.reading() as connection:
        assert figures(connection, today) == before
    assert before.rows[-1] == Row(Quarter(2569, 2), 5, 0, 5, 0)
