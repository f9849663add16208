"""Whom to call, and the agency's own addresses."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from storage.audit import NOTHING, Editor, Subject, note
from storage.documents import is_web_address
from storage.editing.states import differing, one_line, state_of
from storage.models import Agency, Contact

CONTACT = ("unit", "phone", "hours", "is_sample", "position")
AGENCY = ("address", "website", "facebook", "line_id", "map_url")
_LINKS = ("website", "facebook", "map_url")
MOST = 60


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """``unit`` is empty for the agency itself."""

    unit: str
    phone: str
    hours: str


def save_contact(session: Session, editor: Editor, draft: ContactDraft, contact_id: int | None = None) -> None:
    """Add one, or change a known one; what an administrator typed is no sample any more. Raises Refused, LookupError."""
    contact = find(session, editor, contact_id) if contact_id is not None else _added(session, editor)
    before = state_of(contact, CONTACT) if contact_id is not None else NOTHING
    contact.unit = one_line(draft.unit, 120, "ชื่อหน่วยงาน")
    contact.phone = one_line(draft.phone, 60, "หมายเลขโทรศัพท์", needed=True)
    if not any(character.isdigit() for character in contact.phone):
        raise Refused("หมายเลขโทรศัพท์ต้องมีตัวเลข เช่น 0 4385 0000")
    contact.hours = one_line(draft.hours, 200, "เวลาทำการ")
    contact.is_sample = False
    session.flush()
    after = state_of(contact, CONTACT)
    if before:
        before, after = differing(before, after)
    if after:
        note(session, editor, Subject.CONTACT, contact.id, name_of(contact.unit), before, after)


def remove_contact(session: Session, editor: Editor, contact_id: int) -> None:
    """Raises LookupError."""
    contact = find(session, editor, contact_id)
    session.delete(contact)
    note(session, editor, Subject.CONTACT, contact.id, name_of(contact.unit), state_of(contact, CONTACT), NOTHING)


def save_addresses(session: Session, editor: Editor, values: dict[str, str]) -> None:
    """``values`` by the columns of ``AGENCY``. Raises Refused."""
    agency = session.get_one(Agency, editor.agency_id)
    before = state_of(agency, AGENCY)
    for name in AGENCY:
        value = one_line(values.get(name, ""), 100 if name == "line_id" else 500, "ข้อความ")
        if name in _LINKS and value and not is_web_address(value):
            raise Refused(f"“{value[:80]}” ยังไม่ใช่ที่อยู่เว็บ ต้องขึ้นต้นด้วย https:// หรือ http://")
        setattr(agency, name, value)
    changed = differing(before, state_of(agency, AGENCY))
    if changed[1]:
        note(session, editor, Subject.AGENCY, agency.id, agency.name, *changed)


def contacts_of(session: Session, agency_id: int) -> list[Contact]:
    return list(
        session.scalars(select(Contact).where(Contact.agency_id == agency_id).order_by(Contact.position, Contact.id))
    )


def find(session: Session, editor: Editor, contact_id: int) -> Contact:
    """Raises LookupError for one that this agency does not have."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.agency_id != editor.agency_id:
        raise LookupError(contact_id)
    return contact


def name_of(unit: str) -> str:
    """As it stands in the audit."""
    return unit or "หน่วยงาน (ส่วนกลาง)"


def _added(session: Session, editor: Editor) -> Contact:
    count = session.scalar(select(func.count()).where(Contact.agency_id == editor.agency_id)) or 0
    if count >= MOST:
        raise Refused(f"มีช่องทางติดต่อครบ {MOST} รายการแล้ว")
    last = session.scalar(select(func.max(Contact.position)).where(Contact.agency_id == editor.agency_id))
    contact = Contact(agency_id=editor.agency_id, unit="", position=(last or 0) + 1)
    session.add(contact)
    return contact
