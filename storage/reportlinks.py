"""Links to a round's memo: granted in a turn, good for ten minutes and one press, and only while the person may have it.

Rights are looked up at both ends: a person who left the office between asking and pressing gets nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from dialogs.records.effect import GrantReport
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from dialogs.thai.fiscal import ReportingRound
from storage.actor import Actor, person_of
from storage.models import Agency, Person, ReportLink
from storage.reports.preparer import preparer
from storage.sealing import Keyring

LIFE = timedelta(minutes=10)
_OFFICIALS = frozenset({Role.DIRECTOR, Role.SECRETARY, Role.MAYOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Granted:
    """What a good link opens."""

    link_id: int
    agency_id: int
    agency: str
    round: ReportingRound
    expires_at: datetime


def grant(session: Session, keyring: Keyring, actor: Actor, wish: GrantReport) -> None:
    """Store a link for the person who asks. Raises Refused for somebody who may not have the memo."""
    person = person_of(session, actor)
    agency = session.get_one(Agency, actor.agency_id)
    if person is None or not _may(session, agency, person):
        raise Refused("this person may not have the memo")
    session.execute(delete(ReportLink).where(ReportLink.agency_id == agency.id, ReportLink.expires_at <= actor.now))
    session.add(
        ReportLink(
            agency_id=agency.id,
            person_id=person.id,
            digest=keyring.digest(*_parts(agency.slug, wish.nonce)),
            fiscal_year=wish.fiscal_year,
            round_months=wish.round_months,
            created_at=actor.now,
            expires_at=actor.now + LIFE,
        )
    )


def look(session: Session, keyring: Keyring, slug: str, nonce: str, now: datetime) -> Granted | None:
    """What a link would open now; None for one that is used, over, unknown, or whose owner lost the right."""
    found = session.execute(
        select(ReportLink, Agency, Person)
        .join(Agency, Agency.id == ReportLink.agency_id)
        .join(Person, Person.id == ReportLink.person_id)
        .where(
            Agency.slug == slug,
            Person.agency_id == Agency.id,
            Person.active.is_(True),
            ReportLink.digest.in_(_digests(keyring, slug, nonce)),
            ReportLink.spent_at.is_(None),
            ReportLink.expires_at > now,
        )
    ).first()
    if found is None:
        return None
    link, agency, person = found
    if not _may(session, agency, person):
        return None
    round_ = ReportingRound(link.fiscal_year, link.round_months)
    return Granted(link.id, agency.id, agency.name, round_, link.expires_at)


def spend(session: Session, keyring: Keyring, slug: str, nonce: str, now: datetime) -> bool:
    """Use a link up. True for one caller only, and only if it is still good."""
    good = look(session, keyring, slug, nonce, now)
    if good is None:
        return False
    marked = session.execute(
        update(ReportLink).where(ReportLink.id == good.link_id, ReportLink.spent_at.is_(None)).values(spent_at=now)
    )
    return bool(marked.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


def _may(session: Session, agency: Agency, person: Person) -> bool:
    """Officials and administrators; staff only of the unit that prepares the reports."""
    if not person.active:
        return False
    if _OFFICIALS & set(person.roles):
        return True
    return Role.STAFF in person.roles and person.unit != "" and person.unit == preparer(session, agency)


def _parts(slug: str, nonce: str) -> tuple[str, str, str]:
    return "report", slug, nonce


def _digests(keyring: Keyring, slug: str, nonce: str) -> Sequence[str]:
    return keyring.digests(*_parts(slug, nonce))
