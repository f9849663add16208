"""The memo of a reporting round, asked for in the chat."""

from datetime import date

from dialogs.copy.common import person_to_ask
from dialogs.records.facts import AgencyFacts
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

OPEN = "เปิดหน้าดาวน์โหลด"
OVER = "เอกสารราชการ"


def title(months: int, fiscal_year: int) -> str:
    return f"บันทึกข้อความ รอบ {months} เดือน ปี {fiscal_year}"


def offer(months: int) -> str:
    """A button for another round."""
    return f"ขอรอบ {months} เดือน"


def life(minutes: int) -> str:
    return f"ลิงก์ใช้ได้ครั้งเดียว ภายใน {minutes} นาที"


def contents(measures: int) -> str:
    return f"มาตรการ {measures} เรื่อง พร้อมตารางแนบ เป็นไฟล์ Word"


def unknown(measures: int) -> str:
    return f"ยังไม่มีรายงาน {measures} เรื่อง ช่องในตารางจะเว้นว่างไว้"


def not_over(end: date) -> str:
    return f"รอบนี้ยังไม่จบ (สิ้นสุด {short_date(end)}) ตัวเลขอาจเปลี่ยนได้อีก"


def not_yours(agency: AgencyFacts, voice: Voice) -> str:
    """For the public and for staff of another unit: what it is, and whom to ask."""
    kept = f"บันทึกข้อความเป็นเอกสารภายใน ให้ผู้บริหารและหน่วยที่จัดทำรายงาน{voice.tell}"
    return f"{kept} {person_to_ask(agency, voice, agency.preparing_unit)}"


def no_plan(voice: Voice, year: int, years: tuple[int, ...]) -> str:
    have = f" มีของปี {', '.join(str(one) for one in years)}" if years else ""
    return f"ปี {year} ยังไม่มีมาตรการในระบบ จึงยังทำบันทึกข้อความไม่ได้{voice.tell}{have}"


def nothing(voice: Voice) -> str:
    return f"ยังไม่มีมาตรการในระบบ จึงยังทำบันทึกข้อความไม่ได้{voice.tell} ผู้ดูแลระบบนำเข้าแผนได้ทุกเมื่อ"
