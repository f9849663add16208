"""What the public pages stand on, and the agency that an address names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import abort

from dialogs.records.agency import SLUG
from dialogs.records.facts import AgencyFacts
from storage.agencies import AgencyDirectory
from storage.agency_list import AgencyList

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class Site:
    """``address`` is where people reach the web process, without a slash at its end."""

    directory: AgencyDirectory
    agencies: AgencyList
    clock: Callable[[], datetime]
    address: str

    def agency(self, slug: str) -> AgencyFacts:
        """The agency, or 404. Raises StoreUnavailable."""
        known = self.directory.known(slug, ()) if SLUG.fullmatch(slug) else None
        return known.agency if known else abort(404)

    def today(self) -> date:
        """The day in Thailand."""
        return self.clock().astimezone(BANGKOK).date()
