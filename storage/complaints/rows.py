"""Reading and writing the tables of a case. Nothing here knows a key: boxes go in and out."""

import secrets
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from datetime import date

from storage.complaints.boxes import open_with, seal_to
from storage.complaints.records import DESK_ONLY, CaseRow, Place
from storage.complaints.statuses import Status

_NUMBER_DIGITS = 7


def add_entry(connection: sqlite3.Connection, slug: str, case: CaseRow, place: Place, plain: bytes) -> str:
    """Seal and keep one thing that was written; its id, which is chance."""
    id_ = uuid.uuid4().hex
    public = case.desk_key if place in DESK_ONLY else case.case_key
    sealed = seal_to(public, plain, slug, case.id, id_, place)
    connection.execute(
        "INSERT INTO entry (id, case_id, place, sealed) VALUES (?, ?, ?, ?)", (id_, case.id, place, sealed)
    )
    return id_


def replace_entry(connection: sqlite3.Connection, slug: str, case: CaseRow, place: Place, plain: bytes) -> None:
    """For what there is one of in a case: the slot map, the assignee, a request to delete it."""
    remove_entries(connection, case, (place,))
    add_entry(connection, slug, case, place, plain)


def remove_entries(connection: sqlite3.Connection, case: CaseRow, places: Iterable[Place]) -> None:
    """Delete what lies at these places of a case."""
    gone = [(case.id, place) for place in places]
    connection.executemany("DELETE FROM entry WHERE case_id = ? AND place = ?", gone)


def opened_entries(
    connection: sqlite3.Connection, slug: str, case_id: str, place: Place, private: bytes
) -> Iterator[tuple[str, bytes]]:
    """(entry id, what was written). Raises NotOpened for a box that is not where it was put."""
    rows = connection.execute("SELECT id, sealed FROM entry WHERE case_id = ? AND place = ?", (case_id, place))
    for row in rows.fetchall():
        yield row["id"], open_with(private, row["sealed"], slug, case_id, row["id"], place)


def boxes_of(connection: sqlite3.Connection, case_id: str) -> list[bytes]:
    """The wraps of a case."""
    rows = connection.execute("SELECT sealed FROM wrap WHERE case_id = ? ORDER BY slot", (case_id,))
    return [row["sealed"] for row in rows]


def cases(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return connection.execute("SELECT * FROM complaint_case").fetchall()


def case_row(row: sqlite3.Row) -> CaseRow:
    return CaseRow(
        id=row["id"],
        number=row["number"],
        category=row["category"],
        status=Status(row["status"]),
        case_key=row["case_key"],
        desk_key=row["desk_key"],
        received=date.fromisoformat(row["received"]),
        decided=_day(row["decided"]),
        answered=_day(row["answered"]),
        concluded=_day(row["concluded"]),
        closed=_day(row["closed"]),
        reporter_wrote=_day(row["reporter_wrote"]),
    )


def new_number(connection: sqlite3.Connection) -> str:
    """A number for letters and files: chance, so that it tells neither order nor count."""
    taken = {row["number"] for row in connection.execute("SELECT number FROM complaint_case")}
    while True:
        number = str(secrets.randbelow(9 * 10 ** (_NUMBER_DIGITS - 1)) + 10 ** (_NUMBER_DIGITS - 1))
        if number not in taken:
            return number


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
