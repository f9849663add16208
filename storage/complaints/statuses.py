"""A case's way: received, accepted or not, investigated, forwarded or concluded, closed. One table.

Deleted is what stays of a closed case that two officers deleted before its time: that, when and why.
"""

from collections.abc import Mapping
from enum import StrEnum

from storage.complaints.errors import WrongTransition


class Status(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    INVESTIGATING = "investigating"
    FORWARDED = "forwarded"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    DELETED = "deleted"


TRANSITIONS: Mapping[Status, tuple[Status, ...]] = {
    Status.RECEIVED: (Status.ACCEPTED, Status.NOT_ACCEPTED, Status.FORWARDED),
    Status.ACCEPTED: (Status.INVESTIGATING, Status.FORWARDED),
    Status.NOT_ACCEPTED: (Status.ACCEPTED, Status.CLOSED),
    Status.INVESTIGATING: (Status.FORWARDED, Status.CONCLUDED),
    Status.FORWARDED: (Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED),
    Status.CONCLUDED: (Status.INVESTIGATING, Status.CLOSED),
    Status.CLOSED: (),
    Status.DELETED: (),
}
"""A closed case becomes deleted by two officers (``deletion``), not by a step of one."""

ENDED = frozenset({Status.CLOSED, Status.DELETED})
NEEDS_WORDS = frozenset({Status.NOT_ACCEPTED, Status.FORWARDED, Status.CONCLUDED})
"""Steps that must say something to the reporter: the reason, to whom, the outcome."""


class Refusal(StrEnum):
    """Why a complaint is not accepted. That it bears no name is not a reason, so there is none to choose."""

    NOT_CORRUPTION = "not_corruption"
    OTHER_AUTHORITY = "other_authority"
    IN_COURT = "in_court"
    DECIDED_BEFORE = "decided_before"
    TOO_LITTLE_TO_CHECK = "too_little_to_check"


def check_transition(old: Status, new: Status, words: str, refusal: Refusal | None = None) -> None:
    """Raises WrongTransition for a way that the table does not know, or one without its words or its reason."""
    if new not in TRANSITIONS[old]:
        raise WrongTransition(f"a case that is {old} cannot become {new}")
    if new in NEEDS_WORDS and not words.strip():
        raise WrongTransition(f"a case that becomes {new} needs words for the reporter")
    if new is Status.NOT_ACCEPTED and refusal is None:
        raise WrongTransition("a complaint that is not accepted needs one of the reasons")
