"""The audit: every change in the console, who made it, and what was before and after; kept in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.json import Json
from storage.models import Agency, AuditEntry

PAGE = 50
_MAX_NAME = 300
State = Mapping[str, Json]
NOTHING: State = {}


class Subject(StrEnum):
    """What a change is about."""

    VISIT = "visit"
    IMPORT = "import"
    MEASURE = "measure"
    PROGRESS = "progress"
    SURVEY = "survey"
    PAPER = "paper"
    ITEM = "item"
    CLOSING = "closing"
    AGENCY = "agency"
    CONTACT = "contact"
    INVITATION = "invitation"
    PERSON = "person"
    SUMMARIES = "summaries"
    WISH = "wish"
    NOTICES = "notices"
    LEARNING = "learning"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something at which agency. ``who`` is a post and a unit; ``person_id`` is empty for the operator."""

    agency_id: int
    who: str
    role: str
    person_id: int | None
    now: datetime


def note(
    session: Session, editor: Editor, subject: Subject, subject_id: int | None, name: str, before: State, after: State
) -> AuditEntry:
    """Keep one change, and let everybody who remembers the agency's data read it again (a visit changes none)."""
    if subject is not Subject.VISIT:
        session.get_one(Agency, editor.agency_id).changed()
    entry = AuditEntry(
        agency_id=editor.agency_id,
        at=editor.now,
        who=editor.who,
        role=editor.role,
        subject=str(subject),
        subject_id=subject_id,
        name=name[:_MAX_NAME],
        before=dict(before),
        after=dict(after),
    )
    session.add(entry)
    session.flush()
    return entry


def entries(session: Session, agency_id: int, page: int = 1) -> tuple[list[AuditEntry], bool]:
    """One page, newest first, and whether there are older ones."""
    found = select(AuditEntry).where(AuditEntry.agency_id == agency_id).order_by(AuditEntry.id.desc())
    rows = list(session.scalars(found.offset((page - 1) * PAGE).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def all_entries(session: Session, agency_id: int) -> list[AuditEntry]:
    """Everything, oldest first: for a file."""
    return list(session.scalars(select(AuditEntry).where(AuditEntry.agency_id == agency_id).order_by(AuditEntry.id)))
