"""Who is to be reminded of reporting rounds."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.facts import Role
from storage.models import Agency, Person

REMINDED = frozenset({Role.STAFF, Role.DIRECTOR})


def agencies_with_staff(session: Session) -> list[tuple[int, str]]:
    """Id and slug of every agency that has somebody to remind."""
    bound = select(Person.agency_id).where(Person.line_id.is_not(None), Person.active.is_(True))
    found = select(Agency.id, Agency.slug).where(Agency.id.in_(bound)).order_by(Agency.id)
    return [(row.id, row.slug) for row in session.execute(found)]


def people_by_unit(session: Session, agency_id: int) -> Mapping[str, tuple[int, ...]]:
    """Staff and directors who want reminders, by their unit."""
    found = select(Person).where(
        Person.agency_id == agency_id,
        Person.active.is_(True),
        Person.reminders.is_(True),
        Person.line_id.is_not(None),
    )
    units: dict[str, list[int]] = defaultdict(list)
    for person in session.scalars(found.order_by(Person.id)):
        if REMINDED.intersection(Role(role) for role in person.roles):
            units[person.unit].append(person.id)
    return {unit: tuple(people) for unit, people in units.items()}
