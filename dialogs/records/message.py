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
class Album:
    """Several pictures sent at once; they arrive one by one in any order. ``key`` is the same for all ``total``."""

    key: str
    total: int


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` as typed; ``data`` of a button; ``params`` of a date picker; ``id`` a keyed digest of LINE's message id.

    Of a file, ``name`` as its sender wrote it and ``size`` in bytes, both only claimed.
    """

    kind: Kind
    text: str = ""
    data: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    reading: Reading | None = None
    name: str = ""
    size: int = 0
    album: Album | None = None
