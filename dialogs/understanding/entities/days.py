"""Months and whole dates. A date that the calendar does not have is said to be invalid, never moved."""

import re
from collections.abc import Iterator
from datetime import date

from dialogs.thai.dates import MONTH_FORMS, MONTH_PATTERN, NUMERIC_DATE, WRITTEN_DATE, InvalidDate, make_date
from dialogs.thai.fiscal import buddhist_year
from dialogs.understanding.entities.spans import Found

_MONTH = re.compile(rf"(?P<head>เดือน\s*)?(?<![ก-ฮ])(?P<name>{MONTH_PATTERN})|เดือน\s*(?P<named>{MONTH_PATTERN})")
_NUMBERED = re.compile(r"เดือน\s*(?:ที่\s*)?(?P<n>1[0-2]|[1-9])(?!\d|\s*(?:%|เปอร์|คน|มาตร|ข้อ|ครั้ง))")
# สำนักงาน ก.พ. and its exam are no February; nor is ก.ค.ศ. a July.
_NOT_A_MONTH = re.compile(r"(?:สอบ|สำนักงาน|ภาค\s*ก\s*(?:ของ)?)\s*$")


def _value(day: date | InvalidDate) -> object:
    return {"invalid": day.text} if isinstance(day, InvalidDate) else day.isoformat()


def find_dates_written(text: str, today: date) -> Iterator[Found]:
    """Dates in a chat form. One without a year is of this calendar year."""
    for found in WRITTEN_DATE.finditer(text):
        if _NOT_A_MONTH.search(text[: found.start()]):
            continue
        year = int(found["year"]) if found["year"] else buddhist_year(today)
        day = make_date(int(found["day"]), MONTH_FORMS[found["month"]], year, found.group().strip())
        yield Found("date", _value(day), *found.span())
    for found in NUMERIC_DATE.finditer(text):
        day = make_date(int(found["day"]), int(found["month"]), int(found["year"]), found.group())
        yield Found("date", _value(day), *found.span())


def find_months(text: str) -> Iterator[Found]:
    """Months by name or number (เดือนมีนา, มี.ค., เดือน 3)."""
    for found in _MONTH.finditer(text):
        name = found["name"] or found["named"]
        if not _NOT_A_MONTH.search(text[: found.start()]) and not text[found.end() :].startswith("ศ."):
            yield Found("month", MONTH_FORMS[name], *found.span())
    for found in _NUMBERED.finditer(text):
        yield Found("month", int(found["n"]), *found.span())
