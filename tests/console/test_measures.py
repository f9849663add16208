"""Measures put right from the console: the plan, and a report that is appended with its reason."""

import pytest
from sqlalchemy import select

from storage.agencies import load_agency
from storage.models import Measure, ProgressEntry
from tests.console.things import things_of
from tests.console.visitor import Office


def test_a_measure_is_put_right(admin: Office) -> None:
    number = things_of(admin)["measures"]
    form = {
        "title": "ชื่อใหม่", "unit": ["กองคลัง"], "other_unit": "กองช่าง", "start_month": "10", "start_year": "๒๕๖๘",
        "end_month": "3", "end_year": "2569",
    }  # fmt: skip
    assert admin.sends(f"/console/measures/{number}", form).status_code == 303
    with admin.database.reading() as session:
        facts = load_agency(session, admin.agency_id, "").measure(number)
        key = session.get_one(Measure, number).key
    assert facts is not None and key != "ชื่อใหม่"
    assert (facts.title, facts.units, facts.period_start, facts.period_end) == (
        "ชื่อใหม่", ("กองคลัง", "กองช่าง"), "2025-10", "2026-03",
    )  # fmt: skip
    assert admin.audit()[0].after["period_start"] == "2025-10"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"start_month": "13", "start_year": "2569"},
        {"start_month": "1", "start_year": "2026"},
        {"start_month": "1"},
        {"start_month": "5", "start_year": "2569", "end_month": "4", "end_year": "2569"},
        {"unit": [f"กอง {n}" for n in range(13)]},
    ],
)
def test_an_impossible_plan(admin: Office, wrong: dict[str, str | list[str]]) -> None:
    number = things_of(admin)["measures"]
    count = len(admin.audit())
    assert admin.sends(f"/console/measures/{number}", {"title": "ก", **wrong}).status_code == 422
    assert len(admin.audit()) == count


def test_a_report_is_appended_with_its_reason(admin: Office) -> None:
    number = things_of(admin)["measures"]
    for percent in ("40", "80%"):
        form = {"status": "in_progress", "percent": percent, "round": "6", "detail": "เปิดแล้ว", "reason": "ตามบันทึก"}
        assert admin.sends(f"/console/measures/{number}/progress", form).status_code == 303
    with admin.database.reading() as session:
        entries = session.scalars(select(ProgressEntry).where(ProgressEntry.measure_id == number)).all()
    assert [entry.percent for entry in entries][-2:] == [40, 80]
    assert entries[-1].reason == "ตามบันทึก" and entries[-1].replaces_id is None
    assert admin.audit()[0].before["percent"] == 40 and admin.audit()[0].after["percent"] == 80


@pytest.mark.parametrize(
    "wrong", [{"percent": "130"}, {"percent": "มาก"}, {"status": "unknown"}, {"reason": ""}, {"round": "5"},
              {"status": "done", "percent": "50"}],
)  # fmt: skip
def test_an_impossible_report(admin: Office, wrong: dict[str, str]) -> None:
    number = things_of(admin)["measures"]
    form = {"status": "in_progress", "percent": "40", "reason": "ก", **wrong}
    assert admin.sends(f"/console/measures/{number}/progress", form).status_code == 422
