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


Effect = FollowMeasure | Unfollow | ForgetMe
