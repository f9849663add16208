"""Which unit prepares an agency's reports, from the papers it had imported."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Agency, Source
from storage.reports.posts import preparing_unit


def preparer(session: Session, agency: Agency) -> str:
    """The unit's name, or "" where the agency has no units. The newest paper counts first."""
    return preparing_unit(_forwarders(session, agency.id), [unit.name for unit in agency.units])


def _forwarders(session: Session, agency_id: int) -> Iterator[str]:
    part = Source.reading["signatories"]  # a part of a document's whole reading, which may be long
    found: Any = session.scalars(select(part).where(Source.agency_id == agency_id).order_by(Source.id.desc()))
    for signatories in found:
        yield from (str(one.get("role", "")) for one in signatories or () if one.get("action") == "forward")
