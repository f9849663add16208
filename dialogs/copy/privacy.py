"""What is kept about the person, and deleting it. Each sentence is a promise with a test."""

from dialogs.records.voice import Voice

DELETE = "ลบข้อมูลของฉัน"
YES = "ลบเลย"
NO = "ไม่ลบ"


def what_is_kept(voice: Voice) -> str:
    return f"บทสนทนาถูกลืมเองภายใน 1 วันหลังข้อความสุดท้าย{voice.tell}\nระหว่างนั้นเก็บแบบเข้ารหัสว่ากำลังคุยเรื่องอะไร ไม่เก็บชื่อหรือรูปของคุณ"


def citizen(voice: Voice) -> str:
    return f"ตอนนี้ไม่ได้เก็บไอดี LINE ของคุณไว้{voice.tell}"


def follower(voice: Voice, count: int) -> str:
    return f"คุณติดตามไว้ {count} เรื่อง จึงเก็บไอดี LINE แบบเข้ารหัสไว้{voice.tell}"


def staff(voice: Voice, unit: str) -> str:
    return (
        f"บัญชีนี้ผูกกับงานของ{unit} จึงเก็บไอดี LINE แบบเข้ารหัสไว้{voice.tell}\n"
        "รายงานและหลักฐานที่บันทึกแล้วเป็นของหน่วยงาน ลบข้อมูลของคุณแล้วยังอยู่ แต่ไม่รู้ว่าใครส่ง"
    )


def line_knows(voice: Voice) -> str:
    return f"LINE และผู้ดูแลบัญชี LINE ของหน่วยงานอาจเห็นข้อความในแชทนี้ได้ เรื่องทุจริตจึงมีช่องทางแยก{voice.tell}"


def ask_delete(voice: Voice) -> str:
    return f"ลบบทสนทนาและทุกอย่างที่เก็บไว้เกี่ยวกับคุณที่นี่ ลบแล้วเรียกคืนไม่ได้ ยืนยันไหม{voice.ask}"


def deleted(voice: Voice) -> str:
    return f"ลบแล้ว{voice.tell} ที่นี่ไม่มีข้อมูลของคุณเหลืออยู่ ข้อความในแชทฝั่ง LINE ลบได้จากเครื่องของคุณเอง"


def kept(voice: Voice) -> str:
    return f"ไม่ได้ลบอะไร{voice.tell}"


def yes_or_no(voice: Voice) -> str:
    return f"ตอบ “ลบเลย” หรือ “ไม่ลบ” ได้เลย{voice.tell}"
