"""What an operator hands from the general side to the complaint side: the signed profile of an agency.

Where both live under one user a command hands it over; elsewhere it goes as a file, which holds no secret:

    {"profile": {...as in storage/complaints/profile.py...}, "signer": "<hex of the public key>"}

Only commands and the demo run this, as an operator would by hand; neither side's processes import it.
"""

import json
from dataclasses import dataclass

from bot.complaints.settings import ComplaintSettings
from bot.complaints.setup import install_profile
from bot.settings import Settings
from dialogs.complaint import outside_routes
from dialogs.records.errors import CommandError
from storage.complaints.profile import export_profile, new_profile_key, public_half
from storage.files import write_once
from storage.models import Agency


def profile_key(settings: Settings) -> bytes:
    """The general side's signing key, made once and kept in DATA_DIR (mode 0600)."""
    path = settings.data_dir.resolve() / "profiles.key"
    if not path.exists():
        write_once(path, new_profile_key())
    return path.read_bytes()


@dataclass(frozen=True, slots=True)
class Handed:
    """A signed profile, and the public half of the key that signed it."""

    signed: bytes
    signer: bytes

    def dump(self) -> bytes:
        record = {"profile": json.loads(self.signed), "signer": self.signer.hex()}
        return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def load(cls, raw: bytes) -> "Handed":
        """Raises CommandError for what is no such file; whether it is signed well is asked when it is installed."""
        try:
            record = json.loads(raw)
            return cls(json.dumps(record["profile"], ensure_ascii=False).encode(), bytes.fromhex(record["signer"]))
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError("that is no profile; make one with: python -m bot channel hand-over") from error


def hand_over(settings: Settings, complaint_settings: ComplaintSettings, agency: Agency) -> None:
    """Sign the agency's profile and install it on the complaint side. Raises CommandError, SettingsError."""
    handed = sign_profile(settings, agency)
    install_profile(complaint_settings, agency.slug, handed.signed, handed.signer)


def sign_profile(settings: Settings, agency: Agency) -> Handed:
    """What the complaint side needs to know of the agency, signed."""
    key = profile_key(settings)
    main = agency.contacts[0] if agency.contacts else None
    signed = export_profile(
        key,
        slug=agency.slug,
        name=agency.name,
        units=[unit.name for unit in agency.units],
        phone=main.phone if main else "",
        hours=main.hours if main else "",
        responsible_unit=main.unit if main else "",
        outside_routes=outside_routes(),
        voice=agency.voice,
        is_sample=agency.is_sample,
    )
    return Handed(signed, public_half(key))
