"""The document itself: its form, kind, title, number, dates and reporting round."""

import re
from dataclasses import dataclass
from datetime import date

from dialogs.thai.dates import MONTH_PATTERN, InvalidDate, find_dates
from dialogs.thai.fiscal import fiscal_year_of
from storage.importer.document import OtherDate
from storage.importer.normalise.periods import period_of
from storage.importer.normalise.rounds import rounds_in
from storage.importer.parts.text import Line, Text, as_written, search

_AGENCY = r"(?:เทศบาล|องค์การบริหารส่วน|อบต|อบจ|เมืองพัทยา)"
_ANNOUNCEMENT = re.compile(rf"^\W*ประกาศ\s?(?:{_AGENCY}|$)")
_MEMO = re.compile(r"^\W*บันทึก\s?ข้อความ")
_ORDER = re.compile(rf"^\W*คำสั่ง\s?{_AGENCY}")
_LETTER = re.compile(r"^\W*(?:ที่\s*[ก-ฮ]{1,3}\s*[0-9]|เรียน\s)")
_REPORT = re.compile(r"^\W*(?:สรุป|แบบ)?\s?รายงาน|^\W*สรุปผล")
_PREFACE = re.compile(r"^\W*คำนำ\W*$")
_FORM_TH = {
    "announcement": "ประกาศ", "memo": "บันทึกข้อความ", "order": "คำสั่ง", "letter": "หนังสือ",
    "report": "รายงาน", "document": "เอกสาร",
}  # fmt: skip
_COUNTS = ("no", "one", "two", "three", "four", "five")
_SUBJECT = re.compile(r"^\W*เรื่อง\s*[:：]?\s*(?!เดิม|ร้องเรียน)(?P<title>\S.{5,})$")
_TITLE_WORDS = re.compile(r"มาตรการ|รายงาน|แผน|ผลการประเมิน|ผลคะแนน|การวิเคราะห์|คุณธรรมและความโปร่งใส|ITA|การประเมิน")
_WITHIN = re.compile(r"จัดทำ(?P<title>(?:รายงาน|แผน|มาตรการ|ประกาศ)[^\s]{10,})")
_ADDRESS_TAIL = re.compile(rf"(?<=[0-9๐-๙\s])\s*(?:ของ)?{_AGENCY}[^0-9]*$|\s+อำเภอ[^0-9๐-๙]*$")
_NUMBER = re.compile(r"^ที่\s*[:：]?\s*(?P<number>(?:[ก-ฮ]{1,3}\.?\s*)?[0-9][0-9./\s-]*[0-9/-]?(?:\s*/\s*[0-9ก-ฮ.]*)?)")
_DATE_LINE = re.compile(
    rf"(?:^|^ที่.{{3,30}}\s)(?:วันที่|ณ วันที่|ลงวันที่)\s*(?:เอกสาร|จัดทำ|รายงาน|ประกาศ)?\s*[:：]?\s*"
    rf"[0-9]{{1,2}}\s*(?:เดือน)?\s*(?:{MONTH_PATTERN}|[/-])"
)
_ANNOUNCED = re.compile(r"(?:ประกาศ|สั่ง|ให้ไว้)\s*ณ\s*วันที่\s*[0-9]{1,2}.{0,60}")
_AT_DATE = re.compile(
    r"(?:ข้อมูล)?\s*ณ\s*วันที่\s*[0-9]{1,2}.{0,60}|^[0-9]{1,2}\s*(?:เดือน)?\s*(?:"
    + MONTH_PATTERN
    + r")\s*(?:พ\.?\s?ศ\.?)?\s*25[0-9]{2}$"
)
_OTHER_DATE = re.compile(
    r"(?P<before>[ก-๎]{0,60})\s*(?P<raw>เมื่อวันที่\s*[0-9]{1,2}\s*(?:เดือน)?\s*(?:"
    + MONTH_PATTERN
    + r")\s*(?:พ\.?\s?ศ\.?\s?)?[0-9]{4})"
)
_CLOSING = re.compile(r"^(?:จึงประกาศ[ก-๎\s]*|จึงเรียน[ก-๎\s]*)")
_DEFAULT_SHEET = re.compile(r"^(?:sheet|แผ่น|ชีต|Feuil)\s?[0-9]*$", re.I)
_SCORE = re.compile(r"(?<![0-9.])[0-9]{2}\.[0-9]{1,2}(?![0-9.])")
_FIRST_LINES = 14


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    name_th: str
    parts: tuple[str, ...]
    main: str


def form_of(text: Text) -> Form:
    """The document's form, several joined by name ("report_with_preface_and_two_announcements")."""
    prose = [line for line in text.prose if not _DEFAULT_SHEET.match(line.text)]
    announcements = [line for line in prose if _ANNOUNCEMENT.match(line.text) and len(line.text) < 120]
    main = _main_form(prose)
    parts: list[str] = []
    if main == "announcement" or not announcements:
        return Form(main, _FORM_TH[main], (), main)
    main = "report" if main == "document" else main
    preface = any(_PREFACE.match(line.text) for line in prose[:6])
    if preface:
        parts.append("คำนำ")
    parts.extend(["รายงาน"] if main == "report" else [])
    parts.extend("ประกาศ" for _ in announcements)
    count = _COUNTS[min(len(announcements), 5)]
    name = f"{main}_with_{'preface_and_' if preface else ''}{count}_announcement{'s' if len(announcements) > 1 else ''}"
    return Form(name, f"{_FORM_TH[main]} + ประกาศ {len(announcements)} ฉบับ", tuple(parts), main)


