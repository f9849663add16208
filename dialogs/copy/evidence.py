"""What the bot says about pictures, files and links that prove a report."""

from dialogs.records.evidence import FileKind, Loss, Proof
from dialogs.records.facts import MeasureFacts
from dialogs.records.voice import Voice

SKIP = "ข้าม"
ENOUGH = "เท่านี้พอ"
DROP_OLD = "เอาของเดิมออก"
REPORT_AGAIN = "รายงานใหม่"
SEE = "ดูหลักฐาน"
OPEN = "เปิดดู"
NOTHING = ("ไม่มี", "ไม่มีรูป", "ไม่มีหลักฐาน", "ยังไม่มี", "ไม่มีลิงก์", "ไม่มีไฟล์", "หมดแล้ว", "ครบแล้ว", "พอแล้ว")
"""Typed answers that mean: no (more) evidence."""
_KINDS = {"picture": "รูป", "file": "ไฟล์", "link": "ลิงก์"}


def item(kind: str, place: int) -> str:
    return f"{_KINDS.get(kind, _KINDS['link'])} {place}"


def summed(proof: Proof) -> str:
    """รูป 2 ไฟล์ 1, or that there is nothing."""
    parts = (("รูป", proof.pictures), ("ไฟล์", proof.files), ("ลิงก์", proof.links))
    return " ".join(f"{word} {count}" for word, count in parts if count) or "ไม่มีหลักฐาน"


def take_out(name: str) -> str:
    return f"เอา{name} ออก"


def any_evidence(voice: Voice) -> str:
    return f"มีหลักฐานไหม{voice.ask} ส่งรูป ไฟล์ หรือลิงก์ (https://…) มาได้เลย ถ้าไม่มีก็ข้ามได้"


def anything_else(voice: Voice, proof: Proof) -> str:
    return f"หลักฐานตอนนี้: {summed(proof)} ส่งเพิ่มได้{voice.tell} หรือแตะเพื่อเอาออก"


def received(voice: Voice, proof: Proof) -> str:
    return f"แนบแล้ว{voice.tell} หลักฐานตอนนี้: {summed(proof)}"


def bad_link(voice: Voice) -> str:
    return f"ลิงก์นี้คนอื่นเปิดไม่ได้{voice.tell} ขอเป็นลิงก์เว็บที่ขึ้นต้นด้วย https:// นะ{voice.ask}"


def not_evidence(voice: Voice) -> str:
    return f"ขอเป็นรูป ไฟล์ หรือลิงก์ที่ขึ้นต้นด้วย https:// {voice.soft} ถ้าไม่มี แตะหรือพิมพ์ “ข้าม”"


def no_video(voice: Voice) -> str:
    return f"แนบวิดีโอหรือเสียงไม่ได้{voice.tell} วางไว้บนเว็บหน่วยงานแล้วส่งลิงก์มาแทนนะ{voice.ask}"


def foreign_file(voice: Voice) -> str:
    return f"ไฟล์ชนิดนี้ยังรับไม่ได้{voice.tell} รับรูป PDF Word (.docx) Excel (.xlsx) และ PowerPoint (.pptx) ถ้าเป็นไฟล์รุ่นเก่า บันทึกเป็น PDF แล้วส่งใหม่นะ{voice.ask}"


def has_macros(voice: Voice) -> str:
    return f"ไฟล์ที่มีแมโครรับไม่ได้{voice.tell} บันทึกเป็น PDF หรือไฟล์แบบไม่มีแมโครแล้วส่งใหม่นะ{voice.ask}"


def too_large(voice: Voice, limit: int) -> str:
    return f"ไฟล์ใหญ่เกิน {limit // (1024 * 1024)} MB{voice.tell} ย่อแล้วส่งใหม่ หรือวางบนเว็บแล้วส่งลิงก์มานะ{voice.ask}"


def too_many(voice: Voice, most: int) -> str:
    return f"แนบได้ไม่เกิน {most} อย่างต่อรายงาน{voice.tell} ชิ้นนี้จึงไม่ได้แนบ"


def lost(voice: Voice, kind: FileKind, name: str, sent: str, why: Loss) -> str:
    what = f"ไฟล์ “{name}”" if name else ("รูป" if kind is FileKind.PICTURE else "ไฟล์")
    return f"{what}ที่ส่งเมื่อ {sent} แนบเป็นหลักฐานไม่ได้{voice.tell} {_reason(why)} ส่วนอื่นของรายงานไม่กระทบ ถ้าต้องการ ส่งใหม่ได้นะ{voice.ask}"


def _reason(why: Loss) -> str:
    return {
        Loss.GONE: "เพราะ LINE ไม่ได้เก็บไว้แล้ว",
        Loss.TOO_LARGE: "เพราะใหญ่เกินที่รับได้",
        Loss.FOREIGN: "เพราะเนื้อในไม่ใช่รูป PDF หรือไฟล์ Office",
        Loss.MACROS: "เพราะมีแมโครหรือส่วนที่ดึงมาจากที่อื่น",
        Loss.DAMAGED: "เพราะเปิดไม่ได้หรือใส่รหัสไว้",
    }.get(why, "เพราะรับจาก LINE ไม่สำเร็จ")


def office_only(voice: Voice) -> str:
    return f"หลักฐานที่เป็นรูปและไฟล์ เปิดให้เฉพาะเจ้าหน้าที่ของหน่วยงาน{voice.tell}"


def none_yet(voice: Voice, measure: MeasureFacts) -> str:
    return f"มาตรการที่ {measure.number} ยังไม่มีหลักฐานแนบไว้{voice.tell}"


def for_you_alone(voice: Voice) -> str:
    return f"ลิงก์เปิดได้ 10 นาที เฉพาะคุณ อย่าส่งต่อนะ{voice.ask}"
