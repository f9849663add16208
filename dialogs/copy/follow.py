"""Following a measure or the agency's news, and reminders of staff. What is promised here, the scheduler sends."""

from dialogs.records.facts import AgencyFacts, MeasureFacts
from dialogs.records.voice import Voice

YES = "ตกลง"
NO = "ไม่ต้อง"
STOP = "เลิกติดตาม"
STOP_ALL = "เลิกติดตามทั้งหมด"
REMIND_AGAIN = "เตือนอีกครั้ง"


def consent(voice: Voice, what: str) -> str:
    return (
        f"ติดตาม{what}ไหม{voice.ask} มีความเคลื่อนไหวจะแจ้งช่วงเย็น ไม่เกินวันละครั้ง\n"
        f"จะเก็บไอดี LINE ของคุณแบบเข้ารหัสไว้เพื่อการติดตามเท่านั้น เลิกได้โดยพิมพ์ “เลิกติดตาม”"
    )


def measure_name(measure: MeasureFacts) -> str:
    return f"มาตรการที่ {measure.number} ({measure.title})"


def news_name(agency: AgencyFacts) -> str:
    """Progress of every measure, new scores, and the opening of the residents' survey."""
    return f"ความคืบหน้าและข่าว ITA ของ{agency.short_name}"


def following(voice: Voice, what: str) -> str:
    return f"บันทึกแล้ว{voice.tell} คุณติดตาม{what} มีความเคลื่อนไหวจะแจ้งช่วงเย็น ไม่เกินวันละครั้ง"


def already(voice: Voice, what: str) -> str:
    return f"ติดตาม{what}อยู่แล้ว{voice.tell}"


def declined(voice: Voice) -> str:
    return f"ได้เลย{voice.tell} ไม่ได้เก็บอะไรไว้"


def stopped(voice: Voice, what: str) -> str:
    return f"เลิกแจ้ง{what}ให้แล้ว{voice.tell} ถามสถานะในแชทได้เหมือนเดิม"


def stopped_all(voice: Voice) -> str:
    return f"เลิกติดตามทั้งหมดและลบไอดีที่เก็บไว้แล้ว{voice.tell} ถามสถานะในแชทได้เหมือนเดิม"


def nothing_followed(voice: Voice) -> str:
    return f"ตอนนี้ไม่ได้ติดตามเรื่องใดอยู่{voice.tell}"


def listing(voice: Voice, names: list[str]) -> str:
    lines = "\n".join(f"• {name}" for name in names)
    return f"เรื่องที่ติดตามอยู่{voice.tell}\n{lines}"


def stop_one(measure: MeasureFacts | None) -> str:
    return f"เลิก {measure.number} ปีงบ {measure.plan_year}" if measure else "เลิกรับข่าว"


def reminders_on(voice: Voice) -> str:
    return f"จะเตือนก่อนครบรอบรายงาน 30, 7 และ 1 วัน ในเวลาราชการ{voice.tell}"


def reminders_off(voice: Voice) -> str:
    return f"ไม่เตือนรอบรายงานแล้ว{voice.tell} อยากให้เตือนอีก พิมพ์ “{REMIND_AGAIN}”"


def reminders_are_for_staff(voice: Voice) -> str:
    return f"การเตือนรอบรายงานมีเฉพาะเจ้าหน้าที่ที่ผูกบัญชีไว้{voice.tell}"


def yes_or_no(voice: Voice) -> str:
    return f"ตอบ “ตกลง” หรือ “ไม่ต้อง” ได้เลย{voice.tell}"
