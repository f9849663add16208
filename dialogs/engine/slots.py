"""Taking slots from what a message said."""

from dialogs.records.json import Json
from dialogs.records.message import Message


def values(message: Message, key: str) -> list[Json]:
    """All values of an entity, in order of writing."""
    found = message.reading.entities.get(key) if message.reading else None
    if found is None:
        return []
    return list(found) if isinstance(found, list | tuple) else [found]  # type: ignore[list-item]  # entities are JSON by contract


def first_text(message: Message, key: str) -> str:
    """The first value of a text entity, or ''."""
    return next((value for value in values(message, key) if isinstance(value, str)), "")


def first_number(message: Message, key: str) -> int | None:
    """The first value of a numeric entity."""
    return next((value for value in values(message, key) if isinstance(value, int)), None)


def has(message: Message, key: str) -> bool:
    return bool(values(message, key))


def wish_of(message: Message) -> str:
    """The intent, where the reading is sure enough to act; else ''."""
    reading = message.reading
    return reading.intent if reading and reading.decision == "act" else ""
