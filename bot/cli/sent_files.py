"""Pictures and files that are "sent" in the terminal: by their path, or by a caption that stands for any."""

import secrets
from pathlib import Path

from bot.evidence.contents import Trouble
from bot.simulator.content import sample_document, sample_picture
from dialogs.records.errors import CommandError
from dialogs.records.json import Json, JsonObject

_MOST = 50 * 1024 * 1024


class SentFiles:
    """Plays LINE's content API for one run of ``chat``."""

    def __init__(self) -> None:
        self._sent: dict[str, bytes] = {}

    def message(self, kind: str, what: str) -> JsonObject:
        """A message object of LINE's type ``kind``. Raises CommandError for a file that cannot be read."""
        number = str(secrets.randbelow(9 * 10**17) + 10**17)
        message: dict[str, Json] = {"type": kind, "id": number}
        if kind not in ("image", "file"):
            return message
        path = Path(what)
        stand_in = sample_picture() if kind == "image" else sample_document()
        content = _read(path) if what and path.is_file() else stand_in.body
        if kind == "file":
            message |= {"fileName": path.name if path.suffix else f"{what or 'เอกสาร'}.pdf", "fileSize": len(content)}
        self._sent[number] = content
        return message

    def fetch(self, slug: str, message_id: str, limit: int) -> bytes | Trouble:
        """What was sent in this run. Anything else waits for whoever it belongs to: other processes share the data."""
        content = self._sent.get(message_id)
        if content is None:
            return Trouble.LATER
        return content if len(content) <= limit else Trouble.TOO_LARGE


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
