"""Whose a document is: found by its name among the agencies of this installation, or assigned by hand."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dialogs.thai.text import compact
from storage.importer.document import AgencyReading
from storage.importer.errors import ImportRefused
from storage.importer.parts.agency import expanded
from storage.models import Agency, AgencyName


def agency_of(session: Session, reading: AgencyReading) -> Agency:
    """The one agency whose name, or a spelling of it met before, the document bears.

    Raises ImportRefused where there is none or the name fits several: a person must assign the document.
    """
    name = reading.name_as_first_written
    if not name:
        raise ImportRefused("no agency is named in it; give --agency to assign it")
    spellings = {name, *(variant.text for variant in reading.variants)}
    spellings |= {expanded(spelling) for spelling in spellings}
    if reading.name_canonical and reading.canonical_confidence == "high":
        spellings.add(reading.name_canonical)
    met = select(AgencyName.agency_id).where(AgencyName.text.in_(spellings))
    named = or_(Agency.name.in_(spellings), Agency.name_as_written.in_(spellings), Agency.id.in_(met))
    found = [agency for agency in session.scalars(select(Agency).where(named)) if _fits(agency, reading)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ImportRefused(
            f"no agency here is named {name}; add it with “agency add”, or give --agency to assign the document"
        )
    slugs = ", ".join(sorted(agency.slug for agency in found))
    raise ImportRefused(f"{name} may be any of {slugs}; give --agency to assign the document")


def _fits(agency: Agency, reading: AgencyReading) -> bool:
    """Names repeat over the country: where both know their province it must be the same."""
    if not agency.province or not reading.province:
        return True
    return compact(agency.province) == compact(reading.province)
