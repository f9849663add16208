"""A text message. LINE's own emoji and mentions are cut out: they are placeholders such as ``(brown)`` or ``@name``."""

from dialogs.records.json import Json
from dialogs.records.message import Kind, Message
from handlers.incoming import Incoming

MAX_TEXT = 5000


def read(incoming: Incoming) -> Message | None:
    message = incoming.event.get("message")
    if not isinstance(message, dict):
        return None
    text = message.get("text")
    if not isinstance(text, str):
        return Message(Kind.OTHER)
    spans = _spans(message.get("emojis")) + _spans(_mentionees(message.get("mention")))
    return Message(Kind.TEXT, text=_without(text, spans)[:MAX_TEXT])


def _mentionees(mention: Json) -> Json:
    return mention.get("mentionees") if isinstance(mention, dict) else None


def _spans(items: Json) -> list[tuple[int, int]]:
    """(start, length) in UTF-16 units, as LINE counts."""
    spans = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            index, length = item.get("index"), item.get("length")
            if isinstance(index, int) and isinstance(length, int) and index >= 0 and length > 0:
                spans.append((index, length))
    return spans


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    units = text.encode("utf-16-le")
    for start, length in sorted(spans, reverse=True):
        units = units[: 2 * start] + units[2 * (start + length) :]
    return units.decode("utf-16-le", errors="ignore").strip()
