"""What goes into a turn of the LINE dialog and what comes out of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dialogs.complaints.line_draft import LineDraft
from dialogs.records.reply import Answer
from dialogs.records.voice import Voice


@dataclass(frozen=True, slots=True)
class Person:
    """An officer who may be excluded; the recovery key's holder has no name."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a turn may need to know. ``read_code`` returns the digits of a code, None for what is none.

    ``units`` are the agency's own names of them; ``promised``: acknowledge, answer, feedback, each with its day.
    """

    voice: Voice
    agency: str
    form_url: str
    routes: Sequence[str]
    units: Sequence[str]
    people: Sequence[Person]
    recovery: str
    promised: Mapping[str, str]
    fresh_code: str
    shown: Callable[[str], str]
    read_code: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Said:
    """``origin`` stands for the message, so that it can be unsent. ``picture`` is redrawn; None if it was refused."""

    kind: Literal["text", "button", "picture", "follow", "other"]
    text: str = ""
    data: str = ""
    origin: str = ""
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """``draft`` None: nothing is kept. ``send``: the code was typed; say ``sent`` when the vault has it."""

    draft: LineDraft | None
    answer: Answer
    send: bool = False
