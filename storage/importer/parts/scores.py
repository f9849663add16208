"""Results: the total, the level, and the ten indicator scores in whatever order they are printed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from dialogs.records.ita import INDICATORS, LETTERS, PASSING, instrument_scores, recomputed_total
from dialogs.thai.digits import to_arabic
from storage.importer.document import AssessmentReading, ImportedDocument, PrintedOrder
from storage.importer.heads import Head, cell_text
from storage.importer.model import Row
from storage.importer.normalise.indicators import indicator_of, indicators_in, names
from storage.importer.normalise.lists import without_number
from storage.importer.parts.text import Line, Text
from storage.importer.regions import LogicalTable, Regions
from storage.importer.vocabulary import bare

_NUMBER = r"(?P<number>100(?:\.0{1,2})?|[0-9]{1,2}(?:[.,][0-9]{1,2})?)"
_CELL_NUMBER = re.compile(rf"^(?:ร้อยละ\s*)?{_NUMBER}\s*(?:คะแนน|%)?$")
_TOTAL = re.compile(
    r"(?P<words>คะแนนรวม|ผลคะแนนรวม|คะแนนภาพรวม|ภาพรวม|ผลการประเมินในภาพรวม|คะแนนเฉลี่ย|ผลคะแนน|มีคะแนน|ได้คะแนน|คะแนนการประเมิน|คะแนน\s?ITA|ผลการประเมิน|คะแนน|ค่าคะแนน)"
    r"(?P<between>[^0-9]{0,90}?)(?<![0-9.])(?P<number>100(?:\.0{1,2})?|[0-9]{2}\.[0-9]{1,2})(?![0-9.])(?P<after>.{0,12})"
)
_LOOSE_TOTAL = re.compile(r"^(?P<number>[0-9]{2}\.[0-9]{1,2}|100(?:\.00?)?)\s*คะแนน$")
_NOT_TOTAL = re.compile(
    r"เป้าหมาย|เกณฑ์|สูงสุด|ต่ำสุด|IIT|EIT|OIT|ระดับประเทศ|ค่าเฉลี่ยประเทศ|ภายใน\s*(?:\(|ได้)|ตัวชี้วัดที่|แบบวัด|ข้อคำถาม|จาก\s*คะแนนเต็ม|เต็ม|ปีที่ผ่านมา|ปีก่อน"
)
_LETTER = re.compile(
    r"(?:ระดับ|เกรด|ผลการประเมิน)\s*(?:ผลการประเมิน)?\s*(?:[:=]|คือ|อยู่ที่|ที่)?\s*[“\"']?(?P<level>AA|A|B|C|D|E|F)(?![A-Za-z])"
)
_PASS = re.compile(
    r"(?P<level>ผ่าน\s?ดีเยี่ยม|ผ่าน\s?ดี|ต้อง\s?ปรับปรุง\s?โดย\s?ด่วน|(?:ระดับ|เกณฑ์|ผล)\s*[:“\"]?\s*(?P<weak>ผ่าน|ต้องปรับปรุง)(?![ก-๎]))"
)
_LEVEL_ALONE = re.compile(r"^(AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุง|ต้องปรับปรุงโดยด่วน)$")
_PROSE_SCORE = re.compile(rf"^[^0-9]{{0,45}}?(?<![0-9.]){_NUMBER}(?![0-9.])\s*(?P<unit>คะแนน|%)?")
_FEWEST = 3
_SUMS = (
    "คะแนนรวม",
    "รวม",
    "ผลคะแนนรวม",
    "คะแนนเฉลี่ย",
    "ภาพรวม",
    "เฉลี่ย",
    "ผลรวม",
    "ระดับ",
    "ผลคะแนนภาพรวม",
    "คะแนนภาพรวม",
)


@dataclass(slots=True)
class ScoreList:
    """One printed list: slug to score in printed order, with the lines and the printed numbers."""

    scores: dict[str, float] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    conflicts: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Results:
    reading: AssessmentReading
    lists: tuple[ScoreList, ...]
    total_line: Line | None


def is_score_table(table: LogicalTable) -> bool:
    """A table whose rows give indicators a score, and no measures."""
    if table.head.of("measure") or table.head.of("steps"):
        return False
    return _has_scores([body.row for body in table.rows], table.head) or (
        bool(table.head.of("score")) and len(table.rows) <= 3 and not table.head.of("issue")
    )


def _has_scores(rows: list[Row], head: Head | None) -> bool:
    return sum(1 for row in rows if _scored(row, head)) >= min(_FEWEST, max(1, len(rows)))


def read_results(regions: Regions, text: Text, fiscal_year: int | None) -> Results:
    """All that the document says about the result of an assessment."""
    lists = [
        made
        for table in regions.tables
        if is_score_table(table) and (made := _list([b.row for b in table.rows], table.head, fiscal_year)).scores
    ]
    lists += [made for rows in regions.loose if _has_scores(rows, None) and (made := _list(rows, None)).scores]
    prose = _prose_list(text.prose)
    if len(prose.scores) >= _FEWEST and not any(len(made.scores) >= len(prose.scores) for made in lists):
        lists.append(prose)
    lists.sort(key=lambda made: made.lines[0])
    scores = _merged(lists)
    total, line = _total(regions, text, recomputed_total(scores))
    level, scheme = _level(text, regions, line)
    known = bool(scores) or total is not None or level is not None
    averages = {str(kind): round(mean, 2) for kind, mean in instrument_scores(scores).items()}
    reading = AssessmentReading(
        fiscal_year=fiscal_year if known or fiscal_year else None,
        total_score=total,
        level=level,
        level_scheme=scheme,
        indicator_scores=scores,
        score_lists_in_document=len(lists),
        printed_orders=tuple(PrintedOrder(_span(made.lines), tuple(made.scores)) for made in lists),
        highest=max(scores, key=lambda slug: scores[slug]) if scores else None,
        lowest=min(scores, key=lambda slug: scores[slug]) if scores else None,
        instrument_averages_computed=averages,
        total_recomputed_30_30_40=recomputed_total(scores),
        weak_indicators_stated=weak_indicators(text.prose),
    )
    return Results(reading, tuple(lists), line)


def with_scores(
    document: ImportedDocument, scores: Mapping[str, float], total: float | None, level: str | None
) -> ImportedDocument:
    """A document with other results; what is computed from them is computed anew. The same results change nothing."""
    old = document.assessment
    if (dict(scores), total, level) == (dict(old.indicator_scores), old.total_score, old.level):
        return document
    scheme = _with_scheme(level)[1] if level else None
    reading = replace(
        old,
        fiscal_year=document.fiscal_years.assessed,
        total_score=total,
        level=level,
        level_scheme=scheme,
        indicator_scores=dict(scores),
        highest=max(scores, key=lambda slug: scores[slug]) if scores else None,
        lowest=min(scores, key=lambda slug: scores[slug]) if scores else None,
        instrument_averages_computed={str(kind): round(mean, 2) for kind, mean in instrument_scores(scores).items()},
        total_recomputed_30_30_40=recomputed_total(scores),
    )
    return replace(document, assessment=reading)


def _span(lines: list[int]) -> str:
    return f"{min(lines)}-{max(lines)}"


def _merged(lists: list[ScoreList]) -> dict[str, float]:
    """The longest list's scores, completed by the others, in the official order."""
    found: dict[str, float] = {}
    for made in sorted(lists, key=lambda made: -len(made.scores)):
        for slug, score in made.scores.items():
            found.setdefault(slug, score)
    return {indicator.slug: found[indicator.slug] for indicator in INDICATORS if indicator.slug in found}


