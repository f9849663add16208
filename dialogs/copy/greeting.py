"""Greeting, menu, thanks."""

from dialogs.records.facts import AgencyFacts
from dialogs.records.voice import Voice


def hello(voice: Voice, agency: AgencyFacts) -> str:
    return (
        f"สวัสดี{voice.tell} โปร่งใสเป็นระบบตอบอัตโนมัติของ{agency.name}\n"
        f"ถามได้ว่ามาตรการทำถึงไหน หรือคะแนนความโปร่งใสเท่าไร วันนี้อยากทราบเรื่องไหน{voice.ask}"
    )


def menu_title() -> str:
    return "ถามเรื่องไหนได้บ้าง"


def menu_over(agency: AgencyFacts) -> str:
    return agency.name


def menu_hint(voice: Voice) -> str:
    return f"แตะปุ่ม หรือพิมพ์ถามเป็นภาษาพูดได้เลย{voice.tell} พิมพ์ “ยกเลิก” เพื่อหยุดเรื่องที่ทำค้าง “ย้อนกลับ” เพื่อแก้คำตอบก่อนหน้า"


def menu_alt(voice: Voice, agency: AgencyFacts, titles: list[str]) -> str:
    return f"{agency.name} ตอบเรื่องเหล่านี้ได้{voice.tell}: {', '.join(titles)} พิมพ์ถามได้เลย"


def welcome_back(voice: Voice) -> str:
    return f"ด้วยความยินดี{voice.tell} มีอะไรอยากทราบอีก พิมพ์มาได้เสมอนะ{voice.ask}"
