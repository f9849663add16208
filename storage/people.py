"""People bound to an agency: staff and officials."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.facts import Role
from storage.models import Agency, Follow, Person
from storage.sealing import Keyring


def bind(
    session: Session,
    keyring: Keyring,
    agency: Agency,
    *,
    digests: Sequence[str],
    line_id: str,
    roles: Sequence[Role],
    unit: str,
    label: str,
    now: datetime,
) -> Person:
    """Bind a LINE account to a person with roles; a binding it had before is replaced.

    ``digests``: the account under every key, newest first.
    """
    person = session.scalar(select(Person).where(Person.agency_id == agency.id, Person.digest.in_(digests)))
    if person is None:
        person = Person(agency_id=agency.id, created_at=now)
        session.add(person)
    person.digest = digests[0]
    person.line_id = keyring.seal(line_id.encode(), f"person/{agency.slug}")
    person.roles = [str(role) for role in roles]
    person.unit = unit
    person.label = label
    person.active = True
    session.flush()
    return person


def unbind(session: Session, person: Person) -> None:
    """Take every role away; who follows nothing either leaves nothing behind."""
    person.roles, person.unit, person.label = [], "", ""
    if session.scalar(select(Follow.id).where(Follow.person_id == person.id).limit(1)) is None:
        session.delete(person)
