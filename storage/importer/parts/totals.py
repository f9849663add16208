"""The total and the level, where they are printed."""

import re
from itertools import pairwise

from dialogs.records.ita import LETTERS, PASSING
from dialogs.thai.digits import to_arabic
from storage.importer.heads import cell_text
from storage.importer.normalise.indicators import indicator_of, indicators_in
from storage.importer.parts.score_lists import is_score_table, score_in
from storage.importer.parts.text import Line, Text
from storage.importer.regions import Regions
from storage.importer.vocabulary import bare

_TOTAL = re.compile(
    r"(?P<words>คะแนนรวม|ผลคะแนนรวม|คะแนนภาพรวม|ภาพรวม|ผลการประเมินในภาพรวม|คะแนนเฉลี่ย|ผลคะแนน|มีคะแนน|ได้คะแนน|คะแนนการประเมิน|คะแนน\s?ITA|ผลการประเมิน|คะแนน|ค่าคะแนน)"
    r"(?P<between>(?:[^0-9]|25[0-9]{2}(?![0-9])){0,90}?)(?<![0-9.])(?P<number>100(?:\.0{1,2})?|[0-9]{2}\.[0-9]{1,2}|[0-9]{2}(?=\s?คะแนน))(?![0-9.])(?P<after>.{0,12})"
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


def read_total(regions: Regions, text: Text, computed: float | None) -> tuple[float | None, Line | None]:
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
            values = [v for cell in body.row.filled if (v := score_in(cell.text)) is not None and v > 10]
            named = label.startswith(_SUMS)
            lone = not table.head.of("indicator") and not any(indicator_of(cell.text) for cell in body.row.filled)
            if values and (named or lone):
                words = " ".join(cell.text for cell in body.row.filled)
                found.append((values[-1], Line(body.row.line, words, to_arabic(words))))
    return found


def read_level(text: Text, regions: Regions, near: Line | None) -> tuple[str | None, str | None]:
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
            return with_scheme(alone.group(1))
    for table in regions.tables:
        for body in table.rows if is_score_table(table) else []:
            label = bare(" ".join(cell.text for cell in body.row.filled))
            alone = _LEVEL_ALONE.match(cell_text(body.row, table.head.of("level")).strip())
            if "ระดับ" in label and body.row.filled:
                alone = alone or _LEVEL_ALONE.match(body.row.filled[-1].text.strip())
            if alone and (not table.head.of("indicator") or label.startswith(_SUMS)):
                return with_scheme(alone.group(1))
    return None, None


def with_scheme(level: str) -> tuple[str, str]:
    return level, LETTERS.slug if level.isascii() else PASSING.slug
