"""Deleting what has been closed long enough. Counted from closing; an open case is never touched."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from storage.complaints import audit
from storage.complaints.audit import Act
from storage.complaints.file import AgencyFile
from storage.complaints.officers import OPERATOR
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.statistics import remember
from storage.complaints.statuses import ENDED


@dataclass(frozen=True, slots=True)
class Swept:
    """How many cases went, and how many free pages the file has left (0 when nothing of them remains)."""

    cases: int
    free_pages: int


def sweep(file: AgencyFile, secrets: ComplaintSecrets, today: date, keep_days: int) -> Swept:
    """Delete cases closed ``keep_days`` or more ago, with all that belongs to them, and write the file anew.

    Their counts stay in the statistics, by quarter.
    """
    with file.transaction() as connection:
        gone = _closed_until(connection, today - timedelta(days=keep_days))
        for row in gone:
            remember(connection, row)
            connection.execute("DELETE FROM complaint_case WHERE id = ?", (row["id"],))
        if gone:
            audit.record(connection, secrets.subkey("audit"), today, OPERATOR, Act.RETENTION)
    if gone:
        file.vacuum()
    with file.reading() as connection:
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    return Swept(len(gone), free)


def _closed_until(connection: sqlite3.Connection, last: date) -> list[sqlite3.Row]:
    statement = "SELECT * FROM complaint_case WHERE status IN (?, ?) AND closed <= ?"
    return connection.execute(statement, (*sorted(ENDED), last.isoformat())).fetchall()
