"""``chat --channel complaint``: the complaint account in the terminal, on the stores of the complaint side.

Nobody is named to it: the person of a run is chance, so a draft ends with its run, and a submitted case stays.
"""

import argparse
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.transcript import Transcript
from bot.complaints.parts import ComplaintParts, open_complaint_parts
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from bot.demo import complaints as samples
from bot.demo.demo import remember_officers
from bot.parts import Parts
from dialogs.cards.line import to_line
from dialogs.complaints.scene import Said
from dialogs.records.errors import CommandError, Refused
from dialogs.records.json import JsonObject
from handlers.complaints.line_turn import LineTurns
from handlers.complaints.pictures import redrawn
from storage.complaints.drafts import Drafts, Who
from storage.complaints.file import agencies

_PICTURE = re.compile(r"^\[รูปภาพ(?::\s*(?P<what>.*?))?\]$")
_STAND_IN = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def"
    "46b80000000049454e44ae426082"
)
"""A picture of one dot, for a caption that names no file."""


class Reporter:
    """One nameless person and what the account answers."""

    def __init__(self, turns: LineTurns) -> None:
        self._turns = turns
        self._who = (Who(secrets.token_hex(32), secrets.token_bytes(32)),)
        self._transcript = Transcript()

    def says(self, line: str) -> tuple[JsonObject, ...]:
        """One turn of a typed line. Raises CommandError for a button that the last answer does not have."""
        origin = secrets.token_hex(16)
        messages = to_line(self._turns.take(self._who, origin, self._said(line, origin)))
        self._transcript.heard(messages)
        return messages

    def leaves(self) -> None:
        """The draft goes with its teller."""
        self._turns.forget(self._who, secrets.token_hex(16))

    def _said(self, line: str, origin: str) -> Said:
        picture = _PICTURE.match(line.strip())
        if picture:
            return Said("picture", origin=origin, picture=_drawn(picture["what"] or ""))
        event = self._transcript.event_for(line)
        if isinstance(postback := event.get("postback"), dict):
            return Said("button", data=str(postback["data"]))
        message = event.get("message")
        if isinstance(message, dict) and message.get("type") == "text":
            text = str(message["text"]).replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
            return Said("text", text, origin=origin)
        return Said("other", origin=origin)


@contextmanager
def reporter(args: argparse.Namespace, general: Parts) -> Iterator[Reporter]:
    """Raises CommandError for an agency that has no complaint channel here."""
    settings = load_complaint_settings().model_copy(
        update={"data_dir": general.settings.data_dir, "now": general.settings.now}
    )
    _set_up(settings, general, args.agency)
    with open_complaint_parts(settings) as parts:
        one = Reporter(_turns(parts, args.agency))
        try:
            yield one
        finally:
            one.leaves()


def _turns(parts: ComplaintParts, slug: str) -> LineTurns:
    form = f"{parts.settings.complaints_public_url.rstrip('/')}/{slug}/"
    return LineTurns(parts.house, parts.house.office(slug), Drafts(parts.redis), form)


def _set_up(settings: ComplaintSettings, general: Parts, slug: str) -> None:
    """A sample agency gets its officers with its first chat; a real one is set up by its operator."""
    if slug in agencies(settings.folder):
        return
    if not samples.is_sample(general, slug):
        raise CommandError(f"{slug!r} has no complaint channel yet; see: python -m bot officer add --help")
    remember_officers(general.settings.data_dir.resolve(), samples.prepare(general, only=slug))


def _drawn(what: str) -> bytes | None:
    path = Path(what)
    try:
        sent = path.read_bytes() if what and path.is_file() else _STAND_IN
        return redrawn(sent, 1).content
    except (OSError, ValueError, Refused):
        return None
