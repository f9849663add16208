"""Public figures: by quarter of the fiscal year, as things stood when the last whole quarter ended.

Small numbers point at people. A cell of one to four is hidden; so is every part of a row in which one is hidden, and
no total over rows is published at all while a row is hidden, so that nothing comes back by subtraction. The running
quarter is not shown, and the picture changes only once a quarter, so that nothing comes back by comparing two days.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dialogs.thai.fiscal import ROUNDS, fiscal_year_of, round_at, round_end, year_start

SMALL = 5


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """``number`` 1-4 of a fiscal year (Buddhist era); the first is October to December."""

    fiscal_year: int
    number: int

    def __str__(self) -> str:
        return f"{self.fiscal_year}/{self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """Complaints received in a quarter, and what had become of them. None: hidden."""

    quarter: Quarter
    received: int | None
    open: int | None
    finished: int | None
    not_accepted: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """``total`` is None while any row is hidden. ``until``: the day these figures speak of."""

    until: date
    rows: tuple[Row, ...]
    total: int | None

    @property
    def none_at_all(self) -> bool:
        """Nothing was received: said in words, not left blank."""
        return self.total == 0


def quarter_of(day: date) -> Quarter:
    return Quarter(fiscal_year_of(day), round_at(day).months // 3)


def last_quarter_end(today: date) -> date:
    """The day before the running quarter began."""
    running = round_at(today)
    if running.months == ROUNDS[0]:
        return year_start(running.fiscal_year) - timedelta(days=1)
    return round_end(running.fiscal_year, running.months - 3)


def remember(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Count a case that retention takes into the past figures of its quarter."""
    quarter = str(quarter_of(date.fromisoformat(row["received"])))
    refused = 0 if row["concluded"] else 1
    connection.execute("INSERT OR IGNORE INTO past VALUES (?, 0, 0, 0)", (quarter,))
    statement = (
        "UPDATE past SET received = received + 1, finished = finished + ?, refused = refused + ? WHERE quarter = ?"
    )
    connection.execute(statement, (1 - refused, refused, quarter))


def figures(connection: sqlite3.Connection, today: date, quarters: int = 4) -> Figures:
    """The last whole quarters, newest last."""
    until = last_quarter_end(today)
    shown = _last_quarters(until, quarters)
    counted = {quarter: Row(quarter, 0, 0, 0, 0) for quarter in shown}
    for case in connection.execute("SELECT * FROM complaint_case WHERE received <= ?", (until.isoformat(),)):
        quarter = quarter_of(date.fromisoformat(case["received"]))
        if quarter in counted:
            counted[quarter] = _count(counted[quarter], case, until)
    for past in connection.execute("SELECT * FROM past"):
        year, number = past["quarter"].split("/")
        quarter = Quarter(int(year), int(number))
        if quarter in counted:
            counted[quarter] = _add(counted[quarter], past)
    return suppressed(until, [counted[quarter] for quarter in shown])


def suppressed(until: date, rows: Sequence[Row]) -> Figures:
    """The rule of this module's first paragraph, applied to true counts."""
    safe = tuple(_hide(row) for row in rows)
    hidden = any(row.received is None for row in safe)
    return Figures(until, safe, None if hidden else sum(row.received or 0 for row in safe))


def _hide(row: Row) -> Row:
    parts = (row.open, row.finished, row.not_accepted)
    if _small(row.received):
        return replace(row, received=None, open=None, finished=None, not_accepted=None)
    if any(_small(part) for part in parts):
        return replace(row, open=None, finished=None, not_accepted=None)
    return row


def _small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALL


def _count(row: Row, case: sqlite3.Row, until: date) -> Row:
    row = replace(row, received=(row.received or 0) + 1)
    if _by(case["concluded"], until):
        return replace(row, finished=(row.finished or 0) + 1)
    if _by(case["closed"], until):
        return replace(row, not_accepted=(row.not_accepted or 0) + 1)
    return replace(row, open=(row.open or 0) + 1)


def _add(row: Row, past: sqlite3.Row) -> Row:
    return replace(
        row,
        received=(row.received or 0) + past["received"],
        finished=(row.finished or 0) + past["finished"],
        not_accepted=(row.not_accepted or 0) + past["refused"],
    )


def _by(day: str | None, until: date) -> bool:
    return day is not None and date.fromisoformat(day) <= until


def _last_quarters(until: date, count: int) -> list[Quarter]:
    found: list[Quarter] = []
    day = until
    for _ in range(count):
        found.append(quarter_of(day))
        day = last_quarter_end(day)
    return list(reversed(found))
