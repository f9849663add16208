"""Looking at evidence: a link granted in a turn, good for ten minutes, and only while its owner works for the office.

Every look asks again whether the person is still bound to the agency. The link is not spent by looking: a gallery is
fetched picture by picture, and a messenger's preview of it shows nothing to anybody else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.effect import GrantEvidence
from dialogs.records.errors import Refused
from dialogs.records.evidence import FileKind, FileState
from storage.actor import Actor, person_of
from storage.models import Agency, EvidenceFile, EvidenceLink, Measure, Person, ProgressEntry
from storage.rights import is_office
from storage.sealing import Keyring

LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file in the gallery; ``is_here`` is false while it is still on its way from LINE."""

    id: int
    kind: FileKind
    name: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One report of the measure with what proves it."""

    reported_at: datetime
    unit: str
    percent: int | None
    round_months: int | None
    links: tuple[str, ...]
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """The evidence of a measure, newest report first; reports without any are left out."""

    agency: str
    title: str
    reports: tuple[ShownReport, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ServedFile:
    content: bytes
    media_type: str
    name: str


def grant(session: Session, keyring: Keyring, actor: Actor, wish: GrantEvidence) -> None:
    """Store a link for the person who asks. Raises Refused for anybody outside the office, and for foreign measures."""
    person = person_of(session, actor)
    known = select(Measure.id).where(Measure.id == wish.measure_id, Measure.agency_id == actor.agency_id)
    if person is None or not is_office(person) or session.scalar(known) is None:
        raise Refused("this person may not see the evidence")
    session.add(
        EvidenceLink(
            agency_id=actor.agency_id,
            person_id=person.id,
            measure_id=wish.measure_id,
            digest=keyring.digest(*_parts(actor.slug, wish.nonce)),
            expires_at=actor.now + LIFE,
        )
    )


def gallery(session: Session, keyring: Keyring, slug: str, nonce: str, now: datetime) -> Gallery | None:
    """What a link shows now; None for one that is over or unknown, or whose owner left the office."""
    good = _good(session, keyring, slug, nonce, now)
    if good is None:
        return None
    link, agency = good
    measure = session.get_one(Measure, link.measure_id)
    shown = (_shown(session, entry) for entry in reversed(_counted(session, measure.id)))
    return Gallery(
        agency.name,
        measure.title,
        tuple(report for report in shown if report.links or report.files),
        link.expires_at,
    )


def file_of(session: Session, keyring: Keyring, slug: str, nonce: str, number: int, now: datetime) -> ServedFile | None:
    """One kept file of the gallery; None for any other."""
    good = _good(session, keyring, slug, nonce, now)
    if good is None:
        return None
    row = session.execute(
        select(EvidenceFile.content, EvidenceFile.media_type, EvidenceFile.name)
        .join(ProgressEntry, ProgressEntry.id == EvidenceFile.entry_id)
        .where(
            EvidenceFile.id == number,
            EvidenceFile.state == FileState.KEPT,
            ProgressEntry.measure_id == good[0].measure_id,
        )
    ).first()
    return ServedFile(row.content, row.media_type, row.name) if row and row.content is not None else None


def drop_old_links(session: Session, now: datetime) -> None:
    session.execute(delete(EvidenceLink).where(EvidenceLink.expires_at <= now))


def _good(
    session: Session, keyring: Keyring, slug: str, nonce: str, now: datetime
) -> tuple[EvidenceLink, Agency] | None:
    found = session.execute(
        select(EvidenceLink, Agency, Person)
        .join(Agency, Agency.id == EvidenceLink.agency_id)
        .join(Person, Person.id == EvidenceLink.person_id)
        .where(
            Agency.slug == slug,
            Person.agency_id == Agency.id,
            EvidenceLink.digest.in_(keyring.digests(*_parts(slug, nonce))),
            EvidenceLink.expires_at > now,
        )
    ).first()
    if found is None or not is_office(found.Person):
        return None
    return found.EvidenceLink, found.Agency


def _parts(slug: str, nonce: str) -> tuple[str, str, str]:
    return "evidence", slug, nonce


def _counted(session: Session, measure_id: int) -> list[ProgressEntry]:
    """Reports that no later one corrects, oldest first."""
    entries = list(
        session.scalars(select(ProgressEntry).where(ProgressEntry.measure_id == measure_id).order_by(ProgressEntry.id))
    )
    replaced = {entry.replaces_id for entry in entries}
    return [entry for entry in entries if entry.id not in replaced]


def _shown(session: Session, entry: ProgressEntry) -> ShownReport:
    rows = session.execute(
        select(EvidenceFile.id, EvidenceFile.kind, EvidenceFile.name, EvidenceFile.state)
        .where(EvidenceFile.entry_id == entry.id, EvidenceFile.state != FileState.LOST)
        .order_by(EvidenceFile.id)
    )
    files = tuple(ShownFile(row.id, FileKind(row.kind), row.name, row.state == FileState.KEPT) for row in rows)
    links = tuple(item["url"] for item in entry.evidence if item.get("url"))
    return ShownReport(entry.reported_at, entry.unit, entry.percent, entry.round_months, links, files)
