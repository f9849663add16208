"""Taking back a change of a contact or a paper, as long as nobody has changed the same thing since."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.document import PaperKind
from dialogs.records.errors import Refused
from storage.audit import Editor, Subject, note
from storage.documents import PaperDraft, add_paper
from storage.editing.contacts import CONTACT
from storage.editing.papers import PAPER
from storage.editing.states import state_of
from storage.models import Agency, AuditEntry, Contact, Paper

_CHANGED = "รายการนี้ถูกแก้ต่อไปแล้ว จึงย้อนกลับไม่ได้ แก้จากหน้ารายการแทนได้"
_TABLES: Mapping[str, tuple[type[Contact] | type[Paper], tuple[str, ...]]] = {
    Subject.CONTACT: (Contact, CONTACT),
    Subject.PAPER: (Paper, PAPER),
}


def can_undo(entry: AuditEntry) -> bool:
    return entry.subject in _TABLES and not entry.undone


def undo(session: Session, editor: Editor, entry_id: int) -> None:
    """Raises Refused where something else came in between, LookupError for an entry that is not there to be undone."""
    entry = session.scalar(
        select(AuditEntry).where(AuditEntry.id == entry_id, AuditEntry.agency_id == editor.agency_id).with_for_update()
    )
    if entry is None or not can_undo(entry):
        raise LookupError(entry_id)
    table, columns = _TABLES[entry.subject]
    row = session.get(table, entry.subject_id)
    now = state_of(row, columns) if row is not None else {}
    if {name: now.get(name) for name in entry.after} != entry.after or bool(now) != bool(entry.after):
        raise Refused(_CHANGED)
    subject_id = entry.subject_id
    if row is None:
        subject_id = _put_back(session, editor, entry.subject, entry.before)
    elif not entry.before:
        session.delete(row)
    else:
        for name, value in entry.before.items():
            setattr(row, name, value)
    entry.undone = True
    session.flush()
    note(session, editor, Subject(entry.subject), subject_id, entry.name, entry.after, entry.before)


def _put_back(session: Session, editor: Editor, subject: str, state: Mapping[str, Any]) -> int:
    if subject == Subject.CONTACT:
        contact = Contact(agency_id=editor.agency_id, **state)
        session.add(contact)
        session.flush()
        return contact.id
    draft = PaperDraft(**{**state, "kind": PaperKind(state["kind"])})
    return add_paper(session, session.get_one(Agency, editor.agency_id), draft, editor.now).id
