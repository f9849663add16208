"""What somebody of the office wants when they say สรุป, ทราบ or งานของฉัน: read from the words, by meaning not by rank."""

import re
from collections.abc import Sequence

from dialogs.copy.summary_plan import WEEKDAYS
from dialogs.records.json import JsonObject
from dialogs.thai.digits import to_arabic
from dialogs.thai.text import compact, one_space

MAX_WORDS = 200
_NOTED = re.compile(
    r"^[-–\s]*(?:ค่ะ|คะ|ครับ|คับ|จ้ะ|จ้า|โอเค|ok|เรียน)?\s*(?:(?:เพื่อ)?โปรด|ลงนาม)?\s*(?:รับ)?ทราบ(?:แล้ว)?", re.I
)
_POLITE = re.compile(r"^(?:นะ)?(?:ค่ะ|คะ|ครับผม|ครับ|คับ|จ้ะ|จ้า|ค่า|เลย|สรุป|แล้ว|[\s./,\-])+")
_QUESTION = ("ไหม", "มั้ย", "หรือยัง", "รึยัง", "ยังไม่", "ใคร", "ตรงไหน", "หรือ", "บ้าง", "อะไร")
_APPROVAL = ("อนุมัติ", "เห็นชอบ")
_CHAIN = ("ใครทราบ", "ใครรับทราบ", "ใครยังไม่ทราบ", "ใครตอบ", "ใครยังไม่ตอบ", "ทราบครบ", "ยังไม่รับทราบ", "ยังไม่ทราบ")
_WAITING = ("รอเซ็น", "รอลงนาม", "รอรับทราบ", "รอทราบ", "รอผม", "รอฉัน", "รออนุมัติ", "เซ็นทราบตรงไหน")
_MINE = (
    "งานของ", "ของฉัน", "ของผม", "ของหนู", "ค้างอะไร", "งานค้าง", "ค้างส่ง", "ต้องส่ง", "ต้องรายงาน", "เหลืออะไร", "เหลือส่ง",
    "ฉันต้อง", "ผมต้อง", "หน่วยเรา", "กองเรา", "กองฉัน", "กองผม", "ของเราค้าง", "รับผิดชอบ", "เดดไลน์", "วันส่งรายงาน", "งานในกอง",
)  # fmt: skip
_UNITS = ("กองไหน", "หน่วยไหน", "ใครยังไม่ส่ง", "รายกอง", "รายหน่วย", "แยกตามกอง", "อันดับกอง")
_LATE = ("เกินกำหนด", "เลยกำหนด", "ล่าช้า")
_ALL = ("ภาพรวม", "ทุกกอง", "ทุกหน่วย", "ผู้บริหาร", "summary", "dashboard")
_STOP = ("ไม่ต้อง", "หยุด", "เลิก", "งด", "อย่า", "ปิด")
_START = ("ส่ง", "ขอรับ", "เริ่ม", "แจ้ง")
_WEEKLY = ("สัปดาห์", "อาทิตย์ละ", "ทุกอาทิตย์")
_ROUND = ("สิ้นรอบ", "จบรอบ", "ครบรอบ")
_WEEKDAY = re.compile("วัน(" + "|".join((*WEEKDAYS, "พฤหัส")) + ")")
_HOUR = re.compile(r"(?<!\d)(\d{1,2})(?:[.:]00|\s*(?:โมง|นาฬิกา|น\.))")


def acknowledgement(text: str) -> str | None:
    """What was added to a ทราบ (maybe nothing): None where the text is none ("ทราบไหมว่า…" is a question)."""
    found = _NOTED.match(text)
    if found is None or any(word in compact(text) for word in _QUESTION):
        return None
    return one_space(_POLITE.sub("", text[found.end() :])).strip(" -–/,.")[:MAX_WORDS]


def approves(text: str) -> bool:
    """อนุมัติ and เห็นชอบ are more than ทราบ, and are signed on paper."""
    return any(word in compact(text) for word in _APPROVAL)


def sending(text: str) -> JsonObject | None:
    """A wish about when summaries are sent: {} asks how it stands, None is no such wish."""
    typed = compact(to_arabic(text)).replace("เปิด", "ส่ง")  # "เปิด" holds "ปิด"
    if "สรุป" not in typed:
        return None
    if "ตั้งค่า" in typed or "เมื่อไหร่" in typed or "วันไหน" in typed:
        return {}
    stops, starts = _any(_STOP, typed), _any(_START, typed)
    about_round, about_week = _any(_ROUND, typed), _any(_WEEKLY, typed)
    weekday = _WEEKDAY.search(typed)
    if stops:
        return {"round_end": False} if about_round and not about_week else {"weekly": False}
    if not starts or not (about_round or about_week or weekday):
        return None
    if about_round:
        return {"round_end": True}
    hour = _HOUR.search(typed)
    day = {"weekday": next(i for i, name in enumerate(WEEKDAYS) if name.startswith(weekday[1]))} if weekday else {}
    return {"weekly": True, **day, **({"hour": int(hour[1])} if hour else {})}


def view(text: str) -> str:
    """A view of ``dialogs.summary_views``, or ``complaints``; '' leaves it to the person's role."""
    typed = compact(text)
    views = {
        "chain": _CHAIN,
        "waiting": _WAITING,
        "complaints": ("ร้องเรียน",),
        "units": _UNITS,
        "late": _LATE,
        "changes": ("เปลี่ยน",),
        "summary": _ALL,
        "mine": _MINE,
    }
    return next((name for name, words in views.items() if _any(words, typed)), "")


def _any(words: Sequence[str], typed: str) -> bool:
    return any(word in typed for word in words)
