"""What the engine itself says: leaving, going back, resuming, not understanding."""

from dialogs.records.voice import Voice

CANCEL = "ยกเลิก"
RESUME = "ทำต่อ"
DROP = "ไม่ทำต่อ"
MENU = "เมนูทั้งหมด"
NONE_OF_THESE = "ไม่ใช่ทั้งหมดนี้"
CONTACT = "ติดต่อเจ้าหน้าที่"


def back_to_question(voice: Voice) -> str:
    return f"กลับมาที่เรื่องเดิมต่อนะ{voice.ask}"


def cancelled(voice: Voice) -> str:
    return f"ยกเลิกให้แล้ว{voice.tell} ไม่มีอะไรถูกบันทึก"


def nothing_to_cancel(voice: Voice) -> str:
    return f"ตอนนี้ไม่มีเรื่องที่ทำค้างอยู่{voice.tell}"


def first_question(voice: Voice) -> str:
    return f"นี่เป็นคำถามแรกแล้ว{voice.tell}"


def nothing_to_go_back(voice: Voice) -> str:
    return f"ตอนนี้ไม่มีคำถามให้ย้อนกลับ{voice.tell} พิมพ์ถามเรื่องใหม่ได้เลยนะ{voice.ask}"


def started_over(voice: Voice) -> str:
    return f"เริ่มใหม่ตั้งแต่ต้นนะ{voice.ask}"


def corrected(voice: Voice) -> str:
    return f"แก้ให้แล้ว{voice.tell}"


def stale_button(voice: Voice) -> str:
    return f"ปุ่มนี้เป็นของคำถามก่อนหน้า ใช้ไม่ได้แล้ว{voice.tell}"


def offer_resume(voice: Voice, topic: str) -> str:
    return f"เมื่อครู่{topic}ค้างอยู่ ทำต่อไหม{voice.ask}"


def nothing_to_resume(voice: Voice) -> str:
    return f"ไม่มีเรื่องค้างให้ทำต่อ{voice.tell}"


def dropped(voice: Voice) -> str:
    return f"ทิ้งเรื่องที่ค้างไว้ให้แล้ว{voice.tell}"


def which_one(voice: Voice) -> str:
    return f"หมายถึงเรื่องไหน{voice.ask}"


def changed_meanwhile(voice: Voice) -> str:
    return f"ระบบเพิ่งปรับปรุง เรื่องที่ค้างไว้ทำต่อไม่ได้ ขออภัย{voice.tell} เริ่มใหม่ได้เลยนะ{voice.ask}"


def unsent(voice: Voice) -> str:
    return f"ข้อความที่ยกเลิกการส่ง ลบออกจากเรื่องที่กำลังทำให้แล้ว{voice.tell}"
