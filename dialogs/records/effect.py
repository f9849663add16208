"""What a turn changes in the database. Carried out in one transaction, once for each event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowMeasure:
    """Tell this person about a measure's changes; ``measure_id`` None: the agency's news."""

    measure_id: int | None


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Stop telling; ``everything`` stops all of it."""

    measure_id: int | None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Delete all that is kept about the person who asks."""


@dataclass(frozen=True, slots=True)
class LinkStaff:
    """Bind the account to the person of an invitation, which is used up by it."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class UnlinkStaff:
    """Unbind the account from the office."""


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """A new entry about a measure; ``replaces`` is the one it corrects. Percent 0-100, rounds 3/6/9/12."""

    measure_id: int
    fiscal_year: int
    round_months: int
    status: str
    percent: int
    detail: str
    output: str
    outcome: str
    reason: str
    evidence: tuple[str, ...]
    replaces: int | None


@dataclass(frozen=True, slots=True)
class NoteMiss:
    """One more message that was not understood; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class KeepMissed:
    """Keep a text without personal data, as the person agreed."""

    text: str


Effect = FollowMeasure | Unfollow | ForgetMe | LinkStaff | UnlinkStaff | ReportProgress | NoteMiss | KeepMissed
