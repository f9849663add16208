"""Who may do what, asked in SQL inside the transaction that does it, whatever a button said or a cache remembers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Measure, Person, RowUnit

_ALL = "ALL"
_REPORTERS = frozenset({"staff", "director", "administrator"})


def is_office(person: Person | None) -> bool:
    """Whether somebody is bound to the office in any role."""
    return person is not None and person.active and bool(person.roles)


def is_reporter(person: Person | None) -> bool:
    """Whether somebody reports progress at all."""
    return person is not None and person.active and bool(_REPORTERS & set(person.roles))


def may_report(session: Session, person: Person, measure: Measure) -> bool:
    """One's own unit's measures, those of all units and those without one; administrators any of the agency."""
    if not is_reporter(person) or person.agency_id != measure.agency_id:
        return False
    if "administrator" in person.roles:
        return True
    units = set(session.scalars(select(RowUnit.name).where(RowUnit.row_id == measure.row_id)))
    return not units or _ALL in units or person.unit in units
