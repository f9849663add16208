"""Setting up an agency on the complaint side: its signed profile, its LINE account. For the command line and the demo."""

from bot.complaints.settings import ComplaintSettings
from dialogs.records.errors import CommandError
from storage.complaints.channel import save_channel
from storage.complaints.file import create_file
from storage.complaints.profile import profile_file, read_profile
from storage.complaints.secrets import load_secrets


def install_profile(settings: ComplaintSettings, slug: str, signed: bytes, public: bytes) -> None:
    """Keep a profile that the general side exported, and with the first one whose signature to trust.

    Raises SettingsError for a damaged or foreign profile, CommandError when another signer is trusted here.
    """
    read_profile(signed, public, slug)
    create_file(settings.folder, slug)
    trusted = settings.folder / "profiles.pub"
    if trusted.exists() and trusted.read_text(encoding="ascii").strip() != public.hex():
        raise CommandError(f"profiles here are signed by another key; remove {trusted} if that is meant to change")
    trusted.write_text(public.hex(), encoding="ascii")
    profile_file(settings.folder, slug).write_bytes(signed)


def add_channel(settings: ComplaintSettings, slug: str, secret: str, token: str) -> str:
    """Keep the complaint account's secret and token; returns its webhook's address. Raises CommandError."""
    if not secret or not token:
        raise CommandError("a channel needs its secret and its access token (--secret, --token)")
    save_channel(create_file(settings.folder, slug), load_secrets(settings.secret_folder), secret, token)
    return f"{settings.complaints_public_url.rstrip('/')}/line/{slug}"