def _main_form(prose: list[Line]) -> str:
    first = prose[:_FIRST_LINES]
    for line in first:
        if _MEMO.match(line.text):
            return "memo"
        if _ANNOUNCEMENT.match(line.text) and len(line.text) < 120:
            return "announcement"
        if _ORDER.match(line.text):
            return "order"
        if _PREFACE.match(line.text):
            return "report"
        if _REPORT.match(line.text):
            return "report"
    if sum(1 for line in first if _LETTER.match(line.arabic)) >= 2:
        return "letter"
    return "document"


def title_of(text: Text, form: Form) -> str | None:
    """The subject line; else the first line that reads like a title; else a title inside the preface."""
    prose = [line for line in text.prose if not _DEFAULT_SHEET.match(line.text)]
    if form.main in ("announcement", "memo", "letter", "order"):
        found = search(_SUBJECT, tuple(prose[:30]))
        if found:
            return as_written(found[0], found[1], "title")
    if "preface" in form.name or (prose and _PREFACE.match(prose[0].text)):
        within = search(_WITHIN, tuple(prose[:12]))
        if within:
            return as_written(within[0], within[1], "title")
    for line in prose[:_FIRST_LINES]:
        if _SCORE.search(line.arabic) or line.text.startswith("เรียน"):
            continue
        if 10 <= len(line.text) <= 260 and _TITLE_WORDS.search(line.text):
            subject = _SUBJECT.match(line.text)
            title = subject["title"] if subject else line.text
            return _ADDRESS_TAIL.sub("", title).strip() or None
    return None


def announcement_title(text: Text, form: Form) -> str | None:
    """The subject of the first announcement inside another document."""
    if form.main == "announcement" or "announcement" not in form.name:
        return None
    found = search(_SUBJECT, text.prose)
    return as_written(found[0], found[1], "title") if found else None


def number_of(text: Text, form: Form) -> str | None:
    if form.main not in ("memo", "letter", "order"):
        return None
    found = search(_NUMBER, text.prose[:_FIRST_LINES])
    return as_written(found[0], found[1], "number").strip() if found else None


def date_of(text: Text, form: Form) -> tuple[date | None, str | None, Line | None]:
    """(date, as written, line). In a document of several parts the parts' dates are not the document's."""
    patterns: list[tuple[re.Pattern[str], tuple[Line, ...]]] = []
    if form.main in ("memo", "letter"):
        patterns.append((_DATE_LINE, text.prose[:_FIRST_LINES]))
        patterns.append((_AT_DATE, text.prose[:_FIRST_LINES]))
    if form.name in ("announcement", "order"):
        patterns.append((_ANNOUNCED, text.prose))
    if form.name == form.main and form.main not in ("memo", "announcement"):
        patterns += [(_DATE_LINE, text.prose), (_ANNOUNCED, text.prose), (_AT_DATE, text.prose)]
    for pattern, lines in patterns:
        found = search(pattern, lines)
        if not found:
            continue
        line, match = found
        start = max(match.start(), line.text.find("วันที่", match.start())) if pattern is _DATE_LINE else match.start()
        days = find_dates(line.arabic[start:])
        if days:
            raw = line.text[start:].strip() if pattern is _DATE_LINE else as_written(line, match)
            return (None if isinstance(days[0], InvalidDate) else days[0]), raw, line
    return None, None, None


def other_dates(text: Text) -> tuple[OtherDate, ...]:
    """Dates inside sentences ("เมื่อวันที่ …"), with the words before them as their meaning."""
    found: list[OtherDate] = []
    for line in text.prose:
        for match in _OTHER_DATE.finditer(line.arabic):
            day = next(iter(find_dates(match["raw"])), None)
            raw = line.text[match.start("raw") : match.end("raw")]
            found.append(OtherDate(match["before"].strip()[-60:], raw, None if isinstance(day, InvalidDate) else day))
    return tuple(found)


def closing_of(text: Text, form: Form) -> str | None:
    if form.name != form.main:
        return None
    found = search(_CLOSING, text.prose)
    return as_written(found[0], found[1]) if found else None


def round_of(title: str | None, text: Text) -> tuple[int | None, int | None]:
    """(months, fiscal year) of the reporting round that the title names, else a line of the document's head."""
    for words in [title or "", *(line.text for line in text.prose[:_FIRST_LINES])]:
        rounds = rounds_in(words) if "รอบ" in words else ()
        if len(rounds) == 1:
            return rounds[0], _round_year(words)
    return None, None


def _round_year(words: str) -> int | None:
    inside = re.search(r"\(([^)]*)\)", words)
    period = period_of(inside.group(1) if inside else words, None)
    if period is None or period.kind == "fiscal_year":
        return None
    year, month = period.end.split("-")
    return fiscal_year_of(date(int(year), int(month), 1))
