"""Words that several dialogs share: numbers, statuses, units, whom to ask."""

from dialogs.records.facts import AgencyFacts, ContactFacts, MeasureFacts, Status
from dialogs.records.voice import Voice

STATUS_WORDS = {
    Status.NOT_STARTED: "ยังไม่เริ่ม",
    Status.IN_PROGRESS: "กำลังทำ",
    Status.DONE: "เสร็จแล้ว",
    Status.UNKNOWN: "เอกสารไม่ได้ระบุ",
}
NO_STATUS = "ยังไม่มีรายงาน"
SAMPLE = "ตัวอย่าง"


def score(value: float) -> str:
    """Two places at most, as the assessment prints them: 88.51, 97.5, 100."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def units(measure: MeasureFacts) -> str:
    """Responsible units as one phrase."""
    if measure.all_units:
        return "ทุกสำนัก/กอง"
    return ", ".join(measure.units) or "เอกสารไม่ได้ระบุ"


def phone(contact: ContactFacts) -> str:
    """A number, marked where it is only an example."""
    return f"{contact.phone} ({SAMPLE})" if contact.is_sample else contact.phone


def person_to_ask(agency: AgencyFacts, voice: Voice, unit: str = "") -> str:
    """Every dead end names a person: unit, phone, hours."""
    contact = agency.contact_of(unit) or agency.main_contact
    if contact is None or not contact.phone:
        return f"สอบถามเจ้าหน้าที่ได้ที่{agency.name}{voice.tell}"
    where = contact.unit or agency.name
    hours = f" {contact.hours}" if contact.hours else ""
    return f"สอบถามเจ้าหน้าที่ได้ที่{where} โทร {phone(contact)}{hours}{voice.tell}"
