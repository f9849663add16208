"""Who sees which menu: the LINE accounts of everybody that is known at an agency, with their roles."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.facts import Role
from storage.models import Agency, Person
from storage.sealing import Keyring, NotOpened


@dataclass(frozen=True, slots=True)
class MenuPerson:
    """``line_id`` is LINE's own and never reaches a log. Without roles the person sees what citizens see."""

    line_id: str
    roles: frozenset[Role]


def menu_people(session: Session, keyring: Keyring, slug: str) -> list[MenuPerson]:
    """Everybody known at the agency. Somebody whose id no key opens any more is left out."""
    people = session.scalars(select(Person).join(Agency).where(Agency.slug == slug).order_by(Person.id))
    found = []
    for person in people:
        try:
            line_id = keyring.unseal(person.line_id or b"", f"person/{slug}").decode()
        except NotOpened:
            continue
        roles = frozenset(Role(role) for role in person.roles) if person.active else frozenset()
        found.append(MenuPerson(line_id, roles))
    return found


def note_line_account(session: Session, slug: str, basic_id: str) -> bool:
    """Remember the general account's id, where the agency has none yet; False where it has."""
    agency = session.scalar(select(Agency).where(Agency.slug == slug))
    if agency is None or agency.line_id or not basic_id:
        return False
    agency.line_id = basic_id
    agency.changed()
    return True
