"""Pictures and files that prove a report: what a form holds of them, and what became of them.

Only staff and officials see them. The public sees a report's links and no file: what is meant for everybody belongs on
the agency's own website, where it can be withdrawn (and a photograph may show people who did not ask to be published).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogs.records.conversation import Conversation, Frame

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_ITEMS = 10
"""Messages with evidence in one report."""
CONTENT = "content"
"""The key under which a slot's value names the message (digest) whose content the form wants."""


class FileKind(StrEnum):
    PICTURE = "picture"
    FILE = "file"


class FileState(StrEnum):
    """``LOST``: it could not be fetched, or is nothing that we keep."""

    WAITING = "waiting"
    KEPT = "kept"
    LOST = "lost"


class Loss(StrEnum):
    """Why a file was not kept. ``TAKEN_BACK``: its sender unsent it. ``UNREACHED``: LINE did not give it in time."""

    TAKEN_BACK = "taken_back"
    GONE = "gone"
    UNREACHED = "unreached"
    TOO_LARGE = "too_large"
    FOREIGN = "foreign"
    MACROS = "macros"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """One file of a report, fetched or about to be. ``name`` is empty for a picture."""

    id: int
    kind: FileKind
    name: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How much evidence a report holds."""

    pictures: int = 0
    files: int = 0
    links: int = 0

    @property
    def total(self) -> int:
        return self.pictures + self.files + self.links


def contents_of(conversation: Conversation) -> frozenset[str]:
    """The messages (digests) whose content the open forms hold, those a time-out interrupted included."""
    frames = (*conversation.frames, *([conversation.paused] if conversation.paused else []))
    return frozenset(content for frame in frames for content in _contents(frame))


def _contents(frame: Frame) -> Iterator[str]:
    for value in frame.slots.values():
        if isinstance(value, dict) and isinstance(content := value.get(CONTENT), str):
            yield content
