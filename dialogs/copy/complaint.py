"""The hand-over to the complaint channel. Nothing of a complaint is taken, repeated or kept here."""

from collections.abc import Sequence

from dialogs.records.voice import Voice

OPEN_FORM = "เปิดช่องทางแจ้ง"


def hand_over(voice: Voice) -> str:
    return (
        f"เรื่องทุจริตมีช่องทางแยกต่างหาก ไม่รับในแชทนี้{voice.tell} "
        "เพราะแชทนี้ผู้ดูแลบัญชีของหน่วยงานอาจเห็นได้ ช่องทางแยกแจ้งได้โดยไม่ต้องบอกชื่อ"
    )


def please_unsend(voice: Voice) -> str:
    return f"ถ้าพิมพ์รายละเอียดหรือชื่อคนไว้ กดค้างที่ข้อความแล้วเลือก “ยกเลิกการส่ง” ได้{voice.tell} ที่นี่ไม่ได้บันทึกเป็นเรื่องร้องเรียน"


def why(voice: Voice) -> str:
    return f"ที่ต้องแยกเพราะช่องทางนั้นไม่เก็บชื่อ รูป หรือไอดี LINE ของผู้แจ้งไว้{voice.tell} เจ้าหน้าที่ที่อ่านไม่เห็นว่าใครส่ง"


def nothing_filed(voice: Voice) -> str:
    return f"ได้{voice.tell} สิ่งที่พิมพ์ในแชทนี้ไม่ได้ถูกบันทึกเป็นเรื่องร้องเรียน ถ้าจะแจ้งใช้ช่องทางนี้"


def address(url: str) -> str:
    return f"แจ้งได้ที่ {url}"


def account(url: str) -> str:
    return f"หรือบัญชี LINE ที่แยกไว้สำหรับแจ้งเบาะแส {url}"


def no_channel(voice: Voice) -> str:
    return f"หน่วยงานนี้ยังไม่ได้เปิดช่องทางแยกในระบบ ใช้หน่วยงานภายนอกด้านล่างได้{voice.tell}"


def outside(routes: Sequence[str]) -> str:
    return "หน่วยงานภายนอกที่แจ้งได้เลย\n" + "\n".join(f"• {route}" for route in routes)


def follow_up(voice: Voice) -> str:
    return f"ดูความคืบหน้าเรื่องที่แจ้งไว้ได้ในช่องทางแยก โดยใช้รหัสรับเรื่อง 16 หลัก{voice.tell} อย่าพิมพ์รหัสในแชทนี้นะ{voice.ask}"


def code_typed(voice: Voice) -> str:
    return f"มีเลขคล้ายรหัสรับเรื่องในข้อความ ที่นี่ไม่ได้เก็บไว้ กดค้างแล้ว “ยกเลิกการส่ง” ได้{voice.tell}"
