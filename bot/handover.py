"""What an operator hands from the general side to the complaint side: the signed profile of an agency.

Only commands and the demo run this, as an operator would by hand; neither side's processes import it.
"""

from bot.complaints.settings import ComplaintSettings
from bot.complaints.setup import install_profile
from bot.settings import Settings
from dialogs.complaint import outside_routes
from storage.complaints.profile import export_profile, new_profile_key, public_half
from storage.files import write_once
from storage.models import Agency


def profile_key(settings: Settings) -> bytes:
    """The general side's signing key, made once and kept in DATA_DIR (mode 0600)."""
    path = settings.data_dir.resolve() / "profiles.key"
    if not path.exists():
        write_once(path, new_profile_key())
    return path.read_bytes()


def hand_over(settings: Settings, complaint_settings: ComplaintSettings, agency: Agency) -> None:
    """Sign the agency's profile and install it on the complaint side. Raises CommandError, SettingsError."""
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
    install_profile(complaint_settings, agency.slug, signed, public_half(key))
