"""What a turn tells of an agency's measures: a few queries of plain rows, however many measures there are.

Rows and not objects of the models: an agency is loaded anew after each of its changes, and whenever a process has
forgotten it, and making objects was most of the cost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from dialogs.records.evidence import EvidenceFacts
from dialogs.records.facts import CodeFacts, MeasureFacts, ProgressFacts, Status
from dialogs.records.ita import Instrument
from storage.evidence import files_of_reports
from storage.models import Agency, IssueRow, Measure, ProgressEntry, RowCode, RowText, RowUnit
from storage.spelling import Spellings

ALL_UNITS = "ALL"
BANGKOK = ZoneInfo("Asia/Bangkok")
Found = Mapping[int, list[Row[Any]]]
"""Rows by what they belong to."""


def measures_of(session: Session, agency: Agency) -> tuple[MeasureFacts, ...]:
    """What is in force, the newest plan first."""
    parts = tuple(_parts(session, agency.id, kind) for kind in (RowText, RowUnit, RowCode))
    reports, files = _entries(session, agency.id), files_of_reports(session, agency.id)
    spellings = Spellings(agency.name, [name.text for name in agency.names])
    found = (
        select(*_MEASURE, *_ROW)
        .outerjoin(IssueRow, IssueRow.id == Measure.row_id)
        .where(Measure.agency_id == agency.id, Measure.retired.is_(False))
        .order_by(Measure.plan_year.desc(), Measure.number)
    )
    rows: Iterable[Row[Any]] = session.execute(found)
    return tuple(
        _measure(row, spellings, [part.get(row.row_id, []) for part in parts], _reports(reports.get(row.id, []), files))
        for row in rows
    )


_MEASURE = (Measure.id, Measure.number, Measure.plan_year, Measure.title, Measure.aliases, Measure.row_id)
_ROW = (
    IssueRow.issue,
    IssueRow.period_start,
    IssueRow.period_end,
    IssueRow.rounds,
    IssueRow.monitoring_raw,
    IssueRow.indicators,
    IssueRow.instrument,
    IssueRow.status,
)


def _parts(session: Session, agency_id: int, kind: type[RowText | RowUnit | RowCode]) -> Found:
    """Texts, units or codes, by row."""
    rows = kind.__table__
    found = (
        select(rows)
        .join(IssueRow, IssueRow.id == kind.row_id)
        .where(IssueRow.agency_id == agency_id)
        .order_by(rows.c.id if kind is RowCode else rows.c.position)
    )
    return _grouped(session.execute(found), "row_id")


def _entries(session: Session, agency_id: int) -> Found:
    """What was reported, oldest first, by measure."""
    found = (
        select(ProgressEntry.__table__)
        .join(Measure, Measure.id == ProgressEntry.measure_id)
        .where(Measure.agency_id == agency_id)
        .order_by(ProgressEntry.id)
    )
    return _grouped(session.execute(found), "measure_id")


def _grouped(rows: Iterable[Row[Any]], owner: str) -> Found:
    groups: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, owner)].append(row)
    return groups


def _measure(
    row: Row[Any], spellings: Spellings, parts: Sequence[Sequence[Row[Any]]], reports: tuple[ProgressFacts, ...]
) -> MeasureFacts:
    texts, found_units, codes = parts
    units = tuple(unit.name for unit in found_units)
    return MeasureFacts(
        id=row.id,
        number=row.number,
        plan_year=row.plan_year,
        title=spellings.put_right(row.title),
        aliases=tuple(row.aliases),
        issue=spellings.put_right(row.issue or ""),
        steps=tuple(spellings.put_right(text.text) for text in texts if text.kind == "step"),
        units=tuple(unit for unit in units if unit != ALL_UNITS),
        all_units=ALL_UNITS in units,
        period_start=row.period_start,
        period_end=row.period_end,
        rounds=tuple(row.rounds or ()),
        monitoring=row.monitoring_raw or "",
        indicators=tuple(row.indicators or ()),
        instrument=Instrument(row.instrument) if row.instrument else None,
        codes=tuple(CodeFacts(code.code, code.fiscal_year) for code in codes),
        has_status_columns=row.status == Status.UNKNOWN,
        reports=reports,
    )


def _reports(entries: Sequence[Row[Any]], files: Mapping[int, tuple[EvidenceFacts, ...]]) -> tuple[ProgressFacts, ...]:
    """Those that were not corrected by a later one."""
    replaced = {entry.replaces_id for entry in entries}
    return tuple(_report(entry, files.get(entry.id, ())) for entry in entries if entry.id not in replaced)


def _report(entry: Row[Any], files: tuple[EvidenceFacts, ...]) -> ProgressFacts:
    return ProgressFacts(
        id=entry.id,
        status=Status(entry.status),
        percent=entry.percent,
        day=entry.reported_at.astimezone(BANGKOK).date(),
        unit=entry.unit,
        detail=entry.detail,
        output=entry.output,
        outcome=entry.outcome,
        round_months=entry.round_months,
        person_id=entry.person_id,
        evidence=tuple(entry.evidence),
        files=files,
    )
