"""Question codes (i, e) and disclosure items (o), and their repair after OCR (domain.md 2.6, 3).

A code means nothing without the assessed fiscal year. The letter o is read from o, O, ๐ and 0 only in a code position.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from dialogs.records.ita import BY_SLUG, Instrument
from dialogs.thai.digits import to_arabic
from storage.importer.document import CodeReading

_DATA = Path(__file__).parent.parent / "data"
_D = "0-9๐-๙"
_LETTERED = re.compile(rf"(?<![A-Za-z{_D}.])(?P<letter>[ieIE])\s?(?P<number>[{_D}]{{1,2}})(?![{_D}A-Za-z]|\.[{_D}])")
_DISCLOSURE = re.compile(
    rf"(?:(?<=[\s(,/\-–])|^|(?<=ที่)|(?<=จาก)|(?<=ข้อ))(?P<letter>[oO]|[๐0](?=\s?[{_D}]))\s?(?P<number>[{_D}]{{1,2}})(?![{_D}A-Za-z]|[.][{_D}])"
)
_POSITION = re.compile(
    rf"(?:อ้างอิง\s*จาก|ข้อ|ตัวชี้วัดย่อยที่|ตัวชี้วัดย่อย|รายการ(?:ข้อมูล)?|OIT|oit|ประเด็น|[{_D}oO][\s,]*[,\-–])\s*\(?\s*$"
)
_BROKEN = re.compile(rf"^\s*(?P<digits>[{_D}]{{2,3}})\s+(?=[ก-ฮเ-ไ])")
_FIELDS = ("question", "analysis", "strength", "measure", "guideline", "steps", "monitoring", "issue", "note")


@lru_cache(maxsize=1)
def _blocks() -> list[dict[str, int]]:
    return list(yaml.safe_load((_DATA / "questions.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Topic:
    """What some disclosure items are about: words in a text, and the item's number by fiscal year."""

    name: str
    words: tuple[str, ...]
    codes: Mapping[int, int]


@lru_cache(maxsize=1)
def _counts() -> Mapping[int, int]:
    return dict(yaml.safe_load((_DATA / "disclosure.yaml").read_text("utf-8"))["counts"])


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    data = yaml.safe_load((_DATA / "disclosure.yaml").read_text("utf-8"))["topics"]
    return tuple(Topic(item["name"], tuple(item["words"]), item["codes"]) for item in data)


def topic_code(name: str, fiscal_year: int | None) -> str | None:
    """The disclosure item of a topic in a year ("o42"), or None."""
    topic = next(topic for topic in topics() if topic.name == name)
    number = topic.codes.get(fiscal_year or 0)
    return f"o{number}" if number else None


def questions_of(indicator: str, fiscal_year: int | None) -> range:
    """The question numbers that belong to an indicator (IIT and EIT only; empty for OIT)."""
    block = next(block for block in _blocks() if (fiscal_year or 9999) >= block["from"])
    found = BY_SLUG[indicator]
    if found.instrument is Instrument.OIT:
        return range(0)
    each = block["iit" if found.instrument is Instrument.IIT else "eit"]
    first = found.number - (1 if found.instrument is Instrument.IIT else 6)
    return range(first * each + 1, (first + 1) * each + 1)


def last_item(fiscal_year: int | None) -> int:
    """The highest disclosure item of a year; of an unknown year the highest of all."""
    counts = _counts()
    return counts.get(fiscal_year or 0, max(counts.values()))


def codes_in_row(
    texts: Mapping[str, str], indicators: tuple[str, ...], fiscal_year: int | None
) -> tuple[CodeReading, ...]:
    """All codes of a row, each once, with the column that it stands in."""
    found: dict[str, CodeReading] = {}
    for field in _FIELDS:
        text = texts.get(field, "")
        if not text:
            continue
        for code in codes_in(text, field, indicators, fiscal_year):
            found.setdefault(code.normalised, code)
    return tuple(found.values())


def codes_in(text: str, place: str, indicators: tuple[str, ...], fiscal_year: int | None) -> list[CodeReading]:
    """The codes in one text. A broken code ("๖๖ หน่วยงาน…") is repaired by the indicator that it stands under."""
    found: list[tuple[int, CodeReading]] = []
    for match in _LETTERED.finditer(text):
        code = match["letter"].lower() + str(int(to_arabic(match["number"])))
        found.append((match.start(), CodeReading(match.group().strip(), code, fiscal_year, place)))
    if place in ("question", "analysis"):
        broken = _repaired(text, place, indicators, fiscal_year)
        if broken:
            found.append((0, broken))
    for match in _DISCLOSURE.finditer(text):
        item = _item(match, text, place, fiscal_year)
        if item:
            found.append((match.start(), item))
    return [code for _, code in sorted(found, key=lambda pair: pair[0])]


def _item(match: re.Match[str], text: str, place: str, fiscal_year: int | None) -> CodeReading | None:
    letter = match["letter"]
    number = int(to_arabic(match["number"]))
    in_position = bool(_POSITION.search(text[: match.start()])) or (place == "question" and match.start() == 0)
    if letter in "๐0" and not in_position and not re.match(r"[๐0][0-9๐-๙]{1,2}\s*[-–]\s*[๐0]", text[match.start() :]):
        return None
    if not 1 <= number <= last_item(fiscal_year):
        return None
    return CodeReading(match.group().strip(), f"o{number}", fiscal_year, place, "high" if letter in "oO" else "medium")


def _repaired(text: str, place: str, indicators: tuple[str, ...], fiscal_year: int | None) -> CodeReading | None:
    """The first digit is a misread letter; the rest must fit the indicator, else the repair is only a guess."""
    match = _BROKEN.match(text)
    if not match or not indicators:
        return None
    digits = to_arabic(match["digits"])
    instrument = BY_SLUG[indicators[0]].instrument
    if instrument is Instrument.OIT or digits[1:].startswith("0"):
        return None
    number = int(digits[1:])
    letter = "i" if instrument is Instrument.IIT else "e"
    fits = any(number in questions_of(slug, fiscal_year) for slug in indicators)
    if not fits and not 1 <= number <= 30:
        return None
    return CodeReading(match["digits"], f"{letter}{number}", fiscal_year, place, "medium" if fits else "low")
