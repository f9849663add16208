"""Kinds of LINE event, a file each: what reached us, as a message for the engine.

``READERS`` maps LINE's event type, and for messages ``message/<type>``, to a reader. A kind that is not listed is
answered with nothing: new kinds come without notice, and silence is right for what nobody asked.
"""

from collections.abc import Callable, Mapping

from dialogs.records.message import Kind, Message
from handlers.events import button, follow, media, text
from handlers.incoming import Incoming

Reader = Callable[[Incoming], Message | None]

READERS: Mapping[str, Reader] = {
    "message/text": text.read,
    "message/image": media.reader(Kind.PICTURE),
    "message/file": media.reader(Kind.FILE),
    "message/video": media.reader(Kind.VIDEO),
    "message/audio": media.reader(Kind.VOICE),
    "message/sticker": media.reader(Kind.STICKER),
    "message/location": media.reader(Kind.LOCATION),
    "postback": button.read,
    "follow": follow.read,
}
OTHER_MESSAGE: Reader = media.reader(Kind.OTHER)


def read_message(incoming: Incoming) -> Message | None:
    """The engine's message, or None for an event that is answered with silence."""
    if incoming.type != "message":
        reader = READERS.get(incoming.type)
        return reader(incoming) if reader else None
    message = incoming.event.get("message")
    kind = message.get("type") if isinstance(message, dict) else None
    return READERS.get(f"message/{kind}", OTHER_MESSAGE)(incoming)
