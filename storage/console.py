"""Logging in to the console: codes that live fifteen minutes and work once, and visits that end by themselves.

Rights are looked up at every step: who is no administrator any more gets nothing, whatever they hold.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from storage.actor import Actor, person_of
from storage.audit import NOTHING, Editor, Subject, note
from storage.invitations import code_in, new_code
from storage.models import Agency, ConsoleCode, ConsoleVisit, Person
from storage.sealing import Keyring

CODE_LIFE = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
"""A working day; nobody stays logged in over night."""
OPERATOR = "operator"
OPERATOR_WORDS = "ผู้ดูแลเครื่องแม่ข่าย"
_SEEN_EVERY = timedelta(minutes=1)
"""How exactly idling is measured: not every look at a page has to write."""


class No(Enum):
    """Why a visit is none: over or never there, or the person is no administrator any more."""

    VISIT = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class AtConsole:
    """Somebody who is logged in at one agency."""

    visit_id: int
    agency_id: int
    slug: str
    agency: str
    editor: Editor


def make_code(session: Session, keyring: Keyring, agency: Agency, person: Person | None, now: datetime) -> str:
    """A new code, stored nowhere in clear. Raises Refused for a person who is no administrator of the agency."""
    code = new_code()
    keep_code(session, keyring, agency, person, code, now)
    return code


def keep_code(
    session: Session, keyring: Keyring, agency: Agency, person: Person | None, code: str, now: datetime
) -> None:
    """Keep a code that was made already. An older one of the same person works no more. Raises Refused."""
    if person is not None and not (person.agency_id == agency.id and is_administrator(person)):
        raise Refused("only an administrator may enter the console")
    same = ConsoleCode.person_id.is_(None) if person is None else ConsoleCode.person_id == person.id
    gone = or_(ConsoleCode.expires_at <= now, same & ConsoleCode.used_at.is_(None))
    session.execute(delete(ConsoleCode).where(ConsoleCode.agency_id == agency.id, gone))
    session.add(
        ConsoleCode(
            agency_id=agency.id,
            person_id=person.id if person else None,
            digest=keyring.digest("console code", code),
            created_at=now,
            expires_at=now + CODE_LIFE,
        )
    )


def grant_code(session: Session, keyring: Keyring, actor: Actor, code: str) -> None:
    """Keep the code that the chat shows to an administrator. Raises Refused for anybody else."""
    person = person_of(session, actor)
    if person is None:
        raise Refused("only an administrator may enter the console")
    keep_code(session, keyring, session.get_one(Agency, actor.agency_id), person, code, actor.now)


def is_administrator(person: Person) -> bool:
    return person.active and Role.ADMINISTRATOR in person.roles


def log_in(session: Session, keyring: Keyring, text: str, now: datetime) -> str | None:
    """Use a code up; returns the visit's secret, which is stored nowhere. None for a code that is no good.

    The code is marked before anything else happens: of two who type it at once only one gets in.
    """
    code = code_in(text)
    if not code:
        return None
    good = (
        ConsoleCode.digest.in_(keyring.digests("console code", code)),
        ConsoleCode.used_at.is_(None),
        ConsoleCode.expires_at > now,
    )
    used = session.execute(
        update(ConsoleCode).where(*good).values(used_at=now).returning(ConsoleCode.agency_id, ConsoleCode.person_id)
    ).first()
    if used is None:
        return None
    person = session.get(Person, used.person_id) if used.person_id else None
    if person is not None and not is_administrator(person):
        return None
    _forget_old(session, now)
    secret = secrets.token_urlsafe(32)
    session.add(
        ConsoleVisit(
            agency_id=used.agency_id,
            person_id=used.person_id,
            digest=keyring.digest("console visit", secret),
            opened_at=now,
            seen_at=now,
        )
    )
    note(session, _editor(used.agency_id, person, now), Subject.VISIT, None, "เข้าคอนโซล", NOTHING, NOTHING)
    return secret


def look(session: Session, keyring: Keyring, secret: str, now: datetime) -> AtConsole | No:
    """Who holds a visit's secret."""
    visit = _visit(session, keyring, secret)
    if visit is None or visit.seen_at <= now - IDLE or visit.opened_at <= now - LONGEST:
        return No.VISIT
    person = session.get(Person, visit.person_id) if visit.person_id else None
    if person is not None and not is_administrator(person):
        return No.RIGHT
    agency = session.get_one(Agency, visit.agency_id)
    return AtConsole(visit.id, agency.id, agency.slug, agency.name, _editor(agency.id, person, now))


def is_to_be_noted(session: Session, visit_id: int, now: datetime) -> bool:
    """Whether the visit's last sign of life is old enough to write a new one."""
    return session.get_one(ConsoleVisit, visit_id).seen_at <= now - _SEEN_EVERY


def seen(session: Session, visit_id: int, now: datetime) -> None:
    """The idle time starts anew."""
    session.execute(update(ConsoleVisit).where(ConsoleVisit.id == visit_id).values(seen_at=now))


def leave(session: Session, at: AtConsole, *, everywhere: bool = False) -> None:
    """End this visit, or all of this person's (for the operator: all of the operator's at this agency)."""
    which = ConsoleVisit.id == at.visit_id
    if everywhere:
        person = at.editor.person_id
        same = ConsoleVisit.person_id.is_(None) if person is None else ConsoleVisit.person_id == person
        which = (ConsoleVisit.agency_id == at.agency_id) & same
    session.execute(delete(ConsoleVisit).where(which))
    name = "ออกจากคอนโซลทุกเครื่อง" if everywhere else "ออกจากคอนโซล"
    note(session, at.editor, Subject.VISIT, None, name, NOTHING, NOTHING)


def _visit(session: Session, keyring: Keyring, secret: str) -> ConsoleVisit | None:
    digests = keyring.digests("console visit", secret)
    return session.scalar(select(ConsoleVisit).where(ConsoleVisit.digest.in_(digests)))


def _forget_old(session: Session, now: datetime) -> None:
    over = or_(ConsoleVisit.seen_at <= now - IDLE, ConsoleVisit.opened_at <= now - LONGEST)
    session.execute(delete(ConsoleVisit).where(over))


def _editor(agency_id: int, person: Person | None, now: datetime) -> Editor:
    if person is None:
        return Editor(agency_id, OPERATOR_WORDS, OPERATOR, None, now)
    who = " ".join(part for part in (person.label, person.unit) if part)
    return Editor(agency_id, who or "ผู้ดูแลระบบ", Role.ADMINISTRATOR, person.id, now)
