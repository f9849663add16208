"""Sheets and columns of the workbook, and how single values look in a cell."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from dialogs.records.ita import BY_NAME, BY_SLUG
from dialogs.thai.dates import find_dates
from storage.importer.document import ALL_UNITS

DOCUMENTS: Final = "เอกสาร"
MEASURES: Final = "มาตรการ"
RESULTS: Final = "ผลการดำเนินการ"
SCORES: Final = "คะแนน"
SURVEYS: Final = "แบบสำรวจ"
PROGRESS: Final = "รายงานความก้าวหน้า"
KEEP: Final = "ข้อมูลเดิม"
"""Hidden: the whole reading in pieces, for what the other sheets do not show."""
HELP: Final = "วิธีกรอก"

KEY: Final = "เอกสารที่"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    DOCUMENTS: (
        KEY,
        "ชื่อเรื่อง",
        "ชนิด",
        "รูปแบบ",
        "เลขที่",
        "วันที่",
        "หน่วยงาน",
        "อำเภอ",
        "จังหวัด",
        "ปีตามชื่อเรื่อง",
        "ปีที่ประเมิน",
        "ปีของแผน",
        "รอบรายงาน (เดือน)",
        "คะแนนรวม",
        "ระดับ",
    ),
    MEASURES: (
        KEY,
        "ลำดับ",
        "ประเด็น",
        "มาตรการ",
        "แนวทาง",
        "ขั้นตอน",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "การกำกับติดตาม",
        "รอบรายงาน (เดือน)",
        "สถานะ",
        "ผลผลิต",
        "ผลลัพธ์",
    ),
    RESULTS: (KEY, "ลำดับ", "ลำดับของมาตรการ", "มาตรการ", "รายละเอียด", "ระยะเวลา", "ผลผลิต", "ผลลัพธ์", "หมายเหตุ", "สถานะ"),
    SCORES: (KEY, "ตัวชี้วัด", "คะแนน"),
    SURVEYS: (KEY, "แบบวัด", "ลิงก์", "วันแรก", "วันสุดท้าย"),
}
WIDTHS: Final = {
    "มาตรการ": 45,
    "แนวทาง": 45,
    "ขั้นตอน": 55,
    "ประเด็น": 35,
    "ชื่อเรื่อง": 60,
    "การกำกับติดตาม": 35,
    "รายละเอียด": 45,
}

STATUS_WORDS: Final = {
    "done": "แล้วเสร็จ",
    "in_progress": "กำลังดำเนินการ",
    "not_started": "ยังไม่ดำเนินการ",
    "unknown": "ไม่ทราบ",
}
KIND_WORDS: Final = {
    "measure_plan": "แผนมาตรการ",
    "progress_report": "รายงานความก้าวหน้า",
    "annual_report": "รายงานประจำปี",
    "survey_announcement": "ประกาศแบบสำรวจ",
    "score_list": "ผลคะแนน",
}
FORM_WORDS: Final = {
    "announcement": "ประกาศ",
    "memo": "บันทึกข้อความ",
    "report": "รายงาน",
    "letter": "หนังสือ",
    "order": "คำสั่ง",
    "document": "เอกสาร",
}
ALL_WORD: Final = "ทุกสำนัก/ทุกกอง"

Cell = str | int | float | date | None


def word(words: Mapping[str, str], value: str | None) -> str | None:
    """What a cell shows for a value; a value without a word stands for itself."""
    return words.get(value, value) if value else None


def value_of(words: Mapping[str, str], text: str | None) -> str | None:
    """The inverse of ``word``."""
    return next((value for value, shown in words.items() if shown == text), text) if text else None


def lines(items: tuple[str, ...]) -> str | None:
    return "\n".join(items) or None


def units_shown(units: tuple[str, ...]) -> str | None:
    return ", ".join(ALL_WORD if unit == ALL_UNITS else unit for unit in units) or None


def rounds_shown(rounds: tuple[int, ...]) -> str | None:
    return ", ".join(str(months) for months in rounds) or None


def indicator_shown(slug: str) -> str:
    return BY_SLUG[slug].name if slug in BY_SLUG else slug


def indicator_slug(name: str) -> str | None:
    return BY_NAME[name].slug if name in BY_NAME else (name if name in BY_SLUG else None)


def day_of(value: object) -> date | None:
    """A date that Excel stored, or one written as text (2023-01-05, ๕ มกราคม ๒๕๖๖)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        found = next(iter(find_dates(value)), None)
        return found if isinstance(found, date) else None
