"""Binding a LINE account to a person of the office, and unbinding it."""

from dialogs.records.facts import Facts, InvitationFacts, Role
from dialogs.records.voice import Voice

YES = "ผูกบัญชี"
NO = "ไม่ผูก"
UNLINK = "เลิกผูกบัญชี"
UNLINK_YES = "เลิกผูกเลย"
UNLINK_NO = "ผูกไว้ตามเดิม"

ROLE_NAMES = {
    Role.STAFF: "เจ้าหน้าที่",
    Role.DIRECTOR: "ผู้อำนวยการกอง",
    Role.SECRETARY: "ปลัด",
    Role.MAYOR: "นายก",
    Role.ADMINISTRATOR: "ผู้ดูแลระบบ",
}


def role_words(roles: frozenset[Role]) -> str:
    return ", ".join(ROLE_NAMES[role] for role in Role if role in roles)


def ask_code(voice: Voice) -> str:
    return f"พิมพ์รหัสเชิญ 10 ตัวที่ได้จากผู้ดูแลระบบของหน่วยงาน{voice.soft} เช่น ABCDE-23456"


def bad_code(voice: Voice) -> str:
    return f"รหัสนี้ใช้ไม่ได้{voice.tell} อาจหมดอายุหรือใช้ไปแล้ว ขอรหัสใหม่จากผู้ดูแลระบบของหน่วยงานได้"


def no_code(voice: Voice) -> str:
    return f"ยังไม่เห็นรหัสเชิญในข้อความ{voice.tell} รหัสมีตัวอักษรและตัวเลขรวม 10 ตัว"


def too_many(voice: Voice) -> str:
    return f"ลองรหัสหลายครั้งเกินไป{voice.tell} รอหนึ่งชั่วโมงแล้วลองใหม่ หรือขอรหัสใหม่จากผู้ดูแลระบบ"


def consent(voice: Voice, invitation: InvitationFacts) -> str:
    who = " ".join(part for part in (invitation.label, f"({role_words(invitation.roles)})", invitation.unit) if part)
    return f"ผูกบัญชี LINE นี้กับ {who} ใช่ไหม{voice.ask}\nจะเก็บไอดี LINE แบบเข้ารหัสไว้เพื่อรู้ว่าเป็นคุณ เลิกผูกได้ทุกเมื่อโดยพิมพ์ “เลิกผูกบัญชี”"


def linked(voice: Voice, invitation: InvitationFacts) -> str:
    where = f" สังกัด{invitation.unit}" if invitation.unit else ""
    return f"ผูกบัญชีแล้ว{voice.tell}{where} ในฐานะ{role_words(invitation.roles)} เลิกผูกได้โดยพิมพ์ “เลิกผูกบัญชี”"


def not_linked(voice: Voice) -> str:
    return f"ไม่ได้ผูกบัญชี{voice.tell} ไม่มีอะไรถูกบันทึก"


def who_you_are(voice: Voice, facts: Facts) -> str:
    unit = facts.person.unit if facts.person else ""
    where = f" สังกัด{unit}" if unit else ""
    return f"บัญชีนี้ผูกไว้ในฐานะ{role_words(facts.roles)}{where}{voice.tell}"


def not_bound(voice: Voice) -> str:
    return f"บัญชีนี้ยังไม่ได้ผูกกับหน่วยงาน{voice.tell}"


def ask_unlink(voice: Voice) -> str:
    return f"เลิกผูกบัญชีนี้กับหน่วยงาน ไอดี LINE ที่เก็บไว้จะถูกลบ ยืนยันไหม{voice.ask}"


def unlinked(voice: Voice) -> str:
    return f"เลิกผูกบัญชีแล้ว{voice.tell} ไอดี LINE ที่เก็บไว้เพื่อการทำงานถูกลบแล้ว"


def kept(voice: Voice) -> str:
    return f"ยังผูกไว้ตามเดิม{voice.tell}"


def yes_or_no(voice: Voice, yes: str, no: str) -> str:
    return f"ตอบ “{yes}” หรือ “{no}” ได้เลย{voice.tell}"
