"""Fiscal years: printed in the title, assessed, planned; and years that belong to the background."""

import re
from collections import Counter

from dialogs.thai.digits import to_arabic
from storage.importer.document import FiscalYears
from storage.importer.parts.text import Line, Text

_YEAR = r"(?:พ\s?\.?\s?ศ\s?\.?\s?)?(?P<year>25[0-9]{2})(?![0-9])"
_ANY = re.compile(r"(?<![0-9])25[4-9][0-9](?![0-9])")
_IN_YEAR = re.compile(rf"ปี\s?(?:งบ\s?ประมาณ)?\s?{_YEAR}|(?:พ\s?\.\s?ศ\s?\.\s?)(?P<be>25[0-9]{{2}})(?![0-9])")
_ASSESSED = re.compile(
    rf"(?:ผล\s?การ\s?ประเมิน|ผลคะแนน|ประเมินคุณธรรม|คะแนน\s?(?:ITA|การประเมิน)|ITA)[^0-9|]{{0,110}}?(?:ปี|พ\.ศ\.)[^0-9|]{{0,22}}?{_YEAR}"
)
_PLANNED = re.compile(
    rf"(?:ปรับปรุงและพัฒนา|ไปสู่การปฏิบัติ|ไปสู่การพัฒนา|ไปดำเนินการ|ข้อเสนอแนะ|แผนการดำเนิน|แผนปฏิบัติการ(?!ป้องกัน)|ดำเนินการใน|เพื่อดำเนินการ|ที่จะดำเนินการ)"
    rf"[^0-9|]{{0,70}}?(?:ปี|พ\.ศ\.|ปึง)[^0-9|]{{0,22}}?{_YEAR}"
)
_USED = re.compile(r"ผล\s?(?:การ\s?(?:ประเมิน|วิเคราะห์))?.{0,25}?ไป\s?(?:สู่|ดำเนินการ|ปรับปรุง|ใช้|พัฒนา|ปฏิบัติ|กำหนด)")
"""Results put to use: the year that follows is the plan's."""
_YEARLY = re.compile(rf"(?:ประจำ\s?)?ปี\s?(?:งบ\s?ประมาณ)?\s?{_YEAR}")
_LONGEST_TITLE = 160
_BACKGROUND = re.compile(r"ยุทธศาสตร์|แผนแม่บท|พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ|มติ|รัฐธรรมนูญ|แผนพัฒนา|มาตรา")


def title_year(title: str | None, text: Text, *, anywhere: bool) -> int | None:
    """The year printed with the title; ``anywhere`` also admits a short line of its own (ประจำปีงบประมาณ พ.ศ. …)."""
    found = _IN_YEAR.search(to_arabic(title or ""))
    if found:
        return int(found["year"] or found["be"])
    for line in text.prose if anywhere else ():
        yearly = _YEARLY.search(line.arabic) if len(line.text) < _LONGEST_TITLE else None
        if yearly and not line.text.startswith("ตาราง"):
            return int(yearly["year"])
    return None


def assessed_candidates(text: Text) -> list[int]:
    """Years that stand with words for the assessment's result, in order."""
    matches = (found for line in (*text.prose, *text.heads) for found in _ASSESSED.finditer(line.arabic))
    return [int(found["year"]) for found in matches if not _USED.search(found.group())]


def puts_into_practice(text: Text) -> bool:
    """The document says that it puts the assessment's results to use, without saying of which year."""
    return any(_USED.search(line.text) for line in (*text.prose, *text.heads))


def planned_candidates(text: Text) -> list[int]:
    """Years that stand with words for putting the result into practice, in order."""
    return [int(found["year"]) for line in (*text.prose, *text.heads) for found in _PLANNED.finditer(line.arabic)]


def plan_year(
    title: int | None, text: Text, *, periods: list[int], round_year: int | None, dated: int | None, is_report: bool
) -> int | None:
    """The year that the measures are for: by their periods, then by words, the round, the title, the date."""
    if periods:
        return Counter(periods).most_common(1)[0][0]
    planned = planned_candidates(text)
    if planned:
        return Counter(planned).most_common(1)[0][0]
    if round_year:
        return round_year
    assessed = assessed_candidates(text)
    if dated and not is_report and (title is None or (title in assessed and dated == title + 1)):
        return dated
    return title or (assessed[0] if assessed else dated)


def assessed_year(plan: int | None, text: Text) -> int | None:
    """The year whose results are meant: the one before the plan's if the text has it, else the first named."""
    candidates = assessed_candidates(text)
    if plan and plan - 1 in candidates:
        return plan - 1
    fitting = [year for year in candidates if not plan or year <= plan]
    if fitting:
        return fitting[0]
    return plan - 1 if plan and puts_into_practice(text) else None


def fiscal_years(title: int | None, assessed: int | None, plan: int | None, text: Text) -> FiscalYears:
    """All years of the document; those far from the assessed and the plan year are background."""
    found = sorted({int(year) for line in text.everything for year in _ANY.findall(line.arabic)})
    known = {year for year in (title, assessed, plan) if year}
    mentioned = tuple(sorted(known | {y for y in found if any(abs(y - k) <= 1 for k in known)}))
    return FiscalYears(title, assessed, plan, mentioned, tuple(year for year in found if year not in mentioned))


def odd_years(text: Text, known: set[int]) -> list[tuple[Line, int]]:
    """Lines with a recent year that fits none of the document's years by more than one (copied text?)."""
    odd: list[tuple[Line, int]] = []
    for line in text.everything:
        for found in _IN_YEAR.finditer(line.arabic):
            year = int(found["year"] or found["be"])
            near = line.arabic[max(0, found.start() - 60) : found.end() + 20]
            if re.match(r"\s*[-–—]\s*25", line.arabic[found.end() :]) or re.search(
                r"25[0-9]{2}\s*[-–—]\s*$", line.arabic[: found.start()]
            ):
                continue
            if year >= 2555 and all(abs(year - k) > 1 for k in known) and not _BACKGROUND.search(near):
                odd.append((line, year))
    return odd
