"""The state of a row at a round, from what was reported about its measures. Nothing is guessed."""

from collections.abc import Iterable

from dialogs.records.facts import Status

WORDS = {
    Status.DONE: "ดำเนินการแล้ว",
    Status.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Status.NOT_STARTED: "ยังไม่ดำเนินการ",
}
"""Statuses as official tables print them."""


def row_status(statuses: Iterable[Status | None]) -> Status | None:
    """One state for several measures: what they share; underway where some are done and some are not.

    None where that cannot be said: nothing is reported about one of them, and the others do not settle it.
    """
    found = set(statuses)
    known = found - {None, Status.UNKNOWN}
    if Status.IN_PROGRESS in known or {Status.DONE, Status.NOT_STARTED} <= known:
        return Status.IN_PROGRESS
    return next(iter(known)) if len(found) == 1 and known else None


def status_word(status: str | None) -> str:
    """The words of a status; "" where it is unknown."""
    return WORDS.get(Status(status), "") if status else ""
