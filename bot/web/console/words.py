"""The console's words for what the program calls otherwise."""

from functools import cache
from pathlib import Path

import yaml

from dialogs.copy.staff_link import ROLE_NAMES
from dialogs.records.document import PaperKind
from dialogs.records.facts import Role, Status
from dialogs.records.json import Json
from dialogs.records.notice import Fate, Reason
from storage.audit import Subject
from storage.console import OPERATOR
from storage.surveys import LONGEST_DAYS, Wrong, WrongPart

DONE = {
    "saved": "บันทึกแล้ว",
    "removed": "ลบแล้ว ย้อนกลับได้จากหน้าประวัติการแก้ไข",
    "undone": "ย้อนกลับแล้ว",
    "imported": "บันทึกเอกสารแล้ว",
    "same": "เอกสารนี้มีอยู่แล้วทุกตัวอักษร ไม่มีอะไรเปลี่ยน",
    "refused": "ไม่ได้บันทึกเอกสาร และลบสิ่งที่อ่านไว้แล้ว",
    "waiting": "ส่งเข้าคิวอีกครั้งแล้ว ระบบจะลองส่งภายในหนึ่งวัน",
    "nothing": "ไม่มีอะไรให้ส่งใหม่",
    "left": "ออกจากคอนโซลแล้ว",
}
"""What happened, by the word that the address of the next page carries."""

STATUSES = {
    Status.NOT_STARTED: "ยังไม่เริ่ม",
    Status.IN_PROGRESS: "กำลังทำ",
    Status.DONE: "เสร็จแล้ว",
    Status.UNKNOWN: "ยังไม่มีรายงาน",
}
KINDS = {PaperKind.ITEM: "ตามข้อเปิดเผย (o)", PaperKind.FORM: "แบบฟอร์ม", PaperKind.SERVICE: "บริการออนไลน์"}
FATES = {Fate.WAITING: "รอส่ง", Fate.UNSENT: "ส่งไม่ได้"}
REASONS = {
    Reason.EXPIRED: "เลยเวลาที่ควรส่ง",
    Reason.MONTH_USED_UP: "โควตาข้อความเดือนนี้หมด",
    Reason.CHANNEL: "บัญชี LINE ยังไม่ได้ตั้งค่า หรือโทเคนใช้ไม่ได้",
    Reason.BUSY: "LINE ไม่ว่างตลอดเวลาที่ลอง",
    Reason.REFUSED: "LINE ไม่รับข้อความนี้",
    Reason.UNSURE: "LINE ไม่ตอบ อาจถึงแล้วหรือยังไม่ถึง",
    Reason.GONE: "ผู้รับออกไปแล้ว หรือขอไม่รับ",
}
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SUBJECTS: dict[str, str] = {
    Subject.VISIT: "การเข้าใช้",
    Subject.IMPORT: "นำเข้าเอกสาร",
    Subject.MEASURE: "มาตรการ",
    Subject.PROGRESS: "ความคืบหน้า",
    Subject.SURVEY: "แบบสำรวจ",
    Subject.PAPER: "เอกสารเผยแพร่",
    Subject.ITEM: "ชื่อข้อเปิดเผย",
    Subject.CLOSING: "วันปิดระบบ ITAS",
    Subject.AGENCY: "ที่อยู่และเว็บ",
    Subject.CONTACT: "ช่องทางติดต่อ",
    Subject.INVITATION: "คำเชิญ",
    Subject.PERSON: "เจ้าหน้าที่",
    Subject.SUMMARIES: "เวลาส่งสรุป",
    Subject.WISH: "สรุปของบุคคล",
    Subject.NOTICES: "ข้อความแจ้งเตือน",
    Subject.LEARNING: "การเก็บข้อความ",
    Subject.TEXT: "ข้อความที่ไม่เข้าใจ",
}
FIELDS = {
    "unit": "หน่วยงาน",
    "phone": "โทรศัพท์",
    "hours": "เวลาทำการ",
    "is_sample": "เป็นตัวอย่าง",
    "position": "ลำดับ",
    "address": "ที่อยู่",
    "website": "เว็บไซต์",
    "facebook": "Facebook",
    "line_id": "LINE ID",
    "map_url": "แผนที่",
    "fiscal_year": "ปีที่ประเมิน",
    "code": "ข้อ",
    "kind": "ประเภท",
    "title": "ชื่อ",
    "url": "ลิงก์",
    "closes": "วันปิด",
    "units": "ผู้รับผิดชอบ",
    "period_start": "เริ่ม",
    "period_end": "สิ้นสุด",
    "status": "สถานะ",
    "percent": "ร้อยละ",
    "round_months": "รอบ (เดือน)",
    "detail": "รายละเอียด",
    "reason": "เหตุผล",
    "start": "เปิด",
    "end": "ปิด",
    "label": "ตำแหน่ง",
    "roles": "หน้าที่",
    "weekly": "ส่งทุกสัปดาห์",
    "weekday": "วันที่ส่ง",
    "hour": "เวลา (น.)",
    "round_end": "ส่งเมื่อสิ้นรอบ",
    "on": "เปิดเก็บ",
    "intent": "ความหมาย",
    "rows": "แถว",
    "measures": "มาตรการ",
    "progress": "รายงานผล",
    "retired": "มาตรการที่เลิกใช้",
    "warnings": "ข้อสังเกต",
    "count": "จำนวน",
}
_WORDS = {
    **{str(key): words for key, words in STATUSES.items()},
    **{str(key): words for key, words in KINDS.items()},
    "ALL": "ทุกหน่วยงาน",
}


