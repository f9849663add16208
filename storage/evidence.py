"""Pictures and files of reports, as turns change them.

A turn must not hold up its partition, and LINE keeps content for a time it does not state. So a turn only notes, in the
transaction of its effects, that a message's content is wanted (state ``waiting``, LINE's id sealed); a worker fetches
it moments later (``storage.evidence_queue``, ``bot.evidence``), and finds the note again after any crash. The report
may be saved before that: it takes the rows, whatever their state.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from dialogs.records.effect import DropContent, KeepContent
from dialogs.records.errors import Refused
from dialogs.records.evidence import EvidenceFacts, FileKind, FileState
from storage.actor import Actor, person_of
from storage.models import Agency, EvidenceFile, Person, ProgressEntry
from storage.rights import is_reporter
from storage.sealing import Keyring

_SHOWN = (FileState.WAITING, FileState.KEPT)


def keep(session: Session, keyring: Keyring, actor: Actor, wanted: KeepContent) -> None:
    """Note that a message's content is to be fetched. Raises Refused for who does not report."""
    person = person_of(session, actor)
    if person is None or not is_reporter(person):
        raise Refused("only who reports progress keeps files here")
    same = select(EvidenceFile.id).where(
        EvidenceFile.agency_id == actor.agency_id, EvidenceFile.message == wanted.message
    )
    if session.scalar(same) is not None:
        return
    session.add(
        EvidenceFile(
            agency_id=actor.agency_id,
            person_id=person.id,
            message=wanted.message,
            line_id=keyring.seal(wanted.line_id.encode(), place(actor.slug, wanted.message)),
            kind=wanted.kind,
            name=wanted.name,
            state=FileState.WAITING,
            next_try=actor.now,
            created_at=actor.now,
        )
    )


def place(slug: str, message: str) -> str:
    """What LINE's id of a message is sealed to."""
    return f"evidence/{slug}/{message}"


def drop(session: Session, actor: Actor, unwanted: DropContent) -> None:
    """Delete the actor's own files. A report that loses one changes what the agency's facts tell."""
    person = person_of(session, actor)
    if person is None:
        return
    mine = (EvidenceFile.person_id == person.id, EvidenceFile.message.in_(unwanted.messages))
    if not unwanted.reported:
        session.execute(delete(EvidenceFile).where(*mine, EvidenceFile.entry_id.is_(None)))
        return
    if session.scalar(select(EvidenceFile.id).where(*mine, EvidenceFile.entry_id.is_not(None)).limit(1)):
        session.get_one(Agency, actor.agency_id).changed()
    session.execute(delete(EvidenceFile).where(*mine))


def forget(session: Session, actor: Actor) -> None:
    """Delete what the actor sent and no report took; a report and its files belong to the office."""
    person = person_of(session, actor)
    if person is not None:
        session.execute(
            delete(EvidenceFile).where(EvidenceFile.person_id == person.id, EvidenceFile.entry_id.is_(None))
        )


def attach(session: Session, person: Person, entry: ProgressEntry, messages: Sequence[str]) -> None:
    """Give the person's own free files to a report. One that was lost or taken back meanwhile is not there any more."""
    if messages:
        session.flush()
        session.execute(
            update(EvidenceFile)
            .where(
                EvidenceFile.agency_id == person.agency_id,
                EvidenceFile.person_id == person.id,
                EvidenceFile.message.in_(messages),
                EvidenceFile.entry_id.is_(None),
                EvidenceFile.state.in_(_SHOWN),
            )
            .values(entry_id=entry.id)
        )


def carry(session: Session, entry: ProgressEntry, files: Sequence[int]) -> None:
    """Move files from the report that an entry corrects to the entry: they prove what counts now."""
    if files and entry.replaces_id is not None:
        session.flush()
        session.execute(
            update(EvidenceFile)
            .where(EvidenceFile.entry_id == entry.replaces_id, EvidenceFile.id.in_(files))
            .values(entry_id=entry.id)
        )


def files_of_reports(session: Session, agency_id: int) -> Mapping[int, tuple[EvidenceFacts, ...]]:
    """The files of every report of an agency, by report."""
    found: dict[int, list[EvidenceFacts]] = defaultdict(list)
    rows = session.execute(
        select(EvidenceFile.entry_id, EvidenceFile.id, EvidenceFile.kind, EvidenceFile.name)
        .where(EvidenceFile.agency_id == agency_id, EvidenceFile.entry_id.is_not(None), EvidenceFile.state.in_(_SHOWN))
        .order_by(EvidenceFile.id)
    )
    for entry_id, number, kind, name in rows:
        if entry_id is not None:
            found[entry_id].append(EvidenceFacts(number, FileKind(kind), name))
    return {entry: tuple(files) for entry, files in found.items()}


def drop_unattached(session: Session, before: datetime) -> int:
    """Delete files that no report took, sent before a moment; returns how many."""
    gone = session.execute(
        delete(EvidenceFile).where(EvidenceFile.entry_id.is_(None), EvidenceFile.created_at < before)
    )
    return int(getattr(gone, "rowcount", 0))
