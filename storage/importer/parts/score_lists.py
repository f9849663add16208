"""Printed lists of indicator scores: in tables and in sentences, in whatever order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dialogs.thai.digits import to_arabic
from storage.importer.heads import Head, cell_text
from storage.importer.model import Row
from storage.importer.normalise.indicators import indicator_of, names
from storage.importer.normalise.lists import without_number
from storage.importer.parts.text import Line
from storage.importer.regions import LogicalTable

_NUMBER = r"(?P<number>100(?:\.0{1,2})?|[0-9]{1,2}(?:[.,][0-9]{1,2})?)"
_CELL_NUMBER = re.compile(rf"^(?:ร้อยละ\s*)?{_NUMBER}\s*(?:คะแนน|%)?$")
_PROSE_SCORE = re.compile(rf"^[^0-9]{{0,45}}?(?<![0-9.]){_NUMBER}(?![0-9.])\s*(?P<unit>คะแนน|%)?")
FEWEST = 3
"""Scores that make a list."""


@dataclass(slots=True)
class ScoreList:
    """One printed list: slug to score in printed order, with the lines and the printed numbers."""

    scores: dict[str, float] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    conflicts: list[tuple[str, int]] = field(default_factory=list)


def is_score_table(table: LogicalTable) -> bool:
    """A table whose rows give indicators a score, and no measures."""
    if table.head.of("measure") or table.head.of("steps"):
        return False
    return has_scores([body.row for body in table.rows], table.head) or (
        bool(table.head.of("score")) and len(table.rows) <= 3 and not table.head.of("issue")
    )


def has_scores(rows: list[Row], head: Head | None) -> bool:
    return sum(1 for row in rows if _scored(row, head)) >= min(FEWEST, max(1, len(rows)))


def score_list(rows: list[Row], head: Head | None, year: int | None = None) -> ScoreList:
    made = ScoreList()
    for row in rows:
        scored = _scored(row, head, year)
        if scored is None:
            continue
        slug, score, number = scored
        if slug in made.scores:
            if made.scores[slug] != score:
                made.conflicts.append((slug, row.line))
            continue
        made.scores[slug] = score
        made.lines.append(row.line)
        made.numbers.append(number)
    return made


def _scored(row: Row, head: Head | None, year: int | None = None) -> tuple[str, float, int | None] | None:
    """(indicator, score, printed number) of a row; the score from its column, else the last number that is one."""
    slug: str | None = None
    number: int | None = None
    for cell in row.cells:
        found = indicator_of(cell.text) if cell.text else None
        if found:
            slug, number = found, without_number(cell.text)[1]
            break
    if slug is None:
        return None
    named = [column for column in head.columns if column.field == "score"] if head else []
    of_year = (
        [column for column in head.columns if head and str(year) in to_arabic(column.label)] if head and year else []
    )
    named = [column for column in of_year if column.field in ("score", None, "year")] or named
    texts = [cell_text(row, [column]) for column in named] or [cell.text for cell in row.cells]
    skip = {column.index for column in head.columns if column.field in ("rank", "seq")} if head else set()
    if not named:
        texts = [cell.text for index, cell in enumerate(row.cells) if index not in skip]
    values = [value for text in texts if (value := score_in(text)) is not None]
    if not values:
        return None
    decimal = [value for value in values if value != int(value)]
    return slug, (decimal or values)[-1], number


def score_in(text: str) -> float | None:
    found = _CELL_NUMBER.match(to_arabic(text).strip())
    return float(found["number"].replace(",", ".")) if found else None


def prose_list(lines: Iterable[Line]) -> ScoreList:
    """Scores in sentences and lists ("การใช้งบประมาณ ได้ ๘๘.๖๖ คะแนน"): a name with a number soon after it."""
    made = ScoreList()
    for line in lines:
        for slug, end in _named(line.arabic):
            found = _PROSE_SCORE.match(line.arabic[end:])
            if not found or slug in made.scores or ("." not in found["number"] and not found["unit"]):
                continue
            if re.search(r"ข้อ|ปี|เป้าหมาย|เกณฑ์|ลำดับ", line.arabic[end : end + found.start("number")]):
                continue
            made.scores[slug] = float(found["number"].replace(",", "."))
            made.lines.append(line.number)
            made.numbers.append(None)
    return made


def _named(text: str) -> list[tuple[str, int]]:
    """Every indicator in a text with the place where its name ends; spaces inside names are allowed."""
    found: list[tuple[int, int, str]] = []
    for pattern, slug in _name_patterns():
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), slug))
    return [(slug, end) for _, end, slug in sorted(found)]


@lru_cache(maxsize=1)
def _name_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names of eight letters and more; a line may break inside them."""
    spaced = ((r"\s?".join(re.escape(char) for char in name), slug) for name, slug in names().items() if len(name) >= 8)
    return tuple((re.compile(pattern), slug) for pattern, slug in spaced)
