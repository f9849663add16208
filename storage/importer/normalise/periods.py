"""When a measure runs: months, quarters, fiscal years; years in two digits or left out (domain.md 2.4)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dialogs.thai.dates import MONTH_FORMS, MONTH_PATTERN, gregorian_year
from dialogs.thai.digits import to_arabic
from dialogs.thai.fiscal import BUDDHIST_OFFSET, month_of_year

_YEAR = r"(?:\s*(?:พ\s*\.?\s*ศ\s*\.?\s*|ปี\s*)?(?P<year>25[0-9]{2}|20[0-9]{2}|[4-9][0-9])(?![0-9]))?"
_MONTH = re.compile(rf"(?:(?P<day>[0-9]{{1,2}})\s*)?(?:เดือน\s*)?(?P<month>{MONTH_PATTERN}){_YEAR}")
_QUARTER = re.compile(
    r"ไตรมาส\s*(?:ที่)?\s*(?P<list>[1-4](?:\s*(?:-|–|,|ถึง|และ|/)\s*(?:ไตรมาส\s*(?:ที่)?\s*)?[1-4](?![0-9]))*)(?:\s*/\s*(?P<year>25[0-9]{2}|[5-9][0-9]))?"
)
_FISCAL = re.compile(r"ปี\s*(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(?P<year>25[0-9]{2}|[5-9][0-9])(?![0-9])")
_WHOLE = re.compile(r"ตลอด(?:ทั้ง)?\s*(?:ปี|งบประมาณ)|ทั้งปี|ตลอดระยะเวลา|รายเดือน|ทุกเดือน|ต่อเนื่องตลอด|ตลอดไป|อย่างต่อเนื่อง")
_HALF = re.compile(r"(?:รอบ\s*)?6\s*เดือน\s*(?P<which>แรก|หลัง)|ครึ่งปี(?P<half>แรก|หลัง)")
_CONTINUES = re.compile(r"ต่อเนื่อง(?:ใน|ถึง|ตลอด|ไป)")
_DEADLINE = re.compile(r"ภายใน|ไม่เกิน|ก่อน\s*วันที่")
_OPEN_END = re.compile(r"เป็นต้นไป")


@dataclass(frozen=True, slots=True)
class Period:
    """Gregorian ``YYYY-MM`` both ends included. ``continues_to`` where the work goes on beyond the main part."""

    start: str
    end: str
    kind: str
    continues_to: str | None = None
    two_digit_year: bool = False


@lru_cache(maxsize=2048)
def period_of(text: str, fiscal_year: int | None) -> Period | None:
    """The period that a text states. ``fiscal_year`` (Buddhist) serves months and quarters without a year."""
    text = re.sub(r"\s+", " ", to_arabic(text)).strip()
    named = _FISCAL.search(text)
    year = _full(int(named["year"])) if named else fiscal_year
    quarter = _QUARTER.search(text)
    if quarter:
        return _quarters(quarter, text, year)
    months = [found for found in _MONTH.finditer(text) if found["month"]]
    if months:
        return _months(months, text, fiscal_year)
    if year is None:
        return None
    half = _HALF.search(text)
    if half:
        first = (half["which"] or half["half"]) == "แรก"
        return Period(_nth(year, 1 if first else 7), _nth(year, 6 if first else 12), "half_year")
    if _WHOLE.search(text) or named:
        return Period(_nth(year, 1), _nth(year, 12), "fiscal_year")
    return None


def _full(year: int) -> int:
    return year + 2500 if year < 100 else year


def _nth(fiscal_year: int, month: int) -> str:
    year, calendar_month = month_of_year(fiscal_year, month)
    return _text(year, calendar_month)


def _text(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _quarters(found: re.Match[str], text: str, year: int | None) -> Period | None:
    year = _full(int(found["year"])) if found["year"] else year
    if year is None:
        return None
    numbers = [int(number) for number in re.findall(r"[1-4]", found["list"])]
    for more in _QUARTER.finditer(text, found.end()):
        numbers.extend(int(number) for number in re.findall(r"[1-4]", more["list"]))
    first, last = min(numbers), max(numbers)
    on = _nth(year, 12) if _CONTINUES.search(text) and last < 4 else None
    kind = "quarters_continuing" if on else "quarter" if first == last else "quarters"
    return Period(_nth(year, first * 3 - 2), _nth(year, last * 3), kind, on)


def _months(found: list[re.Match[str]], text: str, fiscal_year: int | None) -> Period | None:
    numbers = [MONTH_FORMS[month["month"]] for month in found]
    written = [int(month["year"]) if month["year"] else None for month in found]
    years = _years_filled(numbers, written, fiscal_year)
    if years is None:
        return None
    points = list(zip(years, numbers, strict=True))
    short = any(year is not None and year < 100 for year in written)
    start, end = points[0], points[-1]
    if end < start:
        start, end = min(points), max(points)
    if _OPEN_END.search(text) and len(points) == 1:
        return Period(_text(*start), _text(*_end_of_fiscal_year(start)), "from_month", None, short)
    if len(points) == 1 and _DEADLINE.search(text):
        return Period(_text(*start), _text(*end), "deadline", None, short)
    return Period(_text(*start), _text(*end), "single_month" if start == end else "month_range", None, short)


def _years_filled(numbers: list[int], written: list[int | None], fiscal_year: int | None) -> list[int] | None:
    """A Gregorian year for every month: its own, the next one's (a turn of the year counted), or the fiscal year's."""
    years: list[int | None] = [gregorian_year(year) if year is not None else None for year in written]
    for index in range(len(years) - 2, -1, -1):
        following = years[index + 1]
        if years[index] is None and following is not None:
            years[index] = following - (numbers[index] > numbers[index + 1])
    for index in range(1, len(years)):
        previous = years[index - 1]
        if years[index] is None and previous is not None:
            years[index] = previous + (numbers[index] < numbers[index - 1])
    if fiscal_year is None:
        return None if None in years else [year for year in years if year is not None]
    return [
        year if year is not None else fiscal_year - BUDDHIST_OFFSET - (number >= 10)
        for year, number in zip(years, numbers, strict=True)
    ]


def _end_of_fiscal_year(start: tuple[int, int]) -> tuple[int, int]:
    year, month = start
    return (year + 1, 9) if month >= 10 else (year, 9)