def said_value(field: str, value: Json) -> str:
    """A value of the audit as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if field == "weekday" and isinstance(value, int):
        return WEEKDAYS[value]
    if field == "roles":
        return ", ".join(role_name(role) for role in str(value).split(", "))
    return _WORDS.get(str(value), str(value)) if field in ("status", "kind", "units") else str(value)


def role_name(role: str) -> str:
    if role == OPERATOR:
        return "ผู้ดูแลเครื่อง"
    return ROLE_NAMES[Role(role)] if role in set(Role) else role


@cache
def doubts() -> dict[str, str]:
    """What each doubt of the importer asks of a person, by its code."""
    known: dict[str, str] = yaml.safe_load((Path(__file__).parent / "doubts.yaml").read_text(encoding="utf-8"))
    return known


_REFUSALS = (
    ("too large", "ไฟล์ใหญ่เกินไป"),
    ("is empty", "ไฟล์ว่าง"),
    ("old or locked", "เป็นไฟล์ Office รุ่นเก่าหรือใส่รหัสไว้ บันทึกเป็น .docx หรือ .xlsx แบบไม่มีรหัสแล้วลองใหม่"),
    ("although its name says so", "เนื้อไฟล์ไม่ตรงกับนามสกุล"),
    ("holds binary data", "เนื้อไฟล์ไม่ใช่ข้อความ"),
    ("holds no text", "ไม่มีข้อความในไฟล์ อาจเป็นภาพสแกน"),
    ("no filled cell", "ไม่มีข้อมูลในตาราง"),
    ("no table in it has heads", "ไม่พบหัวตารางที่รู้จัก เช่น มาตรการ ผู้รับผิดชอบ ตัวชี้วัด"),
    ("there is no table in it", "ไม่พบตารางมาตรการ คะแนน หรือแบบสำรวจ"),
    ("damaged", "ไฟล์เสีย"),
    ("neither UTF-8", "อ่านตัวอักษรไม่ออก บันทึกเป็น UTF-8 แล้วลองใหม่"),
    ("more than", "ตารางใหญ่เกินกว่าที่เอกสารจริงจะมี หรือใช้เวลาอ่านนานเกินไป"),
)


def refusal(reason: str) -> str:
    """Why the importer refuses a file; its own words where there are no others for it."""
    return next((words for part, words in _REFUSALS if part in reason), reason)


def survey_trouble(part: WrongPart) -> str:
    """What is wrong with an announcement, and what fits."""
    words = {
        Wrong.ADDRESS: f"อ่านลิงก์ได้ว่า “{part.read or '(ว่าง)'}” แบบสำรวจต้องอยู่ที่ https://itas.nacc.go.th/go/eit/… หรือ /go/iit/… เท่านั้น",
        Wrong.NO_DAY: f"ยังอ่านวันที่จาก “{part.read or '(ว่าง)'}” ไม่ได้ เขียนเช่น 5 ม.ค. 2569",
        Wrong.NO_SUCH_DAY: f"ไม่มีวันที่ {part.read} ในปฏิทิน",
        Wrong.REVERSED: f"วันปิดมาก่อนวันเปิด: {part.read}",
        Wrong.TOO_LONG: f"ช่วงเวลายาวเกิน {LONGEST_DAYS} วัน: {part.read} ปีอาจพิมพ์ผิด",
        Wrong.OTHER_YEAR: f"วันเหล่านี้ไม่อยู่ในปีงบประมาณ {part.read}",
    }[part.wrong]
    return f"{words} หมายถึง {part.suggestion} ใช่ไหม" if part.suggestion else words
