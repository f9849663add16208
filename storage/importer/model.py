"""The one document model behind all formats: paragraphs and tables, with the source line of everything."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. Paragraphs inside it are separated by newlines."""

    text: str
    lines: tuple[int, ...] = ()
    """Source lines (1-based) that the text stands on; for Word and Excel the running number of the row."""
    merged: bool = False
    """Part of a cell that began further left or above, and so a copy of its text."""
    day: date | None = None
    """What a spreadsheet stored, where it stored a date."""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    line: int
    lines: tuple[int, ...] = ()

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> list[Cell]:
        """Cells with a text of their own; copies made by merging count once."""
        return [cell for cell in self.cells if cell.text and not cell.merged]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside tables. ``indented`` lines began with a tab, which is how lost cells look."""

    text: str
    line: int
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    line: int
    layout: str = ""
    """What is known to be lost, for a person: '', 'one cell per line', 'markdown' …"""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Something a reader saw that a person should know (a warning's four parts)."""

    code: str
    line: int
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file after reading: blocks in reading order."""

    name: str
    blocks: tuple[Block, ...]
    notes: tuple[ReaderNote, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Paragraphs with text."""
        return (block for block in self.blocks if isinstance(block, Paragraph) and block.text)

    @property
    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


def squared(rows: list[Row]) -> tuple[Row, ...]:
    """Rows made equally long by empty cells at the end."""
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(replace(row, cells=row.cells + (Cell("", (row.line,)),) * (width - len(row.cells))) for row in rows)
