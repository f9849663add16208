"""What the bot says to a message it did not understand, and to what is not text. Never blames."""

from dialogs.records.message import Kind
from dialogs.records.voice import Voice

_NAMES = {
    Kind.PICTURE: "รูปภาพ",
    Kind.FILE: "ไฟล์",
    Kind.VIDEO: "วิดีโอ",
    Kind.VOICE: "ข้อความเสียง",
    Kind.LOCATION: "ตำแหน่งที่ตั้ง",
}


def can_do(voice: Voice, topics: list[str]) -> str:
    return f"ยังไม่แน่ใจว่าหมายถึงเรื่องไหน{voice.tell} ตอบได้เรื่อง{' '.join(topics)} ใช่เรื่องใดเรื่องหนึ่งนี้ไหม{voice.ask}"


def second_miss(voice: Voice) -> str:
    return f"ขออภัยที่ยังเข้าใจไม่ตรง{voice.tell} เลือกจากเมนูนี้ หรือคุยกับเจ้าหน้าที่ได้"


def urgent(voice: Voice, call: str) -> str:
    return f"{call}{voice.tell}\nโทรตอนนี้ได้เลย แชทนี้เป็นระบบอัตโนมัติ ไม่มีคนเฝ้าอยู่"


def sticker(voice: Voice) -> str:
    return f"ขอบคุณสำหรับสติกเกอร์{voice.tell} อยากทราบเรื่องไหน แตะปุ่มหรือพิมพ์ถามได้เลย"


def not_text(voice: Voice, kind: Kind) -> str:
    what = _NAMES.get(kind, "ข้อความแบบนี้")
    return f"ได้รับ{what}แล้ว แต่ยังอ่านเนื้อหาไม่ได้{voice.tell} พิมพ์เป็นข้อความสั้น ๆ ว่าอยากทราบเรื่องไหนนะ{voice.ask}"


def apology(voice: Voice, phone: str) -> str:
    ask = f" ถ้าด่วนโทร {phone}" if phone else ""
    return f"ขออภัย{voice.tell} ตอนนี้ระบบขัดข้อง ข้อความของคุณยังอยู่ จะตอบทันทีที่กลับมา{ask}"


def our_fault(voice: Voice) -> str:
    return f"ขออภัย{voice.tell} ระบบตอบข้อความนี้ไม่ได้ ลองพิมพ์ใหม่อีกครั้ง หรือเลือกจากเมนูนะ{voice.ask}"


def overtaken(voice: Voice) -> str:
    return f"เรื่องนี้มีคนทำไปก่อนแล้ว จึงไม่ได้บันทึกอะไร{voice.tell} ลองเริ่มใหม่อีกครั้งนะ{voice.ask}"


def too_fast(voice: Voice) -> str:
    return f"ส่งมาเร็วและมากเกินกว่าที่รับทัน{voice.tell} ข้อความหลังจากนี้สักครู่จะยังไม่ถูกอ่าน รอสัก 10 วินาทีแล้วส่งใหม่ได้เลยนะ{voice.ask}"
