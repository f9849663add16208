"""The words that name a measure, as typed: what is left when the question around them is taken away.

Ordinals (ข้อ 2, ที่ 4, อันแรก) are names too. The word มาตรการ itself is no part of the name.
"""

import re

from dialogs.understanding.entities.names import DATA, read_table
from dialogs.understanding.entities.numbers import WORDS

_ORDINAL_WORDS = rf"(?:\d{{1,2}}(?![\d.%]|\s*(?:%|เปอ|เดือน|ข้อ|มาตร|กอง|อัน|คน|วัน|ปี))|(?:{WORDS})(?![ก-ฮ]?ละ|ร้อย))"
_ORDINAL = re.compile(
    rf"(?:ข้อ|อัน|ลำดับ|ตัว(?!ชี้วัด)|รายการ|หมายเลข|เบอร์|no\.?)\s*(?:ที่|ที)?\s*(?:{_ORDINAL_WORDS}|แรก(?!เริ่ม)|สุดท้าย|ท้าย)"
    rf"|(?<=มาตรการ)\s*(?P<bare>(?:ที่\s*)?{_ORDINAL_WORDS})|(?:มาตรการ|อัน|ข้อ)(?P<edge>แรก|สุดท้าย)"
)
_INDICATOR_BEFORE = re.compile(r"(?:ตัว\s*ชี้\s*วัด|[ieo]it|คำถาม|หมู่|บ้าน|ช่อง)\s*$")
_HEAD = re.compile("มาตร?า?กา[รณน]|measure")
_SUBJECT = re.compile(r"[^\0]{0,20}?เรื่อง(?!ร้อง)")
_LEAST_LETTERS = 3


def _frames() -> dict[str, re.Pattern[str]]:
    parts: dict[str, list[str]] = {}
    for place, pattern in read_table(DATA / "frames.tsv"):
        parts.setdefault(place, []).append(pattern.replace(r"\0", "\0"))
    return {place: re.compile("|".join(f"(?:{part})" for part in some)) for place, some in parts.items()}


_FRAMES = _frames()


def ordinal_spans(text: str) -> list[tuple[int, int]]:
    """Where a chat form names measures by number or place."""
    spans = []
    for found in _ORDINAL.finditer(text):
        if not _INDICATOR_BEFORE.search(text[: found.start()]):
            spans.append(found.span("bare" if found["bare"] else "edge" if found["edge"] else 0))
    return spans


def _after_lead(text: str, start: int) -> int:
    """The first place from ``start`` that no leading word and no blank covers."""
    while start < len(text):
        found = _FRAMES["lead"].match(text, start) or _FRAMES["stop"].match(text, start)
        if found and found.end() > start and not _inside_latin_word(text, found.end()):
            start = found.end()
        elif text[start] in " \0\n":
            start += 1
        else:
            return start
    return start


def _inside_latin_word(text: str, place: int) -> bool:
    return text[place - 1 : place + 1].isascii() and text[place - 1 : place + 1].isalpha() and place < len(text)


def _named(text: str, start: int, end: int) -> tuple[int, int] | None:
    phrase = text[start:end]
    letters = re.sub(r"[^ก-ฮa-z]", "", phrase)
    if len(letters) < _LEAST_LETTERS or _FRAMES["empty"].fullmatch(phrase.strip()):
        return None
    lead = len(phrase) - len(phrase.lstrip())
    return start + lead, start + len(phrase.rstrip(" .-–:"))


def _first_name(text: str, start: int) -> tuple[int, int] | None:
    while (start := _after_lead(text, start)) < len(text):
        stop = _FRAMES["stop"].search(text, start + 1)
        end = stop.start() if stop else len(text)
        if span := _named(text, start, end):
            return span
        start = max(end, start + 1)
    return None


def _name_after_head(text: str, start: int) -> tuple[int, int] | None:
    """The name that follows the word มาตรการ; verbs belong to it here (มาตรการแก้ไขปัญหา…)."""
    joined = _FRAMES["join"].match(text, start)
    start = joined.end() if joined else start
    if _FRAMES["stop"].match(text, start):
        return None
    stop = _FRAMES["stop"].search(text, start + 1)
    return _named(text, start, stop.start() if stop else len(text))


def measure_spans(text: str, head_only: bool = False) -> list[tuple[int, int]]:
    """Where a chat form names measures; other entities should be blanked by NUL first.

    ``head_only`` asks for the word มาตรการ before the name.
    """
    if ordinals := ordinal_spans(text):
        return ordinals
    heads = list(_HEAD.finditer(text))
    for head in heads:
        if span := _name_after_head(text, head.end()):
            return [span]
    if head_only or heads:
        return []
    subject = _SUBJECT.match(text)
    span = _first_name(text, subject.end() if subject else 0) or (_first_name(text, 0) if subject else None)
    return [span] if span else []
