"""How to reach the agency."""

from dialogs.copy.common import SAMPLE, phone
from dialogs.records.facts import AgencyFacts, ContactFacts
from dialogs.records.voice import Voice

WEBSITE = "เปิดเว็บไซต์"
PUBLIC_PAGE = "เปิดหน้าข้อมูล"
FACEBOOK = "เปิดเฟซบุ๊ก"
MAP = "เปิดแผนที่"


def card_title(agency: AgencyFacts) -> str:
    return agency.name


def over() -> str:
    return "ติดต่อหน่วยงาน"


def place(agency: AgencyFacts) -> str:
    kind = f"อำเภอ{agency.district} " if agency.district else ""
    return f"{kind}จังหวัด{agency.province}" if agency.province else "ยังไม่ได้ลงที่ตั้งไว้"


def unit_name(contact: ContactFacts, agency: AgencyFacts) -> str:
    return contact.unit or agency.name


def unit_line(contact: ContactFacts) -> str:
    return f"โทร {phone(contact)}" if contact.phone else "ยังไม่มีเบอร์"


def hours(contact: ContactFacts) -> str:
    return contact.hours or "ยังไม่ได้ลงเวลาทำการ"


def sample_note() -> str:
    return f"เบอร์และเวลาทำการในชุดนี้เป็น{SAMPLE}"


def unit_answer(voice: Voice, contact: ContactFacts, agency: AgencyFacts) -> str:
    when = f" เวลา {contact.hours}" if contact.hours else ""
    return f"{unit_name(contact, agency)} โทร {phone(contact)}{when}{voice.tell}"


def unit_without_phone(voice: Voice, unit: str, agency: AgencyFacts) -> str:
    main = agency.main_contact
    other = f" โทรเบอร์{main.unit or 'กลาง'} {phone(main)} แล้วขอต่อ{unit}ได้{voice.tell}" if main and main.phone else ""
    return f"{unit}ยังไม่ได้ลงเบอร์ของตัวเองไว้{voice.tell}{other}"


def nothing(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงช่องทางติดต่อไว้{voice.tell}"


def alt(voice: Voice, agency: AgencyFacts) -> str:
    lines = [f"{unit_name(c, agency)} {unit_line(c)} {hours(c)}" for c in agency.contacts]
    return f"ติดต่อ{agency.name} {place(agency)}{voice.tell}\n" + "\n".join(lines)


def for_staff(voice: Voice, agency: AgencyFacts) -> str:
    """What only staff see: the name as documents have it, and how many doubts wait."""
    lines = []
    if agency.name_as_written and agency.name_as_written != agency.name:
        lines.append(f"เอกสารเขียนชื่อว่า “{agency.name_as_written}” ควรตรวจ")
    if agency.district_as_written and agency.district_as_written != agency.district:
        lines.append(f"เอกสารเขียนอำเภอว่า “{agency.district_as_written}” ควรตรวจ")
    if agency.warnings:
        lines.append(f"มีจุดที่ควรตรวจในเอกสารที่นำเข้า {agency.warnings} จุด")
    return f"สำหรับเจ้าหน้าที่{voice.tell}\n" + "\n".join(lines) if lines else ""
