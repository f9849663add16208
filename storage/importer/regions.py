"""From blocks to logical tables: heads found, titles set apart, page breaks joined."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from storage.importer.columns import meaning
from storage.importer.heads import Head, head_at
from storage.importer.lost import with_lost_tables
from storage.importer.model import Cell, Paragraph, Row, SourceDocument, Table
from storage.importer.normalise.indicators import instrument_of
from storage.importer.vocabulary import bare

_ADDRESS = re.compile(r"^\W*(?:เทศบาล|องค์การบริหารส่วน|อบต|อบจ).{0,60}(?:อำเภอ|อ\.).{0,40}(?:จังหวัด|จ\.)\s*[ก-๎]+\s*$")
_CLOSINGS = ("จึงประกาศ", "ประกาศณวันที่", "ลงชื่อ", "จึงเรียน", "ผู้รายงาน", "ผู้จัดทำ", "รายงานผลการ", "บัดนี้", "ทั้งนี้")
_LONGEST_TITLE = 300
_MEMORY = 120
_ALIKE = 85
_FEWEST_VERTICAL_HEADS = 3


@dataclass(frozen=True, slots=True)
class BodyRow:
    row: Row
    after_break: bool
    """The first row after a repeated head or the start of another page's table."""


@dataclass(slots=True)
class LogicalTable:
    """A table as its author meant it: one head, all pages. ``between`` is the text right before it."""

    head: Head
    rows: list[BodyRow] = field(default_factory=list)
    repeated_at: list[int] = field(default_factory=list)
    layout: str = ""
    title: str = ""


@dataclass(slots=True)
class Regions:
    """A document's text (titles inside tables included) and tables; ``loose`` are rows under no known head."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[LogicalTable] = field(default_factory=list)
    loose: list[list[Row]] = field(default_factory=list)


def regions_of(source: SourceDocument) -> Regions:
    """The logical parts of a document, in reading order."""
    builder = _Builder()
    for block in with_lost_tables(source.blocks):
        if isinstance(block, Paragraph):
            builder.paragraph(block)
        else:
            builder.table(_upright(block))
    return builder.regions


class _Builder:
    def __init__(self) -> None:
        self.regions = Regions()
        self._seen: list[str] = []
        self._news = True
        """Whether text stood since the last table row that is not a repeated page title."""
        self._title = ""

    def paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text:
            return
        self.regions.paragraphs.append(paragraph)
        if not _is_address(paragraph.text) and not self._is_repeated(paragraph.text):
            self._news = True
        self._seen.append(paragraph.text)
        self._title = paragraph.text

    def table(self, table: Table) -> None:
        rows = table.rows
        at = 0
        current: LogicalTable | None = None
        fresh = True
        closed = False
        while at < len(rows):
            head = head_at(rows, at)
            if head is not None:
                current = self._start(head, table)
                fresh, closed = True, False
                at += len(head.lines)
                continue
            closed = closed or (len(rows[at].filled) == 1 and _is_closing(rows[at].filled[0].text))
            if current is None or closed or self._is_title(rows[at]):
                current = self._outside(rows, at, closed) or current
                fresh = True
            else:
                current.rows.append(BodyRow(rows[at], fresh))
                fresh = False
                self._news = False
            at += 1

    def _start(self, head: Head, table: Table) -> LogicalTable:
        last = self.regions.tables[-1] if self.regions.tables else None
        if last and not self._news and last.head.same_layout(head):
            last.repeated_at.extend(head.lines)
            return last
        self.regions.tables.append(LogicalTable(head, layout=table.layout, title=self._title))
        self._news = False
        return self.regions.tables[-1]

    def _outside(self, rows: tuple[Row, ...], at: int, closed: bool) -> LogicalTable | None:
        """A row before any head: a title, the rest of the table on the page before, or a row of a loose table."""
        row = rows[at]
        last = self.regions.tables[-1] if self.regions.tables else None
        if len(row.filled) <= 1:
            for cell in row.filled:
                self.paragraph(Paragraph(cell.text.replace("\n", " "), row.line))
            return None
        if last and not closed and not self._news and len(row.cells) == len(last.head.columns):
            last.rows.append(BodyRow(row, True))
            return last
        if at == 0 or not self.regions.loose or self.regions.loose[-1][-1] is not rows[at - 1]:
            self.regions.loose.append([])
        self.regions.loose[-1].append(row)
        return None

    def _is_repeated(self, text: str) -> bool:
        """A page title; long sentences and most of what was read long ago cannot be one."""
        return len(text) < _LONGEST_TITLE and any(_same_title(text, earlier) for earlier in self._seen[-_MEMORY:])

    def _is_title(self, row: Row) -> bool:
        """A line over the whole table: the agency's name on a new page, or text below a spreadsheet's table."""
        cells = row.filled
        if len(cells) != 1 or len(row.cells) < 3:
            return False
        wide = all(cell.merged for cell in row.cells[1:])
        text = cells[0].text
        if self._is_repeated(text) and bare(text):
            return True
        first = row.cells[0].text == text and not row.cells[0].merged
        return first and (wide or len(bare(text)) > 12) and _is_closing(text)


def _is_address(text: str) -> bool:
    """The agency with its district and province: on every page, in whatever spelling OCR left."""
    return len(text) < 150 and _ADDRESS.match(text) is not None


def _is_closing(text: str) -> bool:
    return bare(text).startswith(_CLOSINGS)


def _same_title(text: str, earlier: str) -> bool:
    """Page titles repeat with small differences (OCR, a line break elsewhere); instruments must not differ."""
    one, two = bare(text), bare(earlier)
    if not one or not two:
        return not one
    if instrument_of(text) != instrument_of(earlier):
        return False
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) >= 10 and fuzz.partial_ratio(shorter, longer) >= _ALIKE


def _upright(table: Table) -> Table:
    """A table whose heads stand in the first column, turned so that they stand in the first row."""
    if len(table.rows) < _FEWEST_VERTICAL_HEADS or table.width < 2 or head_at(table.rows, 0):
        return table
    firsts = [row.cells[0].text if row.cells else "" for row in table.rows]
    found = [meaning(text) if text else None for text in firsts]
    sure = [m.field for m in found if m and m.strength != "part"]
    if len(set(sure)) < _FEWEST_VERTICAL_HEADS or len(sure) < 0.6 * len(firsts) or "measure" not in sure:
        return table
    turned = []
    for index in range(table.width):
        cells = tuple(row.cells[index] if index < len(row.cells) else Cell("", (row.line,)) for row in table.rows)
        lines = tuple(row.line for row in table.rows)
        turned.append(Row(tuple(Cell(c.text, c.lines, day=c.day) for c in cells), table.rows[0].line, lines))
    return Table(tuple(turned), table.line, table.layout)
