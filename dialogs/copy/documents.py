"""What the bot says about published papers and disclosure items."""

from collections.abc import Sequence
from datetime import date

from dialogs.checklist import Checklist, Row, Standing
from dialogs.copy.common import SAMPLE
from dialogs.records.document import NO_YEAR, DocumentFacts, Evidence, Fault, LinkFacts, LinkState, OitItem, PaperKind
from dialogs.records.facts import AgencyFacts
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

OPEN = "เปิดเอกสาร"
USE = "เปิดใช้บริการ"
WEBSITE = "เปิดเว็บไซต์"
PUBLIC_PAGE = "ดูทั้งหมดบนหน้าเว็บ"
MORE = "ดูต่อ"
ALL = "เอกสารทั้งหมด"
FORMS = "แบบฟอร์ม"
CHECKLIST = "เช็กลิสต์ก่อนส่ง ITAS"
ASKS = "ต้องลงอะไร"
EXAMPLE = "ตัวอย่าง"
OWNER = "ผู้รับผิดชอบ"
NUMBERS = "เลขข้อปีอื่น"
SOURCE = "ที่มาของชื่อข้อ"

_KINDS = {PaperKind.FORM: "แบบฟอร์ม", PaperKind.SERVICE: "บริการออนไลน์"}
_FAULTS = {
    Fault.GONE: "ไม่พบหน้านี้แล้ว",
    Fault.SOFT_GONE: "ไม่พบหน้านี้แล้ว",
    Fault.FORBIDDEN: "เว็บไม่ให้โปรแกรมเข้าดู",
    Fault.SERVER: "เว็บขัดข้อง",
    Fault.NO_NAME: "ไม่พบชื่อเว็บนี้",
    Fault.TLS: "ใบรับรองความปลอดภัยของเว็บมีปัญหา",
    Fault.TIMEOUT: "เว็บไม่ตอบในเวลา",
    Fault.NO_ANSWER: "เว็บไม่ตอบ",
    Fault.PRIVATE: "เป็นที่อยู่ภายใน คนนอกเปิดไม่ได้",
    Fault.REDIRECTS: "ลิงก์พาไปไม่ถึงหน้า",
    Fault.ROBOTS: "เว็บไม่ให้โปรแกรมเข้าดู",
}
_EVIDENCE = {
    Evidence.PUBLIC_PAGE: "พบในเว็บที่เผยแพร่ ควรเทียบคู่มือของปี",
    Evidence.PUBLIC_CODE: "พบในเว็บที่เผยแพร่ ควรเทียบคู่มือของปี",
    Evidence.GENERAL_KNOWLEDGE: "ยังไม่ได้ยืนยัน ต้องเทียบคู่มือ ป.ป.ช. ของปีก่อนใช้",
    Evidence.CONFIRMED: "หน่วยงานตรวจกับคู่มือของปีแล้ว",
}
_STANDINGS = {
    Standing.DEAD: "ลิงก์เสีย",
    Standing.OLD: "หน้าเป็นของปีเก่า",
    Standing.MISSING: "ยังไม่ได้ลงลิงก์",
    Standing.UNSEEN: "ต้องเปิดดูเอง",
    Standing.UNCHECKED: "รอตรวจ",
    Standing.GOOD: "ใช้ได้",
}


def place(paper: DocumentFacts) -> str:
    """Where a paper belongs: its item and year, or what kind of thing it is."""
    words = (
        f"ข้อ {paper.code} ปี {paper.fiscal_year}" if paper.fiscal_year != NO_YEAR else _KINDS.get(paper.kind, "เอกสาร")
    )
    return f"{words} · {SAMPLE}" if paper.is_sample else words


def link_line(paper: DocumentFacts) -> str:
    """What the last look at the link found, and when."""
    link = paper.link
    if paper.is_sample:
        return "ลิงก์ตัวอย่าง เปิดไม่ได้จริง"
    if link.state is LinkState.UNCHECKED or link.checked is None:
        return "ยังไม่ได้ตรวจลิงก์"
    if link.state is LinkState.GOOD:
        return f"ลิงก์ใช้ได้ เมื่อ {short_date(link.checked)}"
    return f"{_FAULTS.get(link.fault, 'เปิดไม่ได้')} ตรวจเมื่อ {short_date(link.checked)}"


def paper_alt(voice: Voice, paper: DocumentFacts) -> str:
    return f"{paper.title} ({place(paper)}){voice.tell}\n{paper.url}\n{link_line(paper)}"


def broken(voice: Voice, ask: str) -> str:
    return f"ลิงก์นี้เปิดไม่ได้ตอนที่ตรวจล่าสุด{voice.tell} {ask}"


def list_title(count: int) -> str:
    return f"เอกสาร {count} รายการ"


def list_over(agency: AgencyFacts) -> str:
    return f"เอกสารเผยแพร่ของ{agency.short_name}"


def list_alt(voice: Voice, papers: Sequence[DocumentFacts], total: int) -> str:
    lines = "\n".join(f"• {paper.title} ({place(paper)}) {paper.url}" for paper in papers)
    return f"เอกสาร {total} รายการ{voice.tell}\n{lines}"


def tap_hint() -> str:
    return "แตะรายการเพื่อเปิดเอกสาร"


