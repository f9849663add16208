"""Where the content of messages comes from: LINE (``bot.line.content``), or the terminal's own files in ``chat``."""

from enum import Enum, auto
from typing import Protocol


class Trouble(Enum):
    """Why there is no content.

    ``LATER``: worth another try (still prepared, LINE or the network in trouble, a wrong access token).
    ``TAKEN_BACK``: unsent. ``GONE``: LINE has it no longer, or could not prepare it.
    """

    LATER = auto()
    TAKEN_BACK = auto()
    GONE = auto()
    TOO_LARGE = auto()


class Contents(Protocol):
    def fetch(self, slug: str, message_id: str, limit: int) -> bytes | Trouble:
        """The content of a message to an agency's account, at most ``limit`` bytes."""
        ...
