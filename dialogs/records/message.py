"""What reached the engine: one message of one person, free of LINE's envelope."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.records.reading import Reading


class Kind(StrEnum):
    """Kinds of message that the dialogs tell apart."""

    TEXT = "text"
    BUTTON = "button"
    FOLLOW = "follow"
    PICTURE = "picture"
    FILE = "file"
    STICKER = "sticker"
    LOCATION = "location"
    VOICE = "voice"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` as typed; ``data`` of a button; ``params`` of a date picker; ``id`` LINE's message id (never logged)."""

    kind: Kind
    text: str = ""
    data: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    reading: Reading | None = None
