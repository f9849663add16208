"""What the bot says while staff report progress. Staff: the same voice, fewer words."""

from dialogs.copy.common import STATUS_WORDS
from dialogs.copy.evidence import summed
from dialogs.records.evidence import Proof
from dialogs.records.facts import MeasureFacts, Status
from dialogs.records.voice import Voice

SKIP = "ข้าม"
SAVE = "บันทึก"
EDIT = "แก้ไข"
ADD = "เพิ่ม"
NOT_YET = "ยังไม่มี"
NOT_STARTED = "ยังไม่เริ่ม"
DONE = "เสร็จแล้ว"
SEE = "ดูสถานะ"
LINK_ACCOUNT = "ผูกบัญชีเจ้าหน้าที่"

FIELDS = {
    "percent": "ความคืบหน้า",
    "detail": "สิ่งที่ทำ",
    "output": "ผลผลิต",
    "outcome": "ผลลัพธ์",
    "evidence": "หลักฐาน",
    "round": "รอบรายงาน",
}
"""Fields that can be edited at the review, by slot."""


def staff_only(voice: Voice) -> str:
    return f"รายงานความก้าวหน้าเป็นงานของเจ้าหน้าที่{voice.tell} ถ้าเป็นเจ้าหน้าที่ ผูกบัญชีด้วยรหัสเชิญก่อนนะ{voice.ask}"


def nothing_to_report(voice: Voice, unit: str) -> str:
    return f"ไม่มีมาตรการที่{unit or 'หน่วยงานของคุณ'}รับผิดชอบอยู่ในแผน{voice.tell}"


def not_yours(voice: Voice, measure: MeasureFacts, units: str) -> str:
    return f"มาตรการที่ {measure.number} เป็นของ{units} รายงานแทนไม่ได้{voice.tell}"


def which(voice: Voice, lines: list[str]) -> str:
    return "\n".join((f"รายงานมาตรการไหน{voice.ask}", *lines))


def line(place: int, measure: MeasureFacts) -> str:
    return f"{place}. {measure.title}"


def not_a_measure(voice: Voice, count: int) -> str:
    return f"ขอเป็นหมายเลข 1–{count} หรือชื่อมาตรการ{voice.soft}"


def how_far(voice: Voice, measure: MeasureFacts) -> str:
    last = measure.last
    before = f" (ครั้งก่อน {percent_words(last.percent, last.status)})" if last else ""
    return f"{measure.title}\nทำไปถึงไหนแล้ว{voice.ask}{before}"


def percent_words(percent: int | None, status: Status) -> str:
    return f"{percent}%" if percent is not None else STATUS_WORDS[status]


def out_of_range(voice: Voice, value: float) -> str:
    shown = f"{value:g}"
    return f"อ่านได้ว่า {shown}%{voice.tell} ขอตัวเลข 0–100 นะ{voice.ask}"


def not_a_percent(voice: Voice) -> str:
    return f"ขอเป็นตัวเลข 0–100 หรือคำเช่น ครึ่งนึง เสร็จแล้ว{voice.soft}"


def why_back(voice: Voice) -> str:
    return f"ครั้งก่อนรายงานว่าเสร็จแล้ว ขอเหตุผลที่กลับมาทำต่อสั้น ๆ {voice.soft}"


def what_was_done(voice: Voice, percent: int) -> str:
    return f"{percent}% นะ{voice.ask} ทำอะไรไปแล้วบ้าง พิมพ์สั้น ๆ ได้เลย"


def ask_output(voice: Voice) -> str:
    return f"ได้ผลผลิตอะไร เช่น คู่มือ 1 เล่ม{voice.ask}"


def ask_outcome(voice: Voice) -> str:
    return f"เกิดผลลัพธ์อะไรกับประชาชนหรือหน่วยงาน{voice.ask}"


def words_please(voice: Voice) -> str:
    return f"ข้อนี้ขอเป็นข้อความสั้น ๆ {voice.soft}"


def which_round(voice: Voice, year: int) -> str:
    return f"รายงานของรอบไหน ปีงบ {year}{voice.ask}"


def round_label(months: int) -> str:
    return f"รอบ {months} เดือน"


def round_of_year(months: int, year: int) -> str:
    return f"รอบ {months} เดือน ปีงบ {year}"


def not_a_round(voice: Voice) -> str:
    return f"รอบรายงานมี 3, 6, 9 และ 12 เดือน{voice.tell} ขอเป็นรอบใดรอบหนึ่งนะ{voice.ask}"


def field_label(name: str, *, is_filled: bool) -> str:
    return f"{EDIT if is_filled else ADD}{name}"


def review_title() -> str:
    return "ตรวจก่อนบันทึก"


def review_alt(voice: Voice, measure: MeasureFacts, percent: int, fields: list[str]) -> str:
    """The whole card in words; ``fields`` as ``field_line`` makes them."""
    facts = "\n".join((f"{measure.number}. {measure.title}", f"{percent}%", *fields))
    return f"{review_title()}\n{facts}\nบันทึกไหม{voice.ask}"


def field_line(name: str, value: str) -> str:
    return f"{name}: {value}"


def which_field(voice: Voice) -> str:
    return f"แก้ข้อไหน{voice.ask}"


def save_or_edit(voice: Voice) -> str:
    return f"ตอบ “บันทึก” หรือบอกข้อที่จะแก้ได้เลย{voice.tell}"


def saved(voice: Voice, measure: MeasureFacts, percent: int, months: int, proof: Proof) -> str:
    shown = f" ({summed(proof)})" if proof.total else ""
    return f"บันทึกแล้ว{voice.tell}: มาตรการที่ {measure.number} {percent}% รอบ {months} เดือน{shown}"


def none() -> str:
    return "–"
