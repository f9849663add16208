"""One agency as the complaint side knows it: its signed profile, its vault, its officers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from storage.complaints.clocks import Clocks
from storage.complaints.draftkeys import DraftKeys
from storage.complaints.file import AgencyFile
from storage.complaints.officers import Officer, OfficerKind, Officers
from storage.complaints.profile import Profile, load_profile
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.stretching import Stretcher
from storage.complaints.vault import Vault

_BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Office:
    """What a request of one agency needs."""

    profile: Profile
    file: AgencyFile
    vault: Vault
    officers: Officers
    clocks: Clocks

    @property
    def slug(self) -> str:
        return self.profile.slug

    def people(self) -> list[Officer]:
        """The officers, without the recovery key."""
        return [one for one in self.officers.listed() if one.kind is OfficerKind.OFFICER]


@dataclass(frozen=True, slots=True)
class House:
    """All agencies of this complaint side."""

    folder: Path
    secrets: ComplaintSecrets
    stretcher: Stretcher
    draft_keys: DraftKeys
    clock: Callable[[], datetime]
    clocks: Clocks = field(default_factory=Clocks)

    def office(self, slug: str) -> Office:
        """Raises NoSuchAgency, SettingsError where its profile is missing or not signed, StoreUnavailable."""
        file = AgencyFile(self.folder, slug)
        profile = load_profile(self.folder, slug)
        vault = Vault(file, self.secrets, self.stretcher, self.clock)
        return Office(profile, file, vault, Officers(file, self.secrets, self.stretcher), self.clocks)

    def today(self) -> date:
        """The day in Thailand."""
        return self.clock().astimezone(_BANGKOK).date()
