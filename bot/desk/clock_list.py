"""The list of cases by what is due next."""

from dataclasses import dataclass
from datetime import date

from storage.complaints.clocks import Clocks, due
from storage.complaints.desk import Listed
from storage.complaints.statuses import ENDED, Status


@dataclass(frozen=True, slots=True)
class Line:
    """``what`` names the promise that runs out next; None where nothing is owed."""

    case: Listed
    what: str | None
    day: date | None
    late: bool


def by_clock(cases: list[Listed], clocks: Clocks, today: date) -> list[Line]:
    """The most pressing first; what owes nothing last."""
    lines = [_line(case, clocks, today) for case in cases]
    return sorted(lines, key=lambda line: (line.day is None, line.day or date.max, line.case.row.number))


def _line(case: Listed, clocks: Clocks, today: date) -> Line:
    row = case.row
    promised = due(row.received, clocks)
    owed = [
        ("acknowledge", promised.acknowledge, row.decided is None and row.status is Status.RECEIVED),
        ("answer", promised.answer, row.answered is None),
        ("feedback", promised.feedback, row.concluded is None and row.status is not Status.NOT_ACCEPTED),
    ]
    open_ = [(what, day) for what, day, missing in owed if missing and row.status not in ENDED]
    what, day = min(open_, key=lambda pair: pair[1]) if open_ else (None, None)
    return Line(case, what, day, day is not None and day < today)
