"""Text and Markdown files: paragraphs, tab-separated tables, pipe tables, HTML tables and fragments."""

import re

from dialogs.thai.text import canonical
from storage.importer.errors import ImportRefused
from storage.importer.limits import MAX_COLUMNS, MAX_ROWS
from storage.importer.model import Block, Cell, Paragraph, ReaderNote, Row, SourceDocument, Table, squared
from storage.importer.readers import html_table, markup
from storage.importer.readers.encoding import decode

_PIPE_ROW = re.compile(r"^\s*(?:[-*]\s+)?\|(.*)\|\s*$")
_LOOSE_PIPE_ROW = re.compile(r"^\s*[^|\s][^|]*(?:\|[^|]*){2,}$")
_RULE = re.compile(r"^[\s|:\-–—_=]*$")
_TAB_RULE_CELL = re.compile(r"^[-–—_=:]*$")
_TAG = re.compile(r"<(?:p|ul|ol|li|b|div|span|br)\b[^<>]{0,300}>.{0,40}", re.I)
_STARTS_ROW = re.compile(r"^\s*(?:[0-9๐-๙]{1,2}[.)\t]|[ieo][0-9๐-๙]|\t)")
_LONGEST_BREAK = 8
_FENCE = re.compile(r"^\s*```")


def read_text(name: str, data: bytes) -> SourceDocument:
    """A .txt or .md file. Raises ImportRefused."""
    lines = canonical_lines(decode(data))
    return SourceDocument(name, *_Scanner(lines).blocks())


def canonical_lines(text: str) -> list[str]:
    """Lines with Thai in its one spelling; numbering of lines is kept."""
    return [canonical(line) for line in text.split("\n")]


