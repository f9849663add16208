"""The record of one conversation: what is being asked, and what was just talked about.

It holds no name, no LINE id and, outside a form that is being filled, no words of the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dialogs.records.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Frame:
    """One dialog under way.

    ``key`` tells its buttons from those of an older question; ``slots`` keep the order in which they were filled;
    ``answered`` names the steps that the person answered, for *back*; ``origins`` maps a slot to the digest of the
    message that filled it, so that an unsent message can be taken out again.
    """

    dialog: str
    version: int
    key: str
    slots: Mapping[str, Json] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    asked: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """``frames``: dialogs under way, the asked one last. ``paused``: what a time-out interrupted; ``reminded``: whether
    that was said. ``offers``: label and meaning of the last answer's buttons, so that each also works typed.

    ``context``: the topic of the last answer (``dialog`` and its values), for "and who is responsible?".
    ``deadline``: when the frames count as interrupted and the context as forgotten. ``misses``: messages in a row
    that were not understood. ``revision`` grows with every commit.
    """

    revision: int = 0
    frames: tuple[Frame, ...] = ()
    paused: Frame | None = None
    context: JsonObject = field(default_factory=dict)
    offers: tuple[tuple[str, str], ...] = ()
    reminded: bool = False
    deadline: datetime | None = None
    misses: int = 0

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None