def _list(rows: list[Row], head: Head | None, year: int | None = None) -> ScoreList:
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
    values = [value for text in texts if (value := _value(text)) is not None]
    if not values:
        return None
    decimal = [value for value in values if value != int(value)]
    return slug, (decimal or values)[-1], number


def _value(text: str) -> float | None:
    found = _CELL_NUMBER.match(to_arabic(text).strip())
    return float(found["number"].replace(",", ".")) if found else None


def _prose_list(lines: Iterable[Line]) -> ScoreList:
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


def _total(regions: Regions, text: Text, computed: float | None) -> tuple[float | None, Line | None]:
    """The printed total: of several candidates the one that recomputes, else the first."""
    candidates: list[tuple[float, Line]] = []
    for line in text.prose:
        for found in _TOTAL.finditer(line.arabic):
            around = found["between"] + found["after"]
            before = line.arabic[max(0, found.start() - 25) : found.start()]
            if (
                not _NOT_TOTAL.search(around + before)
                and "ขึ้นไป" not in around
                and not indicators_in(before + found["between"])
            ):
                candidates.append((float(found["number"]), line))
        alone = _LOOSE_TOTAL.match(line.arabic)
        if alone:
            candidates.append((float(alone["number"]), line))
    candidates.extend(_totals_in_tables(regions))
    if not candidates:
        return None, None
    if computed is not None:
        for value, line in candidates:
            if abs(value - computed) < 0.02:
                return value, line
    return candidates[0]


