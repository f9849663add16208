"""What a summary counts, from a plan made up for the purpose."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.cards.line import to_line
from dialogs.cards.summary import Sheet, summary_card
from dialogs.records.duty import coming, deadline, is_overdue, owed, owed_of
from dialogs.records.facts import AgencyFacts, AssessmentFacts, MeasureFacts, ProgressFacts, Status
from dialogs.records.ita import INDICATORS
from dialogs.records.reply import Answer
from dialogs.records.summary import load, summarise
from tests.dialogs.samples import sample_agencies
from tests.shared import needs_shared
from tests.simulator.judge import judge

TODAY = date(2026, 4, 10)
"""Ten days after the end of round 6 of fiscal year 2569."""


def measure(number: int, *reports: tuple[int | None, Status, int | None], **parts: object) -> MeasureFacts:
    """A measure of the plan of 2569; each report: round, status, percent."""
    told = tuple(
        ProgressFacts(place, status, percent, date(2026, 1, place), "กองช่าง", "", "", "", months)
        for place, (months, status, percent) in enumerate(reports, start=1)
    )
    plain = MeasureFacts(
        id=number, number=number, plan_year=2569, title=f"มาตรการ {number}", aliases=(), issue="", steps=(),
        units=("กองช่าง",), all_units=False, period_start=None, period_end=None, rounds=(6, 12), monitoring="",
        indicators=(), instrument=None, codes=(), has_status_columns=False, reports=told,
    )  # fmt: skip
    return replace(plain, **parts)


def agency(*measures: MeasureFacts, scores: dict[str, float] | None = None) -> AgencyFacts:
    results = (AssessmentFacts(2568, None, None, scores),) if scores else ()
    return replace(sample_agencies()[0], units=("กองช่าง", "กองคลัง"), measures=measures, assessments=results)


DOING, DONE = Status.IN_PROGRESS, Status.DONE


@pytest.mark.parametrize(
    ("reports", "months", "days_left"),
    [
        ((), 6, -10),
        (((6, DOING, 40),), 12, 173),
        (((12, DOING, 40),), 6, -10),
        (((6, DOING, 40), (12, DOING, 80)), None, None),
        (((6, DONE, 100),), None, None),
        (((None, DONE, None),), None, None),
    ],
)
def test_what_is_owed(
    reports: tuple[tuple[int | None, Status, int | None], ...], months: int | None, days_left: int | None
) -> None:
    due = owed(measure(1, *reports), TODAY)
    assert (due.round_months, due.days_left) == (months, days_left) if months else due is None


def test_only_the_last_missed_round_is_asked_for() -> None:
    due = owed(measure(1, rounds=(3, 6, 9, 12)), TODAY)
    assert due is not None and due.round_months == 6


def test_without_rounds_the_end_of_the_year_counts() -> None:
    due = owed(measure(1, rounds=()), TODAY)
    assert due is not None and (due.round_months, due.end) == (12, date(2026, 9, 30))


def test_what_is_due_this_round_stands_apart_from_what_comes_later() -> None:
    plan = [measure(1, rounds=(12,)), measure(2, rounds=(9, 12)), measure(3), measure(4), measure(5, rounds=())]
    assert [one.measure.number for one in owed_of(plan, TODAY)] == [3, 4, 2]
    assert [(one.measure.number, one.round_months) for one in coming(plan, TODAY)] == [(1, 12), (5, 12)]


@pytest.mark.parametrize(
    ("parts", "day", "late"),
    [
        ({"period_end": "2026-03"}, date(2026, 3, 31), True),
        ({"period_end": "2026-04"}, date(2026, 4, 30), False),
        ({"rounds": (6,)}, date(2026, 3, 31), True),
        ({"rounds": ()}, date(2026, 9, 30), False),
    ],
)
def test_deadlines(parts: dict[str, object], day: date, late: bool) -> None:
    plain = measure(1, **parts)
    assert deadline(plain) == day and is_overdue(plain, TODAY) is late
    assert not is_overdue(measure(1, (6, DONE, 100), **parts), TODAY)


def test_units_count_what_they_answer_for() -> None:
    numbers = summarise(
        agency(
            measure(1, (6, DONE, 100)),
            measure(2, (6, DOING, 50), units=("กองคลัง",), period_end="2026-03"),
            measure(3, all_units=True, units=()),
            measure(4, units=()),
        ),
        TODAY,
    )
    assert [(line.unit, line.total, line.done, line.overdue, line.owed) for line in numbers.units] == [
        ("กองช่าง", 2, 1, 0, 1),
        ("กองคลัง", 2, 0, 1, 1),
        ("", 1, 0, 0, 1),
    ]
    assert (numbers.total, numbers.done, numbers.average, numbers.owed, len(numbers.late)) == (4, 1, 38, 2, 1)
    assert (numbers.round_months, numbers.round_end) == (9, "2026-06-30")
    assert [line.unit for line in numbers.own_first("กองคลัง")] == ["กองคลัง", "กองช่าง", ""]


def test_an_older_plan_is_in_its_last_round_and_an_early_one_in_its_first() -> None:
    old = summarise(agency(measure(1, plan_year=2568)), TODAY)
    early = summarise(agency(measure(1, plan_year=2570)), TODAY)
    assert (old.year, old.round_months, early.year, early.round_months) == (2568, 12, 2570, 3)


def test_weak_indicators_without_a_measure() -> None:
    scores = {"budget_use": 84.99, "power_use": 85.0, "asset_use": 60.0, "data_disclosure": 70.0}
    numbers = summarise(agency(measure(1, indicators=("data_disclosure",)), scores=scores), TODAY)
    assert [line.slug for line in numbers.weak(85)] == ["asset_use", "budget_use"]


def test_changes_since_the_last_summary() -> None:
    before = summarise(agency(measure(1), measure(2, (6, DOING, 20))), date(2026, 4, 3))
    numbers = summarise(
        agency(measure(1, (6, DOING, 10)), measure(2, (6, DOING, 20)), measure(3, (6, DONE, 100))), TODAY, before
    )
    assert [(line.number, line.before) for line in numbers.changes] == [(1, (None, None)), (3, (None, None))]
    assert numbers.since == "2026-04-03" and not numbers.same_as(before)


STATES = st.lists(st.tuples(st.sampled_from([3, 6, 9, 12, None]), st.sampled_from(Status), st.integers(0, 100)))


@given(st.lists(STATES, max_size=6), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_kept_numbers_come_back_as_they_were(plan: list[list[tuple[int | None, Status, int]]], day: date) -> None:
    office = agency(*(measure(n, *told[:20]) for n, told in enumerate(plan, start=1)), scores={"power_use": 80.0})
    before = summarise(agency(), day)
    numbers = summarise(office, day, before)
    again = load(json.loads(json.dumps(numbers.dump())))
    assert again == numbers and again.same_as(numbers)
    assert sum(1 for _ in numbers.late) <= numbers.total and 0 <= (numbers.average or 0) <= 100


@needs_shared
def test_the_largest_office_fits_a_card() -> None:
    units = tuple(f"กองส่งเสริมการพัฒนาและบริหารงานทั่วไปที่ {n}" for n in range(20))
    long = "การเปิดเผยข้อมูลข่าวสารของทางราชการต่อสาธารณะ " * 12
    plan = [
        measure(n, title=long, units=units, period_end="2026-03", indicators=(INDICATORS[0].slug,)) for n in range(60)
    ]
    office = replace(
        agency(*plan, scores={indicator.slug: 50.0 for indicator in INDICATORS}),
        units=units,
        complaint_url="https://x.test/a/",
    )
    before = summarise(replace(office, measures=tuple(replace(m, reports=()) for m in plan)), date(2026, 1, 1))
    told = tuple(replace(m, reports=measure(1, (6, DOING, 10)).reports) for m in plan)
    sheet = Sheet(office, summarise(replace(office, measures=told), TODAY, before), "k" * 32, asks=True)
    card = summary_card(sheet)
    assert len(json.dumps(card.contents)) < 25_000
    body = {"to": ["U" + "0" * 32], "messages": json.loads(json.dumps(to_line(Answer((card,)))))}
    assert judge("messaging-api.yml").errors("post", "/v2/bot/message/multicast", body) == []
