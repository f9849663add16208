"""Fiscal years (Buddhist era), as people write them: 2566, ปี 66, ปี๖๖, ค.ศ. 2023, ita66, ปีที่แล้ว (thai.md 4.3)."""

import re
from collections.abc import Iterator
from datetime import date

from dialogs.thai.fiscal import BUDDHIST_OFFSET, fiscal_year_of
from dialogs.understanding.entities.numbers import WORDS, number_of
from dialogs.understanding.entities.spans import Found

_HEAD = r"(?:ปี\s*งบ\s*ประมาณ|ปี\s*งบ\s*ปม\.?|ปี\s*งบ|(?<!ใช้)งบ\s*ปี|ปี๋|ปี|พ\.?\s*ศ\.?|fy|year)\s*(?:พ\.?\s*ศ\.?)?\s*(?:ที่)?\s*['’]?\s*"
_DIGITS = r"(?:2[45]\d\d|20[0-4]\d|[4-9]\d)"
_JOIN = r"\s*(?:กับ|และ|,|-|–|/|ถึง|เทียบกับ|เทียบ|vs\.?|หรือ|มา)\s*(?:ปี๋?)?\s*['’]?"
_HEADED = re.compile(
    rf"{_HEAD}(?P<first>{_DIGITS})(?![\d%.]\d?|\s*(?:%|เปอร์|ข้อ|มาตรการ))(?P<rest>(?:{_JOIN}{_DIGITS}(?!\d|\s*(?:%|เปอร์)))*)"
)
_BARE = re.compile(r"(?<![\d.,/-])(?P<year>25[4-9]\d)(?![\d]|[.,]\d)")
_WESTERN = re.compile(r"(?:ค\.?\s*ศ\.?|ad)\s*(?P<year>20[0-4]\d)(?!\d)")
_GLUED = re.compile(r"(?:ita|eit|iit|oit)\s*['’]?(?P<year>[5-9]\d|25\d\d)(?!\d|\s*%)")
_NOW = r"(?:งบ\s*(?:ประมาณ)?)?\s*"
_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"ปี๋?{_NOW}\s*(?:นี้|นี่|ปัจจุบัน)"), 0),
    (re.compile(rf"ปี๋?{_NOW}\s*(?:ที่|ตี้)?\s*(?:แล้ว|ผ่านมา|ก่อน|กลาย)(?!หน้า)"), -1),
    (re.compile(rf"ปี๋?{_NOW}\s*หน้า"), 1),
    (re.compile(r"(?:this|current) year"), 0),
    (re.compile(r"last year"), -1),
)
_AGO = re.compile(rf"(?P<n>\d|{WORDS})\s*ปี๋?\s*(?:ที่|ตี้)?\s*(?:แล้ว|ก่อน|ผ่านมา)")


def buddhist(written: int) -> int:
    """A written year in the Buddhist era: 66 and 2566 are 2566, 2023 is 2566."""
    if written < 100:
        return written + 2500
    return written + BUDDHIST_OFFSET if written < 2400 else written


def find_years(text: str, today: date) -> Iterator[Found]:
    """Years in a chat form. Relative ones count from the fiscal year of ``today``."""
    this = fiscal_year_of(today)
    taken: list[tuple[int, int]] = []

    def free(found: re.Match[str]) -> bool:
        return all(found.end() <= start or found.start() >= end for start, end in taken)

    for found in _AGO.finditer(text):
        count = number_of(found["n"])
        if count and 1 <= count <= 9:
            taken.append(found.span())
            yield Found("fiscal_year", this - int(count), *found.span())
    for pattern, shift in _RELATIVE:
        for found in filter(free, pattern.finditer(text)):
            taken.append(found.span())
            yield Found("fiscal_year", this + shift, *found.span())
    for found in filter(free, _HEADED.finditer(text)):
        taken.append(found.span())
        for offset, number in enumerate(re.findall(r"\d+", found.group())):
            yield Found("fiscal_year", buddhist(int(number)), found.start() + offset, found.end())
    for pattern in (_WESTERN, _GLUED, _BARE):
        for found in filter(free, pattern.finditer(text)):
            taken.append(found.span())
            yield Found("fiscal_year", buddhist(int(found["year"])), *found.span("year"))