def _totals_in_tables(regions: Regions) -> list[tuple[float, Line]]:
    found: list[tuple[float, Line]] = []
    for table in regions.tables:
        if not is_score_table(table):
            continue
        for body in table.rows:
            label = bare(" ".join(cell.text for cell in body.row.filled))
            values = [v for cell in body.row.filled if (v := _value(cell.text)) is not None and v > 10]
            named = label.startswith(_SUMS)
            lone = not table.head.of("indicator") and not any(indicator_of(cell.text) for cell in body.row.filled)
            if values and (named or lone):
                words = " ".join(cell.text for cell in body.row.filled)
                found.append((values[-1], Line(body.row.line, words, to_arabic(words))))
    return found


def _level(text: Text, regions: Regions, near: Line | None) -> tuple[str | None, str | None]:
    """The level printed nearest to the total, and its scheme."""
    lines = list(text.prose)
    if near is not None:
        lines.sort(key=lambda line: (line.number != near.number, line.number < near.number, line.number))
    for line in lines:
        passing = _PASS.search(line.text)
        if passing and not re.search(
            r"เกณฑ์\s*การ|ร้อยละ|เป้าหมาย", line.text[max(0, passing.start() - 12) : passing.start()]
        ):
            return re.sub(r"\s", "", passing["weak"] or passing["level"]), PASSING.slug
        letter = _LETTER.search(line.text)
        if letter:
            return letter["level"], LETTERS.slug
    return _level_alone(text, regions)


def _level_alone(text: Text, regions: Regions) -> tuple[str | None, str | None]:
    """A level on a line of its own after its heading, or in a column of its own."""
    prose = text.prose
    for before, line in pairwise(prose):
        if "ระดับ" in before.text and (alone := _LEVEL_ALONE.match(line.text.strip(" “”\"'"))):
            return _with_scheme(alone.group(1))
    for table in regions.tables:
        for body in table.rows if is_score_table(table) else []:
            label = bare(" ".join(cell.text for cell in body.row.filled))
            alone = _LEVEL_ALONE.match(cell_text(body.row, table.head.of("level")).strip())
            if "ระดับ" in label and body.row.filled:
                alone = alone or _LEVEL_ALONE.match(body.row.filled[-1].text.strip())
            if alone and (not table.head.of("indicator") or label.startswith(_SUMS)):
                return _with_scheme(alone.group(1))
    return None, None


def _with_scheme(level: str) -> tuple[str, str]:
    return level, LETTERS.slug if level.isascii() else PASSING.slug


def weak_indicators(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The indicators that the text says must be improved: after "ได้แก่", or as a list below it."""
    for index, line in enumerate(lines):
        found = re.search(r"(?:ต้องพัฒนา|ต้องปรับปรุง|ควรพัฒนา|จุดอ่อน|ต้องแก้ไข).{0,60}?(?:ได้แก่|ดังนี้|คือ)", line.text)
        if not found:
            continue
        here = indicators_in(line.text[found.end() :].split("จึงมี")[0])
        if here:
            return here
        below: list[str] = []
        for following in lines[index + 1 :]:
            slugs = indicators_in(following.text)
            if not slugs or len(following.text) > 120 or re.search(r"[0-9]{2}\.[0-9]", following.arabic):
                break
            below.extend(slugs)
        if below:
            return tuple(dict.fromkeys(below))
    return ()