class _Scanner:
    """Walks through the lines once; each ``_take`` method eats the lines that belong to it."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0
        self._blocks: list[Block] = []
        self._notes: list[ReaderNote] = []

    def blocks(self) -> tuple[tuple[Block, ...], tuple[ReaderNote, ...]]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if html_table.OPENING.search(line):
                self._take_html()
            elif _is_pipe(line):
                self._take_pipes()
            elif _is_tabbed(line):
                self._take_tabs()
            else:
                self._take_paragraph(line)
        return tuple(self._blocks), tuple(self._notes)

    def _take_paragraph(self, line: str) -> None:
        self._at += 1
        if _FENCE.match(line):
            return
        indented = line.lstrip(" ").startswith("\t")
        text = markup.plain(markup.without_heading(line)).strip()
        for part in text.split("\n") if text else [""]:
            self._blocks.append(Paragraph(part.strip(), self._at, indented))

    def _take_html(self) -> None:
        first = self._at
        source = [self._lines[first]]
        while not html_table.CLOSING.search(source[-1]) and first + len(source) < len(self._lines):
            source.append(self._lines[first + len(source)])
        before, _, _ = source[0].partition("<table")
        if before.strip():
            self._blocks.append(Paragraph(markup.plain(before).strip(), first + 1))
        self._blocks.append(html_table.read_table("\n".join(source), first + 1))
        after = html_table.CLOSING.split(source[-1])[-1]
        self._at = first + len(source)
        if after.strip():
            self._blocks.append(Paragraph(markup.plain(after).strip(), self._at))

    def _take_pipes(self) -> None:
        first = self._at
        rows: list[Row] = []
        while self._at < len(self._lines) and _is_pipe(self._lines[self._at]):
            line = self._lines[self._at]
            self._at += 1
            if _RULE.match(line):
                self._note_empty_head(line, first)
                continue
            rows.append(_row(_pipe_cells(line), self._at))
        if rows:
            self._blocks.append(_table(rows, first + 1, "markdown"))

    def _note_empty_head(self, line: str, first: int) -> None:
        if self._at - 1 == first and "-" not in line.replace("- |", "|", 1):
            note = "a Markdown table whose header row is empty; its columns are known only by their content"
            self._notes.append(ReaderNote("EMPTY_TABLE_HEADER", self._at, line.removeprefix("- ").strip(), note))

    def _take_tabs(self) -> None:
        first = self._at
        rows: list[Row] = []
        while self._at < len(self._lines) and _continues_tabs(self._lines[self._at], rows):
            number = self._at + 1
            cells = self._lines[self._at].split("\t")
            self._at += 1
            for _ in range(self._broken(cells, rows)):
                more = self._lines[self._at].split("\t")
                cells[-1] += "\n" + more[0]
                cells.extend(more[1:])
                self._at += 1
            while self._quote_open(cells):
                cells[-1] += "\n" + self._lines[self._at].split("\t")[0]
                cells.extend(self._lines[self._at].split("\t")[1:])
                self._at += 1
            if all(_TAB_RULE_CELL.match(cell.strip()) for cell in cells):
                note = "a drawn line, not a row of the table"
                self._notes.append(ReaderNote("SEPARATOR_ROW", number, " ".join(cells).strip(), note))
                continue
            self._note_tags(cells, number)
            rows.append(_row([_unquoted(cell) for cell in cells], number))
        if rows:
            self._blocks.append(_table(rows, first + 1, ""))

    def _broken(self, cells: list[str], rows: list[Row]) -> int:
        """How many of the next lines finish this row, whose cells hold line breaks that nobody quoted."""
        width = len(rows[0].cells) if rows else len(cells)
        total = len(cells)
        for count, line in enumerate(self._lines[self._at : self._at + _LONGEST_BREAK], start=1):
            if total >= width or not line.strip() or _STARTS_ROW.match(line):
                return 0
            total += line.count("\t")
            if total == width:
                return count
        return 0

    def _note_tags(self, cells: list[str], number: int) -> None:
        tag = next((found for cell in cells if (found := _TAG.search(cell))), None)
        if tag and not any(note.code == "HTML_IN_TEXT" for note in self._notes):
            note = "tags of a web page in a table; they were left out"
            self._notes.append(ReaderNote("HTML_IN_TEXT", number, tag.group()[:60], note))

    def _quote_open(self, cells: list[str]) -> bool:
        last = cells[-1].strip()
        return last.startswith('"') and last.count('"') % 2 == 1 and self._at < len(self._lines)


def _is_pipe(line: str) -> bool:
    return "|" in line and bool(_PIPE_ROW.match(line) or (_LOOSE_PIPE_ROW.match(line) and "\t" not in line))


def _pipe_cells(line: str) -> list[str]:
    found = _PIPE_ROW.match(line)
    inner = found.group(1) if found else line
    return [cell.replace("\0", "|") for cell in inner.replace(r"\|", "\0").split("|")]


def _is_tabbed(line: str) -> bool:
    """Two filled cells, or one followed by empty ones (a title over a whole table)."""
    if "\t" not in line:
        return False
    cells = line.split("\t")
    filled = sum(1 for cell in cells if cell.strip())
    return filled >= 2 or (bool(cells[0].strip()) and len(cells) > 2)


def _continues_tabs(line: str, rows: list[Row]) -> bool:
    if _is_tabbed(line):
        return True
    # A row with one cell in the middle belongs to the table that it stands in, if it is as wide.
    return bool(rows) and line.count("\t") >= 1 and line.count("\t") + 1 == len(rows[-1].cells) and bool(line.strip())


def _unquoted(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"') and ("\n" in text or '""' in text):
        return text[1:-1].replace('""', '"')
    return cell


def _row(cells: list[str], line: int) -> Row:
    if len(cells) > MAX_COLUMNS:
        raise ImportRefused(f"line {line} has more than {MAX_COLUMNS} columns")
    return Row(tuple(Cell(tidy(cell), (line,)) for cell in cells), line, (line,))


def tidy(text: str) -> str:
    """A cell's text: no tags, single spaces, paragraphs on lines of their own."""
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in markup.plain(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _table(rows: list[Row], line: int, layout: str) -> Table:
    if len(rows) > MAX_ROWS:
        raise ImportRefused(f"a table has more than {MAX_ROWS:,} rows")
    return Table(squared(rows), line, layout)
