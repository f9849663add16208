"""Noise of the way here: page numbers, doubled words, misread words, broken numbering, pasted screen text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from dialogs.thai.text import compact
from storage.importer.document import ImportedDocument, ImportWarning
from storage.importer.findings import MOST_LINES, Findings
from storage.importer.normalise.lists import listing
from storage.importer.parts.text import Line

_PAGE_NUMBER = re.compile(r"^[-–—]\s*[0-9]{1,3}\s*[-–—]$|^หน้า\s*(?:ที่)?\s*[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?$")
_DOUBLED = re.compile(r"(?P<one>[ก-ฮเ-ไ][ก-๎]{2,19}) (?P=one)(?![ก-๎])|(?P<two>[ก-ฮเ-ไ][ก-๎]{4,19}) ?(?P=two)")
_SCREEN = re.compile(r"^(?:ดูเกณฑ์|ดูรายละเอียด|คลิก|เข้าสู่ระบบ|ออกจากระบบ|กลับหน้า|พิมพ์หน้านี้|แชร์|ดาวน์โหลด|อ่านต่อ).{0,40}$")
_NO_NUMBER = re.compile(r"^[.)]\s?[ก-ฮเ-ไ]")
_NUMBERED = re.compile(r"^(?P<number>[0-9]{1,2})[.)](?![0-9])")


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """What a person may want to correct in the document."""
    numbers: dict[str, int] = {}
    before = 0
    for line in findings.text.prose:
        if _PAGE_NUMBER.match(line.arabic):
            yield ImportWarning("PAGE_NUMBER_NOISE", line.number, line.text, "a page number, left out")
        if _SCREEN.match(line.text):
            yield ImportWarning("SCREEN_TEXT", line.number, line.text, "pasted from a screen, left out")
        found = _NUMBERED.match(line.arabic)
        if found and 1 < int(found["number"]) == before:
            yield ImportWarning("LIST_NUMBER_REPEATED", line.number, line.text[:40], f"a second number {before}")
        before = int(found["number"]) if found else before
    for block in findings.source.blocks:
        text = getattr(block, "text", "")
        if text and _PAGE_NUMBER.match(text.strip()) and not numbers.get(text):
            numbers[text] = 1
            yield ImportWarning("PAGE_NUMBER_NOISE", block.line, text, "a page number, left out")
    yield from _lists(document, findings)
    for line in findings.lines:
        yield from _words(line)
    for line in findings.text.heads:
        yield from _typos(line)


def _lists(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    for line in findings.text.cells[:MOST_LINES]:
        if _NO_NUMBER.match(line.text):
            yield ImportWarning("LIST_NUMBER_MISSING", line.number, line.text[:40], "the number before it is lost")
        numbers = listing(line.text).numbers
        printed = [number for number in numbers if number is not None]
        for one, two in pairwise(printed):
            if two - one > 1:
                at = line.arabic.find(f"{two}.")
                note = f"{two} follows {one}; is something missing?"
                yield ImportWarning("LIST_NUMBER_GAP", line.number, line.text[max(0, at) :][:40], note)
            elif two == one:
                yield ImportWarning("LIST_NUMBER_REPEATED", line.number, line.text[:40], f"a second number {two}")


def _words(line: Line) -> Iterator[ImportWarning]:
    doubled = _DOUBLED.search(line.text)
    if doubled:
        quote = line.text[doubled.start() : doubled.end() + 20]
        yield ImportWarning("DUPLICATE_WORD", line.number, quote, "a word stands twice")
    yield from _typos(line)


@dataclass(frozen=True, slots=True)
class _Watched:
    """A word to watch for, compact; how alike a misread one must be (percent); what it may rightly be instead."""

    word: str
    key: str
    least: float
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def _watched() -> tuple[_Watched, ...]:
    path = Path(__file__).parent.parent / "data" / "typos.yaml"
    items = yaml.safe_load(path.read_text("utf-8"))
    return tuple(
        _Watched(item["word"], compact(item["word"]), item["least"], tuple(compact(other) for other in item["unless"]))
        for item in items
    )


def _typos(line: Line) -> Iterator[ImportWarning]:
    text = compact(line.text)
    for item in _watched():
        if len(text) < len(item.key) - 2 or item.key in text:
            continue
        found = fuzz.partial_ratio_alignment(item.key, text, score_cutoff=item.least)
        if found is None or found.score >= 100:
            continue
        piece = text[found.dest_start : found.dest_end]
        if any(other in piece for other in item.unless):
            continue
        yield ImportWarning("OCR_TYPO", line.number, piece, f"probably {item.word}")
