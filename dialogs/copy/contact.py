"""How to reach the agency."""

import re
from urllib.parse import quote, unquote, urlsplit

from dialogs.copy.common import SAMPLE, person_to_ask, phone
from dialogs.records.document import LinkFacts, LinkState
from dialogs.records.facts import AgencyFacts, ContactFacts
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

WEBSITE = "เปิดเว็บไซต์"
PUBLIC_PAGE = "เปิดหน้าข้อมูล"
FACEBOOK = "เปิดเฟซบุ๊ก"
MAP = "เปิดแผนที่"
CALL = "โทรหาหน่วยงาน"
DOCUMENTS = "เอกสารเผยแพร่"
MEASURES = "สถานะมาตรการ"
SURVEY = "แบบสำรวจ EIT"
SITE_NAME = "เว็บไซต์"
PAGE_NAME = "เฟซบุ๊ก"
LINE_NAME = "LINE"
_LINKS = {"website": "เว็บไซต์", "facebook": "เฟซบุ๊ก"}


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
    return f"เบอร์ เวลาทำการ และลิงก์ในชุดนี้เป็น{SAMPLE}"


def unit_answer(voice: Voice, contact: ContactFacts, agency: AgencyFacts) -> str:
    when = f" เวลา {contact.hours}" if contact.hours else ""
    return f"{unit_name(contact, agency)} โทร {phone(contact)}{when}{voice.tell}"


def unit_without_phone(voice: Voice, unit: str, agency: AgencyFacts) -> str:
    main = agency.main_contact
    other = f" โทรเบอร์{main.unit or 'กลาง'} {phone(main)} แล้วขอต่อ{unit}ได้{voice.tell}" if main and main.phone else ""
    return f"{unit}ยังไม่ได้ลงเบอร์ของตัวเองไว้{voice.tell}{other}"


def dialled(contact: ContactFacts | None) -> str:
    """The address that dials a number, or nothing for a number that is only an example."""
    if contact is None or contact.is_sample:
        return ""
    digits = re.sub(r"[^0-9+]", "", contact.phone.split(",")[0].split("ต่อ")[0])
    return f"tel:{digits}" if len(digits) >= 3 else ""


def site_name(address: str) -> str:
    """What people type or search for: a site by its host, a page by its last part; '' for no address."""
    parts = urlsplit(address)
    last = unquote(parts.path.strip("/").split("/")[-1])
    host = (parts.hostname or "").removeprefix("www.")
    return (last if last and "facebook" in host else host) or address


def named(voice: Voice, agency: AgencyFacts, kind: str, address: str) -> str:
    return f"{_LINKS.get(kind, 'ลิงก์')}ของ{agency.short_name}คือ {site_name(address)} {voice.tell}\n{address}"


def not_named(voice: Voice, agency: AgencyFacts, kind: str) -> str:
    return f"{agency.name}ยังไม่ได้ลง{_LINKS.get(kind, 'ลิงก์')}ไว้{voice.tell}"


def this_is_line(voice: Voice, agency: AgencyFacts) -> str:
    identity = f" ไอดี {agency.line_id}" if agency.line_id else ""
    return f"บัญชีนี้คือ LINE ของ{agency.name}{identity}{voice.tell} ถามในแชทนี้ได้เลย"


def aloud_text(agency: AgencyFacts) -> str:
    """To be read out: the names by which the agency is found, and its number (domain.md 5, story 10)."""
    site, page = site_name(agency.website), site_name(agency.facebook)
    ways = [f"เว็บไซต์ {site}" if site else "", f"เพจเฟซบุ๊ก {page}" if page else "", f"บัญชีไลน์ของ{agency.short_name}"]
    main = agency.main_contact
    call = f" หรือโทร {phone(main)}" if main and main.phone else ""
    return (
        f"ประชาสัมพันธ์จาก{agency.name} พี่น้องติดตามข่าวและสอบถามได้ทาง {' '.join(way for way in ways if way)}{call} "
        f"ในไลน์พิมพ์ถามเรื่องมาตรการ คะแนน เอกสาร และเบอร์ติดต่อได้ทุกเวลา"
    )


def map_address(agency: AgencyFacts) -> str:
    """The agency's own map link, else a search for its name and place, which every map knows."""
    words = " ".join((agency.name, f"อำเภอ{agency.district}" if agency.district else "", agency.province)).strip()
    return agency.map_url or f"https://www.google.com/maps/search/?api=1&query={quote(words)}"


def where(voice: Voice, agency: AgencyFacts) -> str:
    address = agency.address or place(agency)
    return f"{agency.name} อยู่ที่ {address}{voice.tell}\n{map_address(agency)}"


def site_down(voice: Voice, agency: AgencyFacts, link: LinkFacts) -> str:
    """Thanks for nothing yet: what was kept, what the last look found, and where the same facts are."""
    seen = ""
    if link.state is LinkState.DEAD and link.failing_since:
        seen = f" ระบบก็เปิดไม่ได้ตั้งแต่ {short_date(link.failing_since)}"
    elif link.state is LinkState.GOOD and link.checked:
        seen = f" ตรวจล่าสุดเมื่อ {short_date(link.checked)} ยังเปิดได้"
    return (
        f"บันทึกไว้ให้เจ้าหน้าที่ตรวจเว็บไซต์แล้ว{voice.tell}{seen}\n"
        f"ระหว่างนี้ถามในแชทนี้ได้ หรือดูที่ {agency.public_url}\n{person_to_ask(agency, voice)}"
    )


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
