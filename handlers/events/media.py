"""Pictures, files, voice, stickers, places: what they are, not what is in them."""

from collections.abc import Callable
from hashlib import sha256

from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Album, Kind, Message
from handlers.incoming import Incoming

MAX_ALBUM = 50


def reader(kind: Kind) -> Callable[[Incoming], Message | None]:
    """A reader that says of what kind the message is; its content stays at LINE until a form asks for it.

    Content that lies elsewhere than at LINE (``contentProvider`` external, from a web page inside LINE) is never
    fetched: its address is anybody's.
    """

    def read(incoming: Incoming) -> Message | None:
        message = incoming.event.get("message")
        if not isinstance(message, dict):
            return Message(kind)
        provider = message.get("contentProvider")
        if isinstance(provider, dict) and provider.get("type") != "line":
            return Message(Kind.OTHER)
        name, size = message.get("fileName"), message.get("fileSize")
        return Message(
            kind,
            name=name if isinstance(name, str) else "",
            size=size if isinstance(size, int) else 0,
            album=_album(message.get("imageSet")),
        )

    return read


def _album(given: Json) -> Album | None:
    """LINE's image set; one with a count that no phone sends is none."""
    found: JsonObject = given if isinstance(given, dict) else {}
    number, total = found.get("id"), found.get("total")
    if not isinstance(number, str) or not isinstance(total, int) or not 1 < total <= MAX_ALBUM:
        return None
    return Album(sha256(number.encode()).hexdigest()[:12], total)
