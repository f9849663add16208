"""The list of cases by what is due next."""

from dataclasses import dataclass
from datetime import date

from storage.complaints.clocks import Clocks, due
from storage.complaints.records import CaseRow
from storage.complaints.statuses import Status

_ENDED = frozenset({Status.CLOSED})


@dataclass(frozen=True, slots=True)
class Line:
    """``what`` names the promise that runs out next; None where nothing is owed. ``new``: the reporter wrote last."""

    row: CaseRow
    what: str | None
    day: date | None
    late: bool
    new: bool


def by_clock(cases: list[CaseRow], clocks: Clocks, today: date) -> list[Line]:
    """The most pressing first; what owes nothing last."""
    lines = [_line(row, clocks, today) for row in cases]
    return sorted(lines, key=lambda line: (line.day is None, line.day or date.max, line.row.number))


def _line(row: CaseRow, clocks: Clocks, today: date) -> Line:
    promised = due(row.received, clocks)
    owed = [
        ("acknowledge", promised.acknowledge, row.decided is None and row.status is Status.RECEIVED),
        ("answer", promised.answer, row.answered is None),
        ("feedback", promised.feedback, row.concluded is None and row.status is not Status.NOT_ACCEPTED),
    ]
    open_ = [(what, day) for what, day, missing in owed if missing and row.status not in _ENDED]
    what, day = min(open_, key=lambda pair: pair[1]) if open_ else (None, None)
    new = row.reporter_wrote is not None and (row.answered is None or row.reporter_wrote >= row.answered)
    return Line(row, what, day, day is not None and day < today, new and row.status not in _ENDED)
