"""A log-in code for the console, asked for in the chat."""

from dialogs.records.voice import Voice

TITLE = "รหัสเข้าคอนโซล"
OPEN = "เปิดคอนโซล"


def life(minutes: int) -> str:
    return f"ใช้ได้ครั้งเดียว ภายใน {minutes} นาที รหัสที่ขอไว้ก่อนหน้าใช้ไม่ได้แล้ว"


def keep_it() -> str:
    return "อย่าส่งรหัสนี้ให้ใคร ใครมีรหัสก็แก้ข้อมูลของหน่วยงานได้"


def not_yours(voice: Voice) -> str:
    return f"คอนโซลเปิดให้เฉพาะผู้ดูแลระบบของหน่วยงาน{voice.tell} ถ้าต้องการแก้ข้อมูล แจ้งผู้ดูแลระบบได้"
