"""Following a measure or the agency's news."""

from dialogs.records.facts import AgencyFacts, MeasureFacts
from dialogs.records.voice import Voice

YES = "ตกลง"
NO = "ไม่ต้อง"
STOP = "เลิกติดตาม"
STOP_ALL = "เลิกติดตามทั้งหมด"
NEWS = "ข่าวของหน่วยงาน"


def consent(voice: Voice, what: str) -> str:
    return (
        f"บันทึกไว้ไหมว่าคุณติดตาม{what}{voice.ask} รุ่นนี้ยังไม่ส่งแจ้งเตือนเอง ถามสถานะในแชทได้ทุกเมื่อ\n"
        f"จะเก็บไอดี LINE ของคุณแบบเข้ารหัสไว้เพื่อการติดตามเท่านั้น เลิกได้โดยพิมพ์ “เลิกติดตาม”"
    )


def measure_name(measure: MeasureFacts) -> str:
    return f"มาตรการที่ {measure.number} ({measure.title})"


def news_name(agency: AgencyFacts) -> str:
    return f"งานตามมาตรการของ{agency.short_name}"


def following(voice: Voice, what: str) -> str:
    return f"บันทึกแล้ว{voice.tell} คุณติดตาม{what} ตอนนี้ระบบยังไม่ส่งแจ้งเตือนเอง ถามสถานะในแชทได้ทุกเมื่อ"


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


def yes_or_no(voice: Voice) -> str:
    return f"ตอบ “ตกลง” หรือ “ไม่ต้อง” ได้เลย{voice.tell}"
