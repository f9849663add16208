"""Reporting rounds: after how many months of the fiscal year a report is due (domain.md 2.4)."""

import re
from functools import lru_cache

from dialogs.thai.digits import to_arabic
from dialogs.thai.fiscal import ROUNDS

_SERIES = re.compile(
    r"(?:รอบ|ราย|ทุก|ครบ|ระยะ|ที่|รายงาน)?(?:ที่)?\s*(?P<list>[0-9]{1,2}(?:(?:\s*(?:,|/|และ|กับ|&|-|–)\s*|\s+)(?:รอบ\s*)?[0-9]{1,2})*)\s*เดือน(?!ละ)"
)
_BARE_SERIES = re.compile(r"(?:รอบ\s*(?:ที่)?\s*)?\b(?P<list>(?:3|6|9|12)(?:\s*(?:,|/|และ)\s*(?:3|6|9|12))+)\b")
_EVERY = re.compile(r"(?:ทุก|ทุกๆ|ราย)\s*ๆ?\s*(?P<months>3|6|12|สาม|หก)\s*เดือน")
_QUARTERLY = re.compile(r"(?:ราย|ทุก|แต่ละ)\s*ๆ?\s*ไตรมาส|ไตรมาส\s*ละ")
_YEAR_END = re.compile(r"สิ้นปี|สิ้นสุดปี|(?:ปีละ|ปี\s*ละ)\s*(?:1|หนึ่ง)\s*ครั้ง|รายปี|เมื่อสิ้น\s*ปี|ประจำปีงบประมาณ\s*ละ")
_TWICE = re.compile(r"ปีละ\s*(?:2|สอง)\s*ครั้ง|ทุกครึ่งปี|รายครึ่งปี")
_FOUR_TIMES = re.compile(r"ปีละ\s*(?:4|สี่)\s*ครั้ง")
_ROUND_WORD = re.compile(r"รอบ|ราย|ทุก|รายงาน|ครบ|ติดตาม")
_WORDS = {"สาม": 3, "หก": 6}


@lru_cache(maxsize=2048)
def rounds_in(text: str, *, of_rounds: bool = False) -> tuple[int, ...]:
    """The rounds that a text names, ascending.

    ``of_rounds`` tells that the text stands in a column of rounds, where bare numbers ("6/12") count too.
    """
    text = re.sub(r"\s+", " ", to_arabic(text))
    found: set[int] = set()
    for every in _EVERY.finditer(text):
        step = _WORDS.get(every["months"]) or int(every["months"])
        found.update(range(step, 13, step))
    rest = _EVERY.sub(" ", text)
    for series in _SERIES.finditer(rest):
        if of_rounds or _ROUND_WORD.search(rest[: series.start()][-40:] + series.group()):
            found.update(_numbers(series["list"]))
    for series in _BARE_SERIES.finditer(rest):
        if of_rounds or "รอบ" in series.group():
            found.update(_numbers(series["list"]))
    if _QUARTERLY.search(text) or _FOUR_TIMES.search(text):
        found.update(ROUNDS)
    if _TWICE.search(text):
        found.update((6, 12))
    if _YEAR_END.search(text):
        found.add(12)
    if of_rounds and not found:
        found.update(
            value for value in (int(n) for n in re.findall(r"[0-9]+", rest)) if value in ROUNDS and len(rest) < 25
        )
    return tuple(sorted(found & set(ROUNDS)))


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"[0-9]{1,2}", text)}
