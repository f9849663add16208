"""Years that do not fit each other, dates that do not exist, periods outside the plan's year."""

import re
from collections.abc import Iterator

from dialogs.thai.dates import InvalidDate, find_dates
from dialogs.thai.digits import to_arabic
from dialogs.thai.fiscal import month_of_year
from storage.importer.checks.common import line_with
from storage.importer.document import ImportedDocument, ImportWarning, ProgressReading, RowReading
from storage.importer.findings import Findings
from storage.importer.normalise.periods import period_of
from storage.importer.parts.years import assessed_candidates, odd_years

_STRATEGY = re.compile(
    r"(?:ระยะ|แผน|ยุทธศาสตร์)[^()]{0,60}\(\s*(?:พ\.?\s?ศ\.?\s?)?(?P<first>25[0-9]{2})\s*[-–—]\s*(?P<last>25[0-9]{2})\s*\)"
)


def check(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """What a person has to settle about time."""
    yield from _years(document, findings)
    yield from _dates(findings)
    yield from _periods(document, findings)
    number = document.document.document_no or ""
    if number.endswith("/"):
        line = line_with(findings, "ที่ " + number)
        yield ImportWarning("DOCUMENT_NO_INCOMPLETE", line, f"ที่ {number}", "the running number is missing")


def _years(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    years = document.fiscal_years
    title = document.document.title or ""
    if years.title and years.plan and years.title != years.plan:
        note = f"the title says {years.title}, but the measures are for {years.plan}"
        yield ImportWarning("FISCAL_YEAR_MISMATCH", line_with(findings, title), title, note)
    known = {year for year in (years.title, years.assessed, years.plan) if year}
    for line, year in odd_years(findings.text, known) if known else []:
        at = line.arabic.find(str(year))
        quote = line.text[max(0, at - 30) : at + 4]
        note = f"{year} fits neither {' nor '.join(str(k) for k in sorted(known))}: copied from an older document?"
        yield ImportWarning("FISCAL_YEAR_MISMATCH", line.number, quote, note)
    if document.rows and years.assessed and years.assessed not in assessed_candidates(findings.text):
        note = "no year stands with the results; taken to be the year before the plan's"
        yield ImportWarning("ASSESSED_YEAR_UNCLEAR", None, str(years.assessed), note)
    elif document.rows and years.assessed and years.assessed == years.plan:
        at_line = next(
            (line for line in findings.text.prose if str(years.assessed) in line.arabic and "ประเมิน" in line.text), None
        )
        at = at_line.arabic.find(str(years.assessed)) if at_line else 0
        quote = at_line.text[max(0, at - 60) : at + 4] if at_line else str(years.assessed)
        note = f"results and measures are both of {years.plan}; results come out after the year's measures are set"
        yield ImportWarning("ASSESSED_YEAR_UNCLEAR", at_line.number if at_line else None, quote, note)
    for line in findings.text.prose:
        for found in _STRATEGY.finditer(line.arabic):
            if years.plan and int(found["last"]) < years.plan:
                quote = line.text[found.start() : found.end()][-60:]
                yield ImportWarning("OBSOLETE_STRATEGY", line.number, quote, f"it ended before {years.plan}")


def _dates(findings: Findings) -> Iterator[ImportWarning]:
    for line in findings.lines:
        for found in find_dates(line.arabic):
            if not isinstance(found, InvalidDate):
                continue
            at = line.arabic.find(found.text)
            quote = line.text[max(0, at - 12) : at + len(found.text)].lstrip(" 0123456789๐๑๒๓๔๕๖๗๘๙")
            note = "the calendar has no such day"
            if found.suggestion:
                note += f"; the last day of the month is {found.suggestion.isoformat()}"
            yield ImportWarning("INVALID_DATE", line.number, quote, note)


def _periods(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    plan = document.fiscal_years.plan
    two_digits = False
    both: list[RowReading | ProgressReading] = [*document.rows, *document.progress_rows]
    for row in both:
        raw = row.period_raw
        if not raw:
            continue
        line = line_with(findings, raw, min(row.source_lines, default=0))
        period = period_of(raw, plan)
        if period is None and re.search(r"[0-9]|เดือน|ปี", to_arabic(raw)):
            yield ImportWarning("PERIOD_UNREAD", line, raw, "no months could be read from it")
        elif period and period.two_digit_year and not two_digits:
            two_digits = True
            yield ImportWarning("TWO_DIGIT_YEAR", line, raw, f"read as {period.start} to {period.end}")
        if period and plan and not _inside(period.start, period.end, plan):
            yield ImportWarning("PERIOD_OUTSIDE_YEAR", line, raw, f"not within fiscal year {plan}")
        if raw.count("(") != raw.count(")"):
            yield ImportWarning("PERIOD_UNBALANCED", line, raw, "a bracket is opened or closed without its other half")
        if re.search(r"ก่อน\s*(?:สิ้นสุด|ปิด).{0,40}(?:นำเข้า|ระบบ)", raw):
            yield ImportWarning("DEADLINE_BY_CALENDAR", line, raw, "the deadline is a day in the assessment's calendar")
    yield from _early_report(document, findings)


def _inside(start: str, end: str, plan: int) -> bool:
    first, last = month_of_year(plan, 1), month_of_year(plan, 12)
    return f"{first[0]}-{first[1]:02d}" <= start and end <= f"{last[0]}-{last[1]:02d}"


def _early_report(document: ImportedDocument, findings: Findings) -> Iterator[ImportWarning]:
    """A report of the whole year in which all work ended months before."""
    plan = document.fiscal_years.plan
    ends = [row.period_end for row in document.progress_rows if row.period_end]
    if document.document.reporting_round_months != 12 or not ends or not plan:
        return
    year, month = month_of_year(plan, 10)
    if max(ends) < f"{year}-{month:02d}":
        row = next(row for row in document.progress_rows if row.period_raw)
        line = line_with(findings, row.period_raw or "", min(row.source_lines, default=0))
        yield ImportWarning(
            "REPORT_BEFORE_YEAR_END",
            line,
            row.period_raw or "",
            f"a 12-month report, but all work ended by {max(ends)}",
        )
