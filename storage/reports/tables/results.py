"""T3: what was done, with output and outcome (domain.md 6.3)."""

from collections.abc import Sequence
from typing import Any

from dialogs.records.facts import Status
from storage.importer.document import ProgressReading
from storage.reports.status import status_word
from storage.reports.tables.cells import numbered, plain
from storage.reports.values import Doubt, Report, round_name
from storage.reports.word.page import landscape
from storage.reports.word.tables import Cell, Grid, Head, add_table
from storage.reports.word.text import Look, write

GRID = Grid(
    widths=(4.6, 6.6, 3.2, 4.2, 4.2, 2.9),
    levels=(
        (
            Head("มาตรการ", levels=2),
            Head("รายละเอียดการดำเนินงาน", levels=2),
            Head("ระยะเวลาการดำเนินงาน", levels=2),
            Head("ผลการดำเนินการ", columns=2),
            Head("หมายเหตุ", levels=2),
        ),
        (Head("ผลผลิต"), Head("ผลลัพธ์")),
    ),
)


def add_results_table(word: Any, report: Report, rows: Sequence[ProgressReading]) -> list[Doubt]:
    """The results on landscape sheets; that all is done is said only where every row is."""
    landscape(word)
    all_done = bool(rows) and all(row.status == Status.DONE for row in rows)
    if all_done:
        write(word, closing(report), Look(align="thai", first=2, after=6, with_next=True))
    else:
        title = f"ผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส {round_name(report.round)}"
        write(word, title, Look(align="center", bold=True, after=6, with_next=True))
    add_table(word, GRID, [_row(row, all_done) for row in rows])
    return _unknown(rows)


def closing(report: Report) -> str:
    """That everything is done, with the agency and the year."""
    office = report.office
    return (
        f"บัดนี้ {office.name} อำเภอ{office.district} จังหวัด{office.province} ได้ดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
        f"ภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {report.round.fiscal_year} เสร็จเรียบร้อยแล้ว รายละเอียดมีดังนี้"
    )


def _row(row: ProgressReading, all_done: bool) -> list[Cell]:
    said = () if all_done or not status_word(row.status) else (status_word(row.status),)
    notes = tuple(note for note in (*said, row.note) if note)
    return [
        numbered(row.measures),
        numbered(row.detail),
        plain(row.period_raw),
        plain(row.output),
        plain(row.outcome),
        Cell(notes),
    ]


def _unknown(rows: Sequence[ProgressReading]) -> list[Doubt]:
    words = "ยังไม่มีรายงานสถานะ ช่องจึงเว้นว่างไว้"
    missing = (row for row in rows if row.status in (None, Status.UNKNOWN))
    return [Doubt("ตารางผลการดำเนินการ", f"{words}: {'; '.join(row.measures)}") for row in missing]
