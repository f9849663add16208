"""Excel files: every sheet that is not hidden becomes a table; merged cells are spread; dates stay recognisable."""

import io
import re
import warnings
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from dialogs.thai.dates import MONTHS
from dialogs.thai.text import canonical
from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_COLUMNS, MAX_LINE, MAX_ROWS
from storage.importer.model import Block, Cell, Paragraph, Row, SourceDocument, Table, squared
from storage.importer.readers.archive import OfficeArchive
from storage.importer.readers.text import tidy

_ROUND_MONTHS = frozenset({3, 6, 9, 12})
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def read_xlsx(name: str, data: bytes) -> SourceDocument:
    """A .xlsx file. Raises ImportRefused."""
    archive = OfficeArchive(data, ".xlsx", "xl/workbook.xml")
    blocks: list[Block] = []
    total = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it drops; we read values only
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets: list[Any] = list(book.worksheets)  # the published types know nothing of read-only sheets
            for sheet in sheets:
                if sheet.sheet_state != "visible":
                    continue
                merged = _merged_cells(archive.read(sheet._worksheet_path))
                rows = _rows(sheet.iter_rows(), total)
                total += len(rows)
                blocks.append(Paragraph(canonical(sheet.title), 0))
                blocks.append(Table(squared(_spread(rows, merged)), 1))
        except ImportRefused:
            raise
        except Exception as error:
            raise ImportRefused("the workbook is damaged and cannot be read") from error
    if not total:
        raise ImportRefused("the workbook holds no filled cell")
    return SourceDocument(name, tuple(blocks))


def _rows(source: Iterable[tuple[Any, ...]], before: int) -> list[Row]:
    """Rows with content; raises ImportRefused past the limit, without reading on."""
    rows: list[Row] = []
    for number, cells in enumerate(source, start=1):
        if number > MAX_ROWS * 2 or len(rows) + before >= MAX_ROWS:
            raise ImportRefused(f"the workbook has more than {MAX_ROWS:,} rows")
        read = [_cell(cell, number) for cell in cells[:MAX_COLUMNS]]
        while read and not read[-1].text:
            read.pop()
        if read:
            rows.append(Row(tuple(read), number, (number,)))
    return rows


def _cell(cell: Any, line: int) -> Cell:
    value = cell.value
    if value is None:
        return Cell("", (line,))
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(_date_text(day, cell.number_format or ""), (line,), day=day)
    text = _plain(value)
    if len(text) > MAX_LINE:
        raise ImportRefused(f"a cell in row {line} is {len(text):,} characters long; that is no document")
    return Cell(tidy(canonical(text)), (line,))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def _date_text(day: date, number_format: str) -> str:
    """A stored date as a document would write it.

    Excel makes a date of the reporting rounds "6/12". Two round numbers in a format that shows no year are such rounds.
    """
    if {day.day, day.month} <= _ROUND_MONTHS and day.day != day.month and "y" not in number_format.lower():
        return "/".join(str(part) for part in sorted((day.day, day.month)))
    # A year past 2400 is one that was typed in the Buddhist era.
    year = day.year if day.year >= 2400 else day.year + 543
    return f"{day.day} {MONTHS[day.month - 1]} {year}"


def _merged_cells(sheet: bytes) -> list[tuple[int, int, int, int]]:
    """Merged ranges as (first column, first row, last column, last row), 1-based."""
    found = []
    for match in _MERGED.finditer(sheet):
        left, top, right, bottom = range_boundaries(match.group(1).decode())
        if None not in (left, top, right, bottom):
            found.append((int(left or 0), int(top or 0), int(right or 0), int(bottom or 0)))
    return found


def _spread(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> list[Row]:
    """Copies of merged cells in every place that they cover, up to the last filled row and column."""
    by_line = {row.line: index for index, row in enumerate(rows)}
    cells = [list(row.cells) for row in rows]
    for left, top, right, bottom in merged:
        first = by_line.get(top)
        if first is None or left > len(cells[first]):
            continue
        origin = cells[first][left - 1]
        for line in range(top, min(bottom, rows[-1].line) + 1):
            index = by_line.get(line)
            if index is None:
                continue
            for column in range(left, min(right, MAX_COLUMNS) + 1):
                while len(cells[index]) < column:
                    cells[index].append(Cell("", (line,)))
                if (line, column) != (top, left):
                    cells[index][column - 1] = Cell(origin.text, (line,), merged=True, day=origin.day)
    return [Row(tuple(kept), row.line, row.lines) for kept, row in zip(cells, rows, strict=True)]
