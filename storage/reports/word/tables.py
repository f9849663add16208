"""Tables with heads of several levels that repeat on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from storage.reports.word.page import TWIPS_PER_CM
from storage.reports.word.text import Look, fill, write

_PADDING_CM = 0.12


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a head: how many columns and levels it covers."""

    text: str
    columns: int = 1
    levels: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's paragraphs. ``columns``: how many it covers; ``goes_on``: the lower part of the cell above (one column)."""

    paragraphs: tuple[str, ...] = ()
    align: Literal["left", "center", "right"] = "left"
    columns: int = 1
    goes_on: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns: widths in centimetres, heads level by level, type size in points."""

    widths: tuple[float, ...]
    levels: tuple[tuple[Head, ...], ...]
    size: float = 14


def add_table(document: Any, grid: Grid, rows: Sequence[Sequence[Cell]]) -> Any:
    """The table at the end of the document. Rows may break over pages; heads repeat and do not break."""
    table = document.add_table(rows=len(grid.levels) + len(rows), cols=len(grid.widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _pad(table)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(width)
    cells = [list(row.cells) for row in table.rows]
    for line in cells:
        for cell, width in zip(line, grid.widths, strict=True):
            cell.width = Cm(width)
    _heads(cells, grid)
    for number in range(len(grid.levels)):
        _repeat(table.rows[number])
    for index, row in enumerate(rows, start=len(grid.levels)):
        _body(cells, index, row, grid.size)
    return table


def _heads(cells: list[list[Any]], grid: Grid) -> None:
    taken: set[tuple[int, int]] = set()
    for level, heads in enumerate(grid.levels):
        column = 0
        for head in heads:
            while (level, column) in taken:
                column += 1
            last = (level + head.levels - 1, column + head.columns - 1)
            cell = cells[level][column]
            if last != (level, column):
                cell = cell.merge(cells[last[0]][last[1]])
            taken |= {(y, x) for y in range(level, last[0] + 1) for x in range(column, last[1] + 1)}
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            look = Look(align="center", size=grid.size, bold=True)
            for number, line in enumerate(head.text.split("\n")):
                _ = fill(cell.paragraphs[0], line, look) if number == 0 else write(cell, line, look)
            column += head.columns


def _body(cells: list[list[Any]], index: int, row: Sequence[Cell], size: float) -> None:
    column = 0
    for value in row:
        cell = cells[index][column]
        if value.goes_on:
            above = cells[index - 1][column]._tc
            above.vMerge = above.vMerge or "restart"
            cell._tc.vMerge = "continue"
            column += 1
            continue
        if value.columns > 1:
            cell = cell.merge(cells[index][column + value.columns - 1])
        look = Look(align=value.align, size=size, bold=value.bold)
        for number, text in enumerate(value.paragraphs or ("",)):
            _ = fill(cell.paragraphs[0], text, look) if number == 0 else write(cell, text, look)
        column += value.columns


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def _pad(table: Any) -> None:
    """Small margins inside all cells: the columns are narrow."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(_PADDING_CM * TWIPS_PER_CM)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
    else:
        properties.append(margins)
