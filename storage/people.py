"""People an agency knows: staff, officials, and citizens who asked to be told of something."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.facts import Role
from storage.actor import Actor, person_of
from storage.models import Agency, Follow, Person, SurveyWish
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
    """Take every role away."""
    person.roles, person.unit, person.label = [], "", ""
    forget_if_nothing_is_left(session, person)


def remember(session: Session, keyring: Keyring, actor: Actor) -> Person:
    """The actor, kept from now on if they were not known: they agreed to it a moment ago."""
    person = person_of(session, actor)
    if person is None:
        sealed = keyring.seal(actor.line_id.encode(), f"person/{actor.slug}")
        person = Person(agency_id=actor.agency_id, digest=actor.digests[0], line_id=sealed, created_at=actor.now)
        session.add(person)
        session.flush()
    return person


def forget_if_nothing_is_left(session: Session, person: Person) -> None:
    """A citizen who wants to be told of nothing leaves nothing behind."""
    session.flush()
    follows = select(Follow.id).where(Follow.person_id == person.id).limit(1)
    waits = select(SurveyWish.person_id).where(SurveyWish.person_id == person.id)
    if not person.roles and session.scalar(follows) is None and session.scalar(waits) is None:
        session.delete(person)
