"""Thai dates: written for people, and read from what people write.

A date that the calendar does not have (31 มิถุนายน) is *invalid*, never moved to a neighbour.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dialogs.thai.digits import to_arabic, to_thai
from dialogs.thai.fiscal import BUDDHIST_OFFSET, buddhist_year

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
# Spellings met in documents and chat; the full names and abbreviations above are added below.
_VARIANTS = {
    "มกรา": 1, "กุมภาพัน": 2, "กุมภา": 2, "มีนา": 3, "เมษา": 4, "พฤศภาคม": 5, "พฤษภา": 5, "มิถุนา": 6, "กรกฏาคม": 7,
    "กรกฎา": 7, "กรกฏา": 7, "สิงหา": 8, "กันยา": 9, "ตุลา": 10, "พฤษจิกายน": 11, "พฤศจิกา": 11, "ธันวา": 12,
}  # fmt: skip


def _month_forms() -> dict[str, int]:
    forms = dict(_VARIANTS)
    for number, (full, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), start=1):
        forms[full] = number
        forms[short] = number
        forms[short.rstrip(".")] = number
        forms[short.replace(".", "")] = number
        forms[short.replace(".", "", 1)] = number
    return forms


MONTH_FORMS: dict[str, int] = _month_forms()
"""Every known spelling of a month's name, with its number."""
_LONGEST_FIRST = sorted(MONTH_FORMS, key=len, reverse=True)
# The bare two-letter forms (มค, กพ …) are only months when nothing Thai stands around them ("มีคนแจ้ง" is no March).
MONTH_PATTERN = "|".join(
    re.escape(form) + ("" if "." in form or len(form) > 3 else "(?![ก-๎])") for form in _LONGEST_FIRST
)
_YEAR = r"(?:พ\.?\s*ศ\.?\s*|ค\.?\s*ศ\.?\s*|ปี\s*)?'?(?P<year>\d{4}|\d{2})(?!\d)"
WRITTEN_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:เดือน)?\s*(?P<month>{MONTH_PATTERN})\s*(?:{_YEAR})?",
)
NUMERIC_DATE = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?![\d/-])")


@dataclass(frozen=True, slots=True)
class InvalidDate:
    """A date that was written but does not exist. ``suggestion`` is the last day of the month, where there is one."""

    text: str
    suggestion: date | None = None


def gregorian_year(written: int) -> int:
    """A written year as a Gregorian one: 66 and 2566 are 2023, 2023 stays (thai.md 4.3)."""
    if written < 100:
        return written + 2500 - BUDDHIST_OFFSET
    return written - BUDDHIST_OFFSET if written >= 2400 else written


def make_date(day: int, month: int, written_year: int, text: str) -> date | InvalidDate:
    """A calendar date, or the reason to ask again."""
    year = gregorian_year(written_year)
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return InvalidDate(text)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return InvalidDate(text, date(year, month, last) if day > last else None)
    return date(year, month, day)


def find_dates(text: str, default_year: int | None = None) -> list[date | InvalidDate]:
    """All dates in a text, in order of writing.

    ``default_year`` (Buddhist era) serves dates without a year; without it they are left out.
    """
    text = to_arabic(text)
    found: list[tuple[int, date | InvalidDate]] = []
    for hit in WRITTEN_DATE.finditer(text):
        year = int(hit["year"]) if hit["year"] else default_year
        if year is not None:
            found.append(
                (hit.start(), make_date(int(hit["day"]), MONTH_FORMS[hit["month"]], year, hit.group().strip()))
            )
    for hit in NUMERIC_DATE.finditer(text):
        found.append((hit.start(), make_date(int(hit["day"]), int(hit["month"]), int(hit["year"]), hit.group())))
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def short_date(day: date) -> str:
    """As chat writes it: 31 มี.ค. 2566."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def full_date(day: date) -> str:
    """As documents write it: ๓๑ มีนาคม ๒๕๖๖."""
    return to_thai(f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}")


def month_year(year: int, month: int) -> str:
    """A Gregorian year and month as people read it: มี.ค. 2566."""
    return f"{SHORT_MONTHS[month - 1]} {year + BUDDHIST_OFFSET}"
