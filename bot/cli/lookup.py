"""What several commands look up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.errors import CommandError
from storage.models import Agency


def agency_named(session: Session, slug: str) -> Agency:
    """Raises CommandError where there is no such agency."""
    agency = session.scalar(select(Agency).where(Agency.slug == slug))
    if agency is None:
        raise CommandError(f"there is no agency {slug!r}; see: python -m bot agency list")
    return agency
