"""The running text of a document: what stands outside plan tables, line by line, ready to be searched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.thai.digits import to_arabic
from dialogs.thai.text import one_space
from storage.importer.regions import Regions


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` as written with single spaces; ``arabic`` the same length with Arabic digits."""

    number: int
    text: str
    arabic: str


@dataclass(frozen=True, slots=True)
class Text:
    """``prose`` is text outside tables and under no head; ``heads`` are the heads; ``cells`` all cells of tables."""

    prose: tuple[Line, ...]
    heads: tuple[Line, ...]
    cells: tuple[Line, ...]

    @property
    def everything(self) -> Iterator[Line]:
        """All lines in reading order."""
        yield from sorted((*self.prose, *self.heads, *self.cells), key=lambda line: line.number)


def line_of(number: int, text: str) -> Line:
    text = one_space(text)
    return Line(number, text, to_arabic(text))


def text_of(regions: Regions) -> Text:
    """The text of a document by where it stands."""
    prose = [line_of(paragraph.line, paragraph.text) for paragraph in regions.paragraphs]
    for rows in regions.loose:
        prose.extend(line_of(row.line, " ".join(cell.text for cell in row.filled)) for row in rows)
    heads: list[Line] = []
    cells: list[Line] = []
    for table in regions.tables:
        heads.append(line_of(table.head.lines[0], " | ".join(column.label for column in table.head.columns)))
        for body in table.rows:
            cells.extend(line_of(cell.lines[0] if cell.lines else body.row.line, cell.text) for cell in body.row.filled)
    return Text(tuple(sorted(prose, key=lambda line: line.number)), tuple(heads), tuple(cells))


def search(pattern: re.Pattern[str], lines: tuple[Line, ...]) -> tuple[Line, re.Match[str]] | None:
    """The first line that a pattern (on Arabic digits) is found in."""
    for line in lines:
        found = pattern.search(line.arabic)
        if found:
            return line, found
    return None


def as_written(line: Line, found: re.Match[str], group: str | int = 0) -> str:
    """The words of a match with the digits of the document."""
    return line.text[found.start(group) : found.end(group)].strip()
