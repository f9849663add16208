"""Rows of the workbook's sheets as readings, and whether a row says just what its reading said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.thai.fiscal import ROUNDS
from storage.importer.document import ProgressReading, Related, RowReading
from storage.importer.normalise.indicators import indicator_of, indicators_in
from storage.importer.normalise.lists import listing
from storage.importer.normalise.people import without_names
from storage.importer.normalise.periods import period_of
from storage.importer.normalise.rounds import rounds_in
from storage.importer.normalise.units import units_in
from storage.importer.workbook import sheets

Row = dict[str, Any]


def text(row: Mapping[str, Any], column: str) -> str | None:
    """A cell as text without persons' names; None for an empty one."""
    value = row.get(column)
    return None if value is None else without_names(str(value)) or None


def number(value: object) -> int | None:
    """A whole number, also one that Excel made a text or a fraction of."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value.strip())
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def shown_row(row: RowReading) -> tuple[str | None, ...]:
    """A row of the sheet of measures, after its number."""
    return (
        row.issue,
        sheets.lines(row.measures),
        sheets.lines(row.guidelines),
        sheets.lines(row.steps),
        sheets.units_shown(row.responsible_units),
        row.period_raw,
        row.monitoring_raw,
        sheets.rounds_shown(row.monitoring_rounds_months),
        sheets.word(sheets.STATUS_WORDS, row.status),
        row.output,
        row.outcome,
    )


def same_row(old: RowReading, row: Row) -> bool:
    """Nobody changed the row since it was exported."""
    return shown_row(old) == tuple(text(row, column) for column in sheets.COLUMNS[sheets.MEASURES][2:])


def shown_results(report: ProgressReading) -> tuple[sheets.Cell, ...]:
    """A row of the sheet of results, after its number."""
    return (
        report.of_plan_seq,
        sheets.lines(report.measures),
        sheets.lines(report.detail),
        report.period_raw,
        report.output,
        report.outcome,
        report.note,
        sheets.word(sheets.STATUS_WORDS, report.status),
    )


def same_results(old: ProgressReading, row: Row) -> bool:
    columns = sheets.COLUMNS[sheets.RESULTS][3:]
    return shown_results(old) == (number(row.get("ลำดับของมาตรการ")), *(text(row, column) for column in columns))


def plan_row(old: RowReading | None, row: Row, seq: int, plan: int | None) -> RowReading:
    """A row that was added or changed. What its cells say is normalised anew; the rest stays as it was."""
    base = old or RowReading(seq)
    issue, period = text(row, "ประเด็น"), text(row, "ระยะเวลา")
    guidelines, steps = _items(row, "แนวทาง"), _items(row, "ขั้นตอน")
    measures = _items(row, "มาตรการ")
    units = text(row, "ผู้รับผิดชอบ")
    same_units = old is not None and sheets.units_shown(old.responsible_units) == units
    found = period_of(period, plan) if period and period != base.period_raw else None
    one = indicator_of(issue or "") or indicator_of(measures[0] if measures else "")
    if period != base.period_raw:
        base = replace(
            base,
            period_raw=period,
            period_start=found.start if found else None,
            period_end=found.end if found else None,
            period_kind=found.kind if found else None,
            period_continues_to=found.continues_to if found else None,
        )
    return replace(
        base,
        seq=seq,
        issue=issue,
        measures=measures,
        guidelines=guidelines,
        guidelines_count=len(guidelines),
        steps=steps,
        steps_count=len(steps),
        responsible_raw=base.responsible_raw if same_units else units,
        responsible_units=units_in(units or ""),
        monitoring_raw=text(row, "การกำกับติดตาม"),
        monitoring_rounds_months=_rounds(row, base),
        status=sheets.value_of(sheets.STATUS_WORDS, text(row, "สถานะ")),
        output=text(row, "ผลผลิต"),
        outcome=text(row, "ผลลัพธ์"),
        related=base.related if old else Related((one,) if one else indicators_in(issue or "")),
    )


def _rounds(row: Row, base: RowReading) -> tuple[int, ...]:
    stated = text(row, "รอบรายงาน (เดือน)")
    if stated:
        return tuple(months for months in ROUNDS if months in rounds_in(stated, of_rounds=True))
    monitoring = text(row, "การกำกับติดตาม")
    return rounds_in(monitoring, of_rounds=True) if monitoring and monitoring != base.monitoring_raw else ()


def result_row(old: ProgressReading | None, row: Row, seq: int, plan: int | None) -> ProgressReading:
    base = old or ProgressReading(seq)
    period = text(row, "ระยะเวลา")
    detail = _items(row, "รายละเอียด")
    if period != base.period_raw:
        found = period_of(period or "", plan)
        base = replace(
            base,
            period_raw=period,
            period_start=found.start if found else None,
            period_end=found.end if found else None,
            period_kind=found.kind if found else None,
        )
    return replace(
        base,
        seq=seq,
        of_plan_seq=number(row.get("ลำดับของมาตรการ")),
        measures=_items(row, "มาตรการ"),
        detail=detail,
        detail_count=len(detail),
        output=text(row, "ผลผลิต"),
        outcome=text(row, "ผลลัพธ์"),
        note=text(row, "หมายเหตุ"),
        status=sheets.value_of(sheets.STATUS_WORDS, text(row, "สถานะ")),
    )


def _items(row: Row, column: str) -> tuple[str, ...]:
    """One item a line; numbers that somebody typed before them are cut."""
    cell = text(row, column)
    if cell is None:
        return ()
    return tuple(item for line in cell.split("\n") for item in listing(line).items)
