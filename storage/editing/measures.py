"""A measure's title, unit and period, and what has become of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.errors import Refused
from dialogs.records.facts import Status
from dialogs.thai.fiscal import ROUNDS
from storage.audit import NOTHING, Editor, State, Subject, note
from storage.editing.states import differing, one_line
from storage.models import IssueRow, Measure, Person, ProgressEntry, RowUnit, Unit

MOST_UNITS = 12
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Months are Gregorian ``YYYY-MM``, empty where the plan names none."""

    title: str
    units: Sequence[str]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ProgressDraft:
    """A report by an administrator; the reason says why it is not the unit itself that reports."""

    status: str
    percent: int | None
    round_months: int | None
    detail: str
    reason: str


def plan_years(session: Session, agency_id: int) -> list[int]:
    """Newest first."""
    found = select(Measure.plan_year).where(Measure.agency_id == agency_id, Measure.retired.is_(False)).distinct()
    return sorted(session.scalars(found), reverse=True)


def measures_of(session: Session, agency_id: int, year: int) -> list[Measure]:
    return list(
        session.scalars(
            select(Measure)
            .where(Measure.agency_id == agency_id, Measure.plan_year == year, Measure.retired.is_(False))
            .options(selectinload(Measure.progress), selectinload(Measure.row).selectinload(IssueRow.units))
            .order_by(Measure.number)
        )
    )


def find(session: Session, agency_id: int, measure_id: int) -> Measure:
    """Raises LookupError for one that this agency does not have."""
    measure = session.get(Measure, measure_id)
    if measure is None or measure.agency_id != agency_id or measure.retired:
        raise LookupError(measure_id)
    return measure


def save_plan(session: Session, editor: Editor, measure_id: int, draft: PlanDraft) -> None:
    """Its key stays, so that a corrected document still finds it. Raises Refused, LookupError.

    Units and period stand in the plan's row: all measures of that row share them.
    """
    measure = find(session, editor.agency_id, measure_id)
    before = plan_state(measure)
    measure.title = one_line(draft.title, 1000, "ชื่อมาตรการ", needed=True)
    if measure.row is not None:
        _set_row(session, editor, measure.row, draft)
    session.flush()
    changed = differing(before, plan_state(measure))
    if changed[1]:
        note(session, editor, Subject.MEASURE, measure.id, _name(measure), *changed)


def report(session: Session, editor: Editor, measure_id: int, draft: ProgressDraft) -> None:
    """Append a report; none is ever changed. Raises Refused, LookupError."""
    measure = find(session, editor.agency_id, measure_id)
    _check(draft)
    before = progress_state(measure.progress[-1]) if measure.progress else NOTHING
    person = session.get(Person, editor.person_id) if editor.person_id else None
    entry = ProgressEntry(
        measure_id=measure.id,
        fiscal_year=measure.plan_year,
        round_months=draft.round_months,
        status=draft.status,
        percent=draft.percent,
        detail=one_line(draft.detail, 2000, "รายละเอียด"),
        reason=one_line(draft.reason, 500, "เหตุผล", needed=True),
        unit=person.unit if person else "",
        role=editor.role,
        person_id=editor.person_id,
        evidence=[],
        reported_at=editor.now,
    )
    session.add(entry)
    session.flush()
    note(session, editor, Subject.PROGRESS, measure.id, _name(measure), before, progress_state(entry))


def plan_state(measure: Measure) -> State:
    row = measure.row
    units = [unit.name for unit in row.units] if row else []
    start, end = (row.period_start, row.period_end) if row else (None, None)
    return {"title": measure.title, "units": ", ".join(units), "period_start": start or "", "period_end": end or ""}


def progress_state(entry: ProgressEntry) -> State:
    return {
        "status": entry.status,
        "percent": entry.percent,
        "round_months": entry.round_months,
        "detail": entry.detail,
        "reason": entry.reason,
    }


def _name(measure: Measure) -> str:
    return f"มาตรการที่ {measure.number} ปี {measure.plan_year}: {measure.title}"


def _set_row(session: Session, editor: Editor, row: IssueRow, draft: PlanDraft) -> None:
    names = list(dict.fromkeys(one_line(name, 120, "ชื่อหน่วยงาน") for name in draft.units))
    names = [name for name in names if name]
    if len(names) > MOST_UNITS:
        raise Refused(f"ใส่หน่วยงานได้ไม่เกิน {MOST_UNITS} หน่วยต่อมาตรการ")
    for month in (draft.start, draft.end):
        if month and not _MONTH.fullmatch(month):
            raise Refused("เดือนต้องมีทั้งเดือนและปี พ.ศ.")
    if draft.start and draft.end and draft.end < draft.start:
        raise Refused("เดือนสิ้นสุดมาก่อนเดือนเริ่มต้น สลับกันหรือเปล่า")
    row.period_start, row.period_end = draft.start or None, draft.end or None
    if [unit.name for unit in row.units] != names:
        row.units.clear()
        session.flush()
        row.units.extend(RowUnit(position=position, name=name) for position, name in enumerate(names))
        _make_known(session, editor, names)


def _make_known(session: Session, editor: Editor, names: Sequence[str]) -> None:
    known = list(session.scalars(select(Unit.name).where(Unit.agency_id == editor.agency_id)))
    for name in names:
        if name not in known and name != "ALL":
            session.add(Unit(agency_id=editor.agency_id, name=name, position=len(known)))
            known.append(name)


def _check(draft: ProgressDraft) -> None:
    if draft.status not in (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE):
        raise Refused("ยังไม่ได้เลือกสถานะ")
    if draft.percent is not None and not 0 <= draft.percent <= 100:
        raise Refused(f"อ่านได้ว่า {draft.percent}% ขอตัวเลข 0–100")
    if draft.status == Status.DONE and draft.percent not in (None, 100):
        raise Refused(f"เสร็จแล้วแต่ใส่ {draft.percent}% ถ้ายังไม่ครบ 100 เลือก “กำลังทำ” แทน")
    if draft.round_months is not None and draft.round_months not in ROUNDS:
        raise Refused("รอบรายงานเป็น 3, 6, 9 หรือ 12 เดือน")
