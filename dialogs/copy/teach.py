"""Asking whether a message that was not understood may be kept."""

from dialogs.records.voice import Voice

KEEP = "ให้เก็บไปปรับปรุง"


def may_we(voice: Voice, text: str) -> str:
    return f"ถ้าอนุญาต จะเก็บข้อความ “{text}” ไว้ให้เจ้าหน้าที่ช่วยสอนระบบ{voice.tell} ไม่เก็บชื่อ ไอดี หรือเวลา ไม่กดก็ไม่เก็บ"


def kept(voice: Voice) -> str:
    return f"ขอบคุณ{voice.tell} เก็บเฉพาะข้อความนั้นไว้ปรับปรุงระบบแล้ว"


def gone(voice: Voice) -> str:
    return f"ไม่มีข้อความให้เก็บแล้ว{voice.tell}"
