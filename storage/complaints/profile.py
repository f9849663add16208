"""What the complaint side needs to know of an agency, as a signed file that the general side exports.

    {"format": 1, "profile": {...}, "signature": "<hex Ed25519 over the profile's canonical JSON>"}

Canonical JSON: keys sorted, no spaces, UTF-8. The general side keeps the signing key; the complaint side is given the
public half once (``<folder>/profiles.pub``, raw, hex), so nothing of the complaint side has to be known over there and
nothing flows back. ``export_profile`` takes plain values and needs no store.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dialogs.records.agency import SLUG
from dialogs.records.errors import SettingsError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """``outside_routes``: where else corruption can be reported, a line each. ``voice``: ค่ะ or ครับ."""

    slug: str
    name: str
    units: tuple[str, ...]
    phone: str
    hours: str
    responsible_unit: str
    outside_routes: tuple[str, ...]
    voice: str = "ค่ะ"
    is_sample: bool = False


def new_profile_key() -> bytes:
    """A fresh Ed25519 signing key, 32 raw bytes, for the general side."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_half(key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def export_profile(
    key: bytes,
    *,
    slug: str,
    name: str,
    units: Sequence[str],
    phone: str,
    hours: str,
    responsible_unit: str,
    outside_routes: Sequence[str],
    voice: str = "ค่ะ",
    is_sample: bool = False,
) -> bytes:
    """The signed file's bytes."""
    profile = Profile(slug, name, tuple(units), phone, hours, responsible_unit, tuple(outside_routes), voice, is_sample)
    told = asdict(profile)
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(_canonical(told)).hex()
    record = {"format": FORMAT, "profile": told, "signature": signature}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def profile_file(folder: Path, slug: str) -> Path:
    return folder / f"{slug}.profile.json"


def load_profile(folder: Path, slug: str) -> Profile:
    """Raises SettingsError for a missing, foreign or changed file."""
    try:
        public = bytes.fromhex((folder / "profiles.pub").read_text(encoding="ascii").strip())
        return read_profile(profile_file(folder, slug).read_bytes(), public, slug)
    except FileNotFoundError as error:
        raise SettingsError(f"the complaint side has no signed profile of {slug!r}; export it again") from error


def read_profile(signed: bytes, public: bytes, slug: str) -> Profile:
    """Raises SettingsError."""
    try:
        record = json.loads(signed)
        told = record["profile"]
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(record["signature"]), _canonical(told))
        profile = Profile(**{**told, "units": tuple(told["units"]), "outside_routes": tuple(told["outside_routes"])})
    except (InvalidSignature, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"the signed profile of {slug!r} is damaged or not signed by our general side") from error
    if record.get("format") != FORMAT or profile.slug != slug or not SLUG.fullmatch(slug):
        raise SettingsError(f"the signed profile of {slug!r} is another agency's or of an unknown format")
    return profile


def _canonical(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
