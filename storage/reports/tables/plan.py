"""T2: measures with guidelines, steps, units and rounds (domain.md 6.3)."""

from typing import Any

from storage.importer.document import ImportedDocument, RowReading
from storage.reports.tables.cells import numbered, plain, units_cell
from storage.reports.word.page import landscape
from storage.reports.word.tables import Cell, Grid, Head, add_table
from storage.reports.word.text import Look, write

GRID = Grid(
    widths=(4.4, 7.4, 7.2, 2.9, 3.8),
    levels=(
        (
            Head("มาตรการ"),
            Head("แนวทางการปฏิบัติ"),
            Head("ขั้นตอน/วิธีการปฏิบัติ"),
            Head("ผู้รับผิดชอบ"),
            Head("การกำกับติดตาม"),
        ),
    ),
)


def fits(document: ImportedDocument) -> bool:
    """The plan begins with measures and says how they are put into practice."""
    return any(row.guidelines for row in document.rows) and not any(row.issue for row in document.rows)


def add_plan_table(word: Any, document: ImportedDocument) -> None:
    """The plan on landscape sheets."""
    landscape(word)
    year = document.fiscal_years.plan
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส" + (f" ประจำปีงบประมาณ พ.ศ. {year}" if year else "")
    write(word, title, Look(align="center", bold=True, after=6, with_next=True))
    add_table(word, GRID, [_row(row) for row in document.rows])


def _row(row: RowReading) -> list[Cell]:
    return [
        numbered(row.measures),
        numbered(row.guidelines),
        numbered(row.steps),
        units_cell(row),
        plain(row.monitoring_raw),
    ]
