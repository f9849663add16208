"""Reporting rounds of 3, 6, 9 or 12 months (รอบ ๖ เดือน, ไตรมาส ๒, ครึ่งปี); five months are no round."""

import re
from collections.abc import Iterator

from dialogs.thai.fiscal import ROUNDS
from dialogs.understanding.entities.numbers import WORDS, number_of
from dialogs.understanding.entities.spans import Found

_NUMBER = rf"(?P<n>\d{{1,2}}|{WORDS})"
_NAMED = re.compile(
    rf"(?:รอบ|งวด|ระยะ)\s*(?:ที่|การรายงาน|รายงาน)?\s*{_NUMBER}(?![\d.%]|\s*(?:%|เปอร์))\s*(?:เดือน|ด\.)?(?:แรก|หลัง)?"
)
_MONTHS = re.compile(rf"(?<![\d.]){_NUMBER}\s*(?:เดือน|months?)(?P<after>\s*(?:แรก|หลัง)?)")
_DURATION_BEFORE = re.compile(r"(?:ไป|มา|ได้|อีก|ตั้ง|ตั้งแต่|ภายใน|เกือบ|รอ|หลัง|ทุก|ผ่าน|กว่า|เป็น|นาน|เก็บ|เกิน|ประมาณ|ราว)\s*$")
_DURATION_AFTER = re.compile(r"\s*(?:แล้ว|ก่อน|ที่แล้ว|กว่า|ที่ผ่าน|ละ|เต็ม|ได้)")
_REPORTING = re.compile("รายงาน|ผล|สรุป|ita|มาตร|แผน|คืบหน้า|ส่ง|บันทึก|ก้าวหน้า|report|กำหนด|บันทึกข้อความ")
_QUARTER = re.compile(r"(?:ไตรมาส|quarter|q)\s*(?:ที่\s*)?(?P<n>[1-4](?!\d)|หนึ่ง|สอง|สาม|สี่|แรก|สุดท้าย)")
_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?:รอบ\s*)?ครึ่ง\s*ปี\s*(?:งบ(?:ประมาณ)?)?\s*(?:แรก)?(?!\s*หลัง)"), 6),
    (re.compile(r"(?:ทั้งปี|เต็มปี|รอบปี|(?:ตอน|ณ|รอบ)?\s*(?:สิ้น|ปลาย|จบ)ปี(?:งบ(?:ประมาณ)?)?|ครึ่งปีหลัง)"), 12),
)
_ORDINALS = {"แรก": 1, "สุดท้าย": 4, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4}


def _round(found: re.Match[str], value: float | None) -> Iterator[Found]:
    if value in ROUNDS and value is not None:
        yield Found("round_months", int(value), *found.span())


def find_rounds(text: str) -> Iterator[Found]:
    """Rounds in a chat form. A bare "6 เดือน" counts when the sentence is about reporting, and is no duration."""
    named = list(_NAMED.finditer(text))
    for found in named:
        yield from _round(found, number_of(found["n"]))
    for found in _QUARTER.finditer(text):
        quarter = _ORDINALS.get(found["n"]) or int(found["n"])
        yield from _round(found, 3 * quarter)
    for pattern, months in _WORDS:
        for found in pattern.finditer(text):
            yield from _round(found, months)
    if not _REPORTING.search(text):
        return
    for found in _MONTHS.finditer(text):
        inside = any(other.start() <= found.start() < other.end() for other in named)
        lasting = _DURATION_BEFORE.search(text[: found.start()]) or _DURATION_AFTER.match(text, found.end())
        if not inside and (found["after"].strip() or not lasting):
            yield from _round(found, number_of(found["n"]))
