"""Files that wait to be fetched: taken by one worker at a time, found again after a crash, settled once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.evidence import FileKind, FileState, Loss
from storage.database import Database
from storage.evidence import place
from storage.models import Agency, EvidenceFile
from storage.sealing import Keyring, NotOpened

LEASE = timedelta(minutes=3)
"""Longer than any fetch takes: after it the file counts as left behind by a worker that died."""
PAUSES = tuple(timedelta(seconds=s) for s in (3, 10, 30, 120, 600, 3600, 10_800, 28_800))
"""Before the second, third … try; after the last one the file is lost."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch. ``line_id`` is None where no key opens it any more."""

    id: int
    agency_id: int
    slug: str
    line_id: str | None
    kind: FileKind
    name: str
    tries: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is kept of a file."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file that will not come, and whom to tell."""

    id: int
    agency_id: int
    slug: str
    person_id: int | None
    kind: FileKind
    name: str
    sent_at: datetime


def take(database: Database, keyring: Keyring, now: datetime) -> Wanted | None:
    """The next file that is due, reserved for this worker until its lease ends."""
    due = select(EvidenceFile).where(EvidenceFile.next_try <= now).order_by(EvidenceFile.next_try).limit(1)
    with database.reading() as session:
        if session.scalar(due.with_only_columns(EvidenceFile.id)) is None:
            return None
    with database.transaction() as session:
        row = session.scalar(due.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.tries += 1
        row.next_try = now + LEASE
        slug = session.get_one(Agency, row.agency_id).slug
        return Wanted(
            row.id, row.agency_id, slug, _line_id(keyring, slug, row), FileKind(row.kind), row.name, row.tries
        )


def _line_id(keyring: Keyring, slug: str, row: EvidenceFile) -> str | None:
    try:
        return keyring.unseal(row.line_id or b"", place(slug, row.message)).decode()
    except NotOpened:
        return None


def settle(database: Database, wanted: Wanted, fetched: Fetched) -> bool:
    """Keep the content. False when the file was dropped meanwhile: nothing of it is kept."""
    with database.transaction() as session:
        row = _waiting(session, wanted)
        if row is None:
            return False
        row.state, row.next_try, row.line_id = FileState.KEPT, None, None
        row.content, row.media_type, row.name = fetched.content, fetched.media_type, fetched.name
        return True


def put_off(database: Database, wanted: Wanted, now: datetime) -> bool:
    """Try again after a pause. False when there were tries enough."""
    if wanted.tries > len(PAUSES):
        return False
    with database.transaction() as session:
        row = _waiting(session, wanted)
        if row is not None:
            row.next_try = now + PAUSES[wanted.tries - 1]
    return True


def lose(session: Session, wanted: Wanted, why: Loss) -> LostFile | None:
    """Give a file up, inside the caller's transaction. None when it was dropped meanwhile."""
    row = _waiting(session, wanted)
    if row is None:
        return None
    row.state, row.reason, row.next_try, row.line_id = FileState.LOST, why, None, None
    if row.entry_id is not None:
        session.get_one(Agency, row.agency_id).changed()
    return LostFile(row.id, row.agency_id, wanted.slug, row.person_id, FileKind(row.kind), row.name, row.created_at)


def _waiting(session: Session, wanted: Wanted) -> EvidenceFile | None:
    """The row, unless somebody settled or dropped it."""
    return session.scalar(
        select(EvidenceFile)
        .where(EvidenceFile.id == wanted.id, EvidenceFile.state == FileState.WAITING)
        .with_for_update()
    )