def nothing_at_all(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงลิงก์เอกสารไว้ในแชทนี้{voice.tell}"


def nothing_on(voice: Voice, agency: AgencyFacts, what: str, year: int) -> str:
    return f"ปี {year} {agency.name}ยังไม่ได้ลง{what}ไว้{voice.tell}"


def nothing_like(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงแบบฟอร์มหรือบริการออนไลน์ไว้{voice.tell}"


def of_another_year(voice: Voice, what: str, year: int, newest: int) -> str:
    return f"ปี {year} ยังไม่ได้ลง{what}ไว้{voice.tell} ล่าสุดมีของปี {newest}"


def unknown_year(voice: Voice, year: int, years: Sequence[int]) -> str:
    return f"รายการข้อ o ของปี {year} ยังไม่มีในระบบ{voice.tell} มีปี {min(years, default=0)}–{max(years, default=0)}"


def no_such_item(voice: Voice, code: str, year: int, count: int) -> str:
    return f"ปี {year} ไม่มีข้อ {code}{voice.tell} มี o1 ถึง o{count}"


def either(subjects: Sequence[str]) -> str:
    return " หรือ".join(subjects)


def year_button(year: int) -> str:
    return f"ปี {year}"


def item_heading(item: OitItem) -> str:
    return f"ข้อ {item.code} ปี {item.fiscal_year}"


def item_is(voice: Voice, item: OitItem) -> str:
    return f"ข้อ {item.code} ของการเปิดเผยข้อมูล (OIT) ปี {item.fiscal_year} คือ {item.title}{voice.tell}"


def usual_owner(unit: str) -> str:
    return f"ปกติเป็น{unit} (ยังไม่ได้กำหนด)"


def evidence(item: OitItem) -> str:
    return _EVIDENCE[item.evidence]


def year_numbers(pairs: Sequence[str]) -> str:
    return "\n".join(pairs)


def year_number(year: int, codes: Sequence[str]) -> str:
    return f"{year}: {' '.join(codes)}"


def item_alt(voice: Voice, item: OitItem, asks: str, owner: str) -> str:
    return f"{item_is(voice, item)}\n{ASKS}: {asks}\n{OWNER}: {owner}\n{SOURCE}: {evidence(item)}"


def published_here(count: int) -> str:
    return f"ลงลิงก์แล้ว {count} ลิงก์" if count else "ยังไม่ได้ลงลิงก์"


def standing(row: Row) -> str:
    """How an item stands; for an old page which year it is of, for a dead link why."""
    worst = row.papers[0].link if row.papers else None
    if row.standing is Standing.OLD and worst and worst.newest_year:
        return f"หน้าเป็นของปี {worst.newest_year}"
    if row.standing in (Standing.DEAD, Standing.UNSEEN) and worst:
        return f"{_STANDINGS[row.standing]}: {_FAULTS.get(worst.fault, 'เปิดไม่ได้')}"
    return _STANDINGS[row.standing]


def checklist_title(listed: Checklist) -> str:
    return f"ต้องทำ {len(listed.to_do)} จาก {len(listed.rows)} ข้อ" if listed.to_do else f"ครบทั้ง {len(listed.rows)} ข้อ"


def checklist_over(listed: Checklist) -> str:
    return f"เช็กลิสต์ OIT ปี {listed.fiscal_year}"


def counts(listed: Checklist) -> str:
    parts = [f"{words} {number}" for kind, words in _STANDINGS.items() if (number := listed.count(kind))]
    return " · ".join(parts)


def days_left(listed: Checklist, today: date) -> str:
    """How long ITAS still takes items."""
    if listed.closes is None:
        return f"ยังไม่ได้ลงวันปิดรับของ ITAS ปี {listed.fiscal_year} ไว้"
    left = (listed.closes - today).days
    if left < 0:
        return f"ITAS ปี {listed.fiscal_year} ปิดรับแล้วเมื่อ {short_date(listed.closes)}"
    return f"เหลือ {left} วัน ITAS ปิดรับ {short_date(listed.closes)}" if left else "ITAS ปิดรับวันนี้"


def row_line(row: Row) -> str:
    return f"{row.item.code} {row.item.title}"


def checklist_alt(voice: Voice, listed: Checklist, rows: Sequence[Row], today: date) -> str:
    lines = "\n".join(f"• {row_line(row)}: {standing(row)}" for row in rows)
    head = f"{checklist_over(listed)} {checklist_title(listed)}{voice.tell} {days_left(listed, today)}"
    return f"{head}\n{lines}" if lines else head


def broken_line(paper: DocumentFacts) -> str:
    return f"{paper.title}: {_FAULTS.get(paper.link.fault, 'เปิดไม่ได้')}"


def site_down_title() -> str:
    return "เว็บไซต์เปิดไม่ได้"


def site_fault(link: LinkFacts) -> str:
    return _FAULTS.get(link.fault, "เปิดไม่ได้")


def site_since(link: LinkFacts) -> str:
    return f"ตั้งแต่ {short_date(link.failing_since)}" if link.failing_since else "ตรวจพบวันนี้"


def chat_still_answers() -> str:
    return "ระหว่างนี้แชทยังตอบประชาชนเรื่องติดต่อ มาตรการ คะแนน และเอกสารได้"


def site_down_alt(voice: Voice, agency: AgencyFacts, link: LinkFacts) -> str:
    where = f" ({agency.website})" if agency.website else ""
    return f"เว็บไซต์ของ{agency.short_name}{where} เปิดไม่ได้{voice.tell} {site_fault(link)} {site_since(link)}"


def for_staff_only(voice: Voice) -> str:
    return f"เช็กลิสต์มีให้เจ้าหน้าที่ที่ผูกบัญชีแล้ว{voice.tell} เอกสารที่เผยแพร่แล้วดูได้ทั้งหมด"


def complaint_channel(voice: Voice, url: str) -> str:
    return f"แจ้งเรื่องร้องเรียนทุจริตได้ที่นี่{voice.tell} ไม่ต้องบอกชื่อ\n{url}"
