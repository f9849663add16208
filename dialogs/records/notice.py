"""What the office pushes on its own: not an answer, so it costs the month's quota (LINE reference, "Pricing")."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from dialogs.records.json import JsonObject

MAX_MESSAGES = 5
"""LINE takes no more in one request."""


class Importance(IntEnum):
    """The order in which the month's quota is spent: a smaller number goes first and may take what others leave."""

    ACKNOWLEDGE = 1
    DEADLINE = 2
    DIGEST = 3


class Audience(StrEnum):
    """Who may still get a notice when its time comes; asked again just before it is sent.

    ``OFFICE``: bound with a role. ``REMINDED``: the same, and reminders not switched off. ``FOLLOWERS``: still
    follows something. ``SURVEY``: asked to be told when the residents' survey opens, and did not change their mind.
    """

    OFFICE = "office"
    REMINDED = "reminded"
    FOLLOWERS = "followers"
    SURVEY = "survey"


class Fate(StrEnum):
    """What became of a notice for one person."""

    WAITING = "waiting"
    SENT = "sent"
    UNSENT = "unsent"


class Reason(StrEnum):
    """Why a notice was not sent. ``UNSURE``: LINE never answered; it may have arrived.

    ``CHANNEL``: the account is not set, or LINE does not accept its token. ``BUSY``: LINE had no room for it all the
    time. ``REFUSED``: LINE said no to this one. ``GONE``: the person left, or asked not to be told.
    """

    EXPIRED = "expired"
    MONTH_USED_UP = "month_used_up"
    CHANNEL = "channel"
    BUSY = "busy"
    REFUSED = "refused"
    UNSURE = "unsure"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Notice:
    """The same messages for some people of one agency.

    ``key`` is unique for the agency: a job that runs again stores nothing twice. ``people`` are ids of persons,
    ``messages`` 1 to 5 LINE message objects. It goes out at ``due`` or soon after, and never at or after ``expires``.
    """

    kind: str
    key: str
    people: tuple[int, ...]
    messages: tuple[JsonObject, ...]
    importance: Importance
    due: datetime
    expires: datetime
    audience: Audience = Audience.OFFICE
