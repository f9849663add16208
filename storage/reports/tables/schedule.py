"""The measures of an announcement: steps, units, period, follow-up (the table of T5, domain.md 6.3)."""

from typing import Any

from storage.importer.document import ImportedDocument, RowReading
from storage.reports.tables.cells import numbered, plain, units_cell
from storage.reports.word.page import landscape
from storage.reports.word.tables import Cell, Grid, Head, add_table
from storage.reports.word.text import Look, write

_HEADS = (
    Head("มาตรการ/แนวทาง"),
    Head("วิธีการดำเนินการ"),
    Head("ผู้รับผิดชอบ"),
    Head("ระยะเวลาดำเนินการ"),
    Head("การติดตามผล"),
)
LANDSCAPE = Grid((6.0, 8.2, 3.2, 3.3, 5.0), (_HEADS,))
PORTRAIT = Grid((3.6, 4.8, 2.4, 2.2, 3.0), (_HEADS,))


def add_schedule_table(word: Any, document: ImportedDocument, grid: Grid) -> None:
    """The table where the document stands."""
    numbers = any(row.printed_number for row in document.rows)
    add_table(word, grid, [_row(row, numbers) for row in document.rows])


def add_schedule_sheet(word: Any, document: ImportedDocument) -> None:
    """The table on landscape sheets of its own, as an attachment."""
    landscape(word)
    year = document.fiscal_years.plan
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส" + (f" ประจำปีงบประมาณ พ.ศ. {year}" if year else "")
    write(word, title, Look(align="center", bold=True, after=6, with_next=True))
    add_schedule_table(word, document, LANDSCAPE)


def _row(row: RowReading, numbers: bool) -> list[Cell]:
    measures = numbered(row.measures)
    if numbers and len(row.measures) == 1:
        measures = Cell((f"{row.printed_number or row.seq}. {row.measures[0]}",))
    return [measures, numbered(row.steps), units_cell(row), plain(row.period_raw), plain(row.monitoring_raw)]
