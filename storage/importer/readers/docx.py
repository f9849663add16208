"""Word files: paragraphs and tables in reading order.

Tracked deletions are left out, insertions are in; automatic numbers become text; tick marks of the symbol fonts become
✓. Lines are running numbers of the paragraphs and table rows, since Word has no lines.
"""

from collections.abc import Iterator

from lxml import etree

from dialogs.thai.text import canonical
from storage.importer.errors import ImportRefused
from storage.importer.model import Block, Paragraph, SourceDocument, Table, squared
from storage.importer.readers.archive import OfficeArchive
from storage.importer.readers.grid import Span, spread
from storage.importer.readers.numbering import Numbering, W
from storage.importer.readers.text import tidy

_MAIN = "word/document.xml"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr"}
_MC_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_TICKS = {"F0FC": "✓", "F0FE": "✓", "F052": "✓", "F050": "✓", "F0D6": "✓", "F0FD": "✗", "F0FB": "✗", "F0A8": "☐"}


def read_docx(name: str, data: bytes) -> SourceDocument:
    """A .docx file. Raises ImportRefused, also for a file without any table and without any text."""
    archive = OfficeArchive(data, ".docx", _MAIN)
    numbering = Numbering.of(archive)
    body = archive.xml(_MAIN).find(f"{W}body")
    if body is None:
        raise ImportRefused("this is no .docx file, although its name says so")
    reader = _Reader(numbering)
    blocks = tuple(reader.blocks(body))
    if not any(isinstance(block, Table) or block.text for block in blocks):
        raise ImportRefused("the Word file holds no text (a scan or a picture?)")
    return SourceDocument(name, blocks)


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._line = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                self._line += 1
                yield from self._paragraphs(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                yield from self.blocks(child)

    def _paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        text = canonical(self._numbering.label(element) + _text(element))
        for part in text.split("\n"):
            yield Paragraph(part.strip(), self._line, part.startswith("\t"))

    def _table(self, element: etree._Element) -> Table:
        first = self._line + 1
        rows: list[list[Span]] = []
        for tr in _children(element, "tr"):
            if tr.find(f"{W}trPr/{W}del") is not None:
                continue
            self._line += 1
            rows.append(self._row(tr))
        return Table(squared(spread(_with_heights(rows))), first)

    def _row(self, tr: etree._Element) -> list[Span]:
        before = tr.find(f"{W}trPr/{W}gridBefore")
        spans = [Span("", self._line)] * _number(before, 0)
        for tc in _children(tr, "tc"):
            width = _number(tc.find(f"{W}tcPr/{W}gridSpan"), 1)
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            # Height 0 marks the lower part of a cell; _with_heights adds it to the part above.
            spans.append(Span(self._cell(tc), self._line, width, 0 if continues else 1))
        return spans

    def _cell(self, tc: etree._Element) -> str:
        kept = (p for p in tc.iter(f"{W}p") if not any(above.tag in _GONE for above in p.iterancestors()))
        parts = [self._numbering.label(paragraph) + _text(paragraph) for paragraph in kept]
        return tidy(canonical("\n".join(parts)))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of a kind, also those wrapped in content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, name)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return min(200, int(value)) if value.isdecimal() and len(value) < 6 else default


def _with_heights(rows: list[list[Span]]) -> list[list[Span]]:
    """Vertical merges, which Word marks cell by cell, as spans of rows."""
    kept: list[list[Span]] = []
    tops: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(rows):
        column = 0
        kept.append([])
        for span in row:
            top = tops.get(column)
            if span.rows == 0 and top is not None:
                above = kept[top[0]][top[1]]
                text = "\n".join(part for part in (above.text, span.text) if part)
                kept[top[0]][top[1]] = Span(text, above.line, above.columns, index - top[0] + 1)
            else:
                tops[column] = (index, len(kept[index]))
                kept[index].append(Span(span.text, span.line, span.columns))
            column += span.columns
    return kept


def _text(element: etree._Element) -> str:
    """The text of a paragraph as it is printed once all changes are accepted."""
    parts: list[str] = []
    for child in element:
        if child.tag in _GONE or child.tag == _MC_CHOICE or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append("\t")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}sym":
            parts.append(_TICKS.get(child.get(f"{W}char", "").upper(), "•"))
        elif child.tag == f"{W}p":
            continue
        else:
            parts.append(_text(child))
    return "".join(parts)
