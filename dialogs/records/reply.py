"""What the bot answers, before it becomes LINE's JSON."""

from dataclasses import dataclass, field

from dialogs.records.json import JsonObject


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. ``label`` is also what may be typed instead (at most 20 graphemes); ``data`` is its meaning.

    ``text`` is what the chat shows when it is pressed; without one it shows the label.
    """

    label: str
    data: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """A button that opens an address (https, tel or line)."""

    label: str
    uri: str


@dataclass(frozen=True, slots=True)
class Say:
    """A text bubble, at most 5,000 UTF-16 units."""

    text: str


@dataclass(frozen=True, slots=True)
class Show:
    """A Flex card. ``alt`` says all that the card says, for the notification and for LINE on a watch."""

    alt: str
    contents: JsonObject


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its https address."""

    url: str
    preview_url: str


Reply = Say | Show | Picture


@dataclass(frozen=True, slots=True)
class Answer:
    """Up to five replies; the choices stand as quick replies under the last one."""

    replies: tuple[Reply, ...]
    choices: tuple[Choice, ...] = field(default=())
