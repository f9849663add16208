"""What the bot did not understand: switching the keeping on and off, and saying what a text meant."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.audit import NOTHING, Editor, Subject, note
from storage.models import Agency, MissCount, MissedText

PAGE = 10


def misses(session: Session, agency_id: int) -> int:
    """How many messages were not understood, ever."""
    return session.scalar(select(func.sum(MissCount.count)).where(MissCount.agency_id == agency_id)) or 0


def waiting(session: Session, agency_id: int) -> tuple[list[MissedText], int]:
    """The first texts without a label, and how many there are."""
    found = (MissedText.agency_id == agency_id, MissedText.intent.is_(None))
    count = session.scalar(select(func.count()).select_from(MissedText).where(*found)) or 0
    return list(session.scalars(select(MissedText).where(*found).order_by(MissedText.id).limit(PAGE))), count


def switch(session: Session, editor: Editor, *, on: bool) -> None:
    agency = session.get_one(Agency, editor.agency_id)
    if agency.learns != on:
        note(session, editor, Subject.LEARNING, None, "เก็บข้อความที่ไม่เข้าใจ", {"on": agency.learns}, {"on": on})
        agency.learns = on


def label(session: Session, editor: Editor, text_id: int, intent: str) -> None:
    """The audit says which label, not the text: it is a citizen's. Raises LookupError."""
    kept = _kept(session, editor, text_id)
    note(session, editor, Subject.TEXT, text_id, f"ข้อความที่ {text_id}", {"intent": kept.intent}, {"intent": intent})
    kept.intent = intent


def drop(session: Session, editor: Editor, text_id: int) -> None:
    """Forget a text, as one that holds somebody's data after all. Raises LookupError."""
    kept = _kept(session, editor, text_id)
    session.execute(delete(MissedText).where(MissedText.id == kept.id))
    note(session, editor, Subject.TEXT, text_id, f"ข้อความที่ {text_id}", {"intent": kept.intent}, NOTHING)


def _kept(session: Session, editor: Editor, text_id: int) -> MissedText:
    kept = session.get(MissedText, text_id)
    if kept is None or kept.agency_id != editor.agency_id:
        raise LookupError(text_id)
    return kept
