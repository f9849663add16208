"""The doctor's look at the complaint side, where it lives on this machine."""

from collections.abc import Iterator
from pathlib import Path

from bot.cli import machine
from bot.cli.findings import Finding
from bot.cli.sides import COMPLAINTS
from bot.complaints.link import LineLink
from bot.complaints.parts import ComplaintParts, open_complaint_parts
from bot.complaints.settings import load_complaint_settings
from dialogs.records.errors import ProngsaiError
from storage.complaints.channel import load_channel
from storage.complaints.file import AgencyFile, agencies
from storage.complaints.officers import OfficerKind
from storage.complaints.profile import load_profile


def complaint_findings(backups: Path | None, *, is_wanted: bool) -> Iterator[Finding]:
    """Stores, keys and Redis; of each agency its profile, its officers, and that its account's chat is off.

    ``is_wanted``: it is a fault if the complaint side is not here.
    """
    try:
        settings = load_complaint_settings()
        if not settings.folder.is_dir():
            yield Finding("complaint side", not is_wanted, "not on this machine (COMPLAINTS_DIR)")
            return
        yield machine.disk(settings.folder, "complaint disk")
        with open_complaint_parts(settings) as parts:
            for name, check in parts.checks():
                check()
                yield Finding(f"complaint {name}", True, "as it must be")
            for slug in agencies(settings.folder):
                yield from _agency(parts, slug)
    except ProngsaiError as error:
        yield Finding("complaint side", False, str(error))
    yield from machine.backups(backups, COMPLAINTS)


def _agency(parts: ComplaintParts, slug: str) -> Iterator[Finding]:
    try:
        load_profile(parts.settings.folder, slug)
        file = AgencyFile(parts.settings.folder, slug)
        with file.reading() as connection:
            officers = connection.execute(
                "SELECT COUNT(*) FROM officer WHERE kind = ?", (OfficerKind.OFFICER,)
            ).fetchone()[0]
        yield Finding(f"complaint officers of {slug}", officers > 0, f"{officers} can read")
        channel = load_channel(file, parts.secrets)
        if channel is None:
            yield Finding(f"complaint account of {slug}", True, "none; the form stands alone")
            return
        mode = LineLink(parts.settings.line_api_url, parts.settings.line_data_url).chat_mode(channel.token)
        detail = "chat is off; it must be under a LINE provider of its own, which nobody but you can check"
        if mode != "bot":
            detail = "LINE says that chat is on" if mode else "LINE did not answer; the channel is not served"
        yield Finding(f"complaint account of {slug}", mode == "bot", detail)
    except ProngsaiError as error:
        yield Finding(f"complaints of {slug}", False, str(error))
