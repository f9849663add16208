"""Who caused an effect."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.effect import Effect
from storage.models import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something, at which agency, when, and what.

    ``digests``: the person under every key, newest first. ``line_id`` is sealed before it is stored.
    """

    agency_id: int
    slug: str
    digests: tuple[str, ...]
    line_id: str
    now: datetime
    effects: tuple[Effect, ...]


def person_of(session: Session, actor: Actor) -> Person | None:
    """The actor, if they are known at the agency."""
    found = select(Person).where(Person.agency_id == actor.agency_id, Person.digest.in_(actor.digests))
    return session.scalar(found)
