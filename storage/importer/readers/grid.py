"""Cells that span rows and columns, laid out as a full grid: every covered place holds a copy, marked as merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_COLUMNS, MAX_ROWS
from storage.importer.model import Cell, Row


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as the file has it: its text, its source line, and how many columns and rows it covers."""

    text: str
    line: int
    columns: int = 1
    rows: int = 1
    day: date | None = None


def spread(source: Sequence[Sequence[Span]]) -> list[Row]:
    """Rows of the full grid. Raises ImportRefused for a table beyond the limits of a document."""
    if len(source) > MAX_ROWS:
        raise ImportRefused(f"a table has more than {MAX_ROWS:,} rows")
    below: dict[int, tuple[Span, int]] = {}
    rows: list[Row] = []
    for spans in source:
        cells: list[Cell] = []
        line = spans[0].line if spans else (rows[-1].line if rows else 1)
        waiting = list(spans)
        while waiting or any(column >= len(cells) for column in below):
            column = len(cells)
            if column >= MAX_COLUMNS:
                raise ImportRefused(f"a table has more than {MAX_COLUMNS} columns")
            if column in below:
                span, left = below.pop(column)
                cells.append(Cell(span.text, (line,), merged=True))
                if left > 1:
                    below[column] = (span, left - 1)
            elif waiting:
                _place(waiting.pop(0), line, cells, below)
            else:
                cells.append(Cell("", (line,)))
        rows.append(Row(tuple(cells), line, (line,)))
    return rows


def _place(span: Span, line: int, cells: list[Cell], below: dict[int, tuple[Span, int]]) -> None:
    for offset in range(span.columns):
        column = len(cells)
        cells.append(Cell(span.text, (line,), merged=offset > 0, day=span.day))
        if span.rows > 1:
            below[column] = (span, span.rows - 1)
