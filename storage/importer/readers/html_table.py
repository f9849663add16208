"""HTML tables in a text file, with cells that span rows and columns."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from storage.importer.limits import MAX_COLUMNS, MAX_ROWS
from storage.importer.model import Row, Table, squared
from storage.importer.readers.grid import Span, spread

OPENING = re.compile(r"<\s*table\b", re.I)
CLOSING = re.compile(r"<\s*/\s*table\s*>", re.I)
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol"})


@dataclass(slots=True)
class _Spans:
    rows: list[list[Span]] = field(default_factory=list)
    open: bool = False


class _Reader(HTMLParser):
    """Collects the cells of a table; a table inside a cell is read as the cell's text."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first_line
        self.spans = _Spans()
        self._text: list[str] = []
        self._span: Span | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._finish()
            self.spans.rows.append([])
        elif tag in ("td", "th"):
            self._finish()
            if not self.spans.rows:
                self.spans.rows.append([])
            values = dict(attrs)
            line = self._first + self.getpos()[0] - 1
            self._span = Span(
                "", line, _count(values.get("colspan"), MAX_COLUMNS), _count(values.get("rowspan"), MAX_ROWS)
            )
        elif tag in _BLOCKS:
            self._text.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._finish()
        elif tag in _BLOCKS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._span is not None:
            self._text.append(re.sub(r"\s+", " ", data))

    def _finish(self) -> None:
        if self._span is not None:
            text = "".join(self._text).strip()
            span = Span(text, self._span.line, self._span.columns, self._span.rows)
            self.spans.rows[-1].append(span)
        self._span = None
        self._text = []


def _count(value: str | None, most: int) -> int:
    return min(most, max(1, int(value))) if value and value.isdecimal() and len(value) < 6 else 1


def read_table(source: str, first_line: int) -> Table:
    """The table in a piece of HTML that starts on ``first_line`` of the file."""
    reader = _Reader(first_line)
    reader.feed(source)
    reader.close()
    rows: list[Row] = spread([row for row in reader.spans.rows if row])
    return Table(squared(rows), first_line)
