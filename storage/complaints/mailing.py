"""Officers' mail addresses, and at which hour each was last written to.

Addresses are sealed under the side's own secret: the program must read them, a copy of the file alone must not tell
them. Nothing here looks at a case. The server does not know who can open which case, and must not: a notice that came
for a new case would tell of it everybody whom the case excludes, and the mail server besides. So notices follow the
calendar alone; they are the same whether or not anything came.
"""

import re
import sqlite3
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from dialogs.records.errors import CommandError
from storage.complaints.boxes import pad, unpad
from storage.complaints.clocks import is_working_day
from storage.complaints.file import AgencyFile
from storage.complaints.secrets import ComplaintSecrets

_BANGKOK = timezone(timedelta(hours=7))
_PURPOSE = "mail"
_STEP = 512
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"(?=.{{3,254}}$){_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A fixed hour (0-23, Thailand) of a day."""

    day: date
    hour: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to write: taken, so that nobody else writes it too. ``before``: when the officer was last written to."""

    officer_id: str
    address: str
    before: Slot | None


def slot_at(moment: datetime, hours: tuple[int, ...]) -> Slot | None:
    """The latest of today's hours that has come; None on a day off and before the first one.

    Of hours that were missed only the latest is made good, and none of another day.
    """
    local = moment.astimezone(_BANGKOK)
    passed = [hour for hour in hours if hour <= local.hour]
    return Slot(local.date(), max(passed)) if passed and is_working_day(local.date()) else None


def is_address(typed: str) -> bool:
    """One plain address (RFC 5322's dot-atoms): nothing that could be read as two, or begin another header."""
    return bool(_ADDRESS.fullmatch(typed))


def check_address(address: str) -> None:
    """Raises CommandError for what is no mail address."""
    if not is_address(address):
        raise CommandError("this is no mail address (name@example.go.th)")


class Mailing:
    """One agency's addresses."""

    def __init__(self, file: AgencyFile, secrets: ComplaintSecrets) -> None:
        self._file = file
        self._secrets = secrets

    def set_address(self, officer_id: str, address: str | None) -> None:
        """None takes it away. Raises CommandError for what is no address."""
        sealed = None
        if address is not None:
            check_address(address)
            sealed = self._secrets.seal(_PURPOSE, pad(address.encode(), _STEP), self._place(officer_id))
        with self._file.transaction() as connection:
            connection.execute("UPDATE officer SET mail = ? WHERE id = ?", (sealed, officer_id))

    def reached(self) -> frozenset[str]:
        """The officers who have an address."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT id FROM officer WHERE mail IS NOT NULL")
            return frozenset(row["id"] for row in rows)

    def reseal(self) -> int:
        """Put every address under the first key; how many."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT id, mail FROM officer WHERE mail IS NOT NULL").fetchall()
        for row in rows:
            self.set_address(row["id"], self._open(row))
        return len(rows)

    def last(self, officer_id: str) -> Slot | None:
        """When this officer was last written to."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM officer WHERE id = ?", (officer_id,)).fetchone()
            return _last(row) if row else None

    def waits(self, slot: Slot, refused: Set[tuple[str, Slot]]) -> bool:
        """Whether anybody is still to be written to at this hour; ``refused``: whose address the server turned down."""
        with self._file.reading() as connection:
            return bool(_due(connection, slot, refused))

    def take(self, slot: Slot, refused: Set[tuple[str, Slot]]) -> Notice | None:
        """The next mail of this hour, marked as written before it is: one that breaks off is not written twice."""
        with self._file.transaction() as connection:
            due = _due(connection, slot, refused)
            if not due:
                return None
            _mark(connection, due[0]["id"], slot)
            return Notice(due[0]["id"], self._open(due[0]), _last(due[0]))

    def give_back(self, notice: Notice) -> None:
        """The mail was certainly not written: the server refused it."""
        with self._file.transaction() as connection:
            _mark(connection, notice.officer_id, notice.before)

    def _open(self, row: sqlite3.Row) -> str:
        return unpad(self._secrets.unseal(_PURPOSE, row["mail"], self._place(row["id"]))).decode()

    def _place(self, officer_id: str) -> str:
        return f"mail/{self._file.slug}/{officer_id}"


def _due(connection: sqlite3.Connection, slot: Slot, refused: Set[tuple[str, Slot]]) -> list[sqlite3.Row]:
    rows = connection.execute("SELECT * FROM officer WHERE mail IS NOT NULL ORDER BY id").fetchall()
    written = {row["id"] for row in rows if (last := _last(row)) is not None and last >= slot}
    return [row for row in rows if row["id"] not in written and (row["id"], slot) not in refused]


def _last(row: sqlite3.Row) -> Slot | None:
    return Slot(date.fromisoformat(row["notice_day"]), row["notice_hour"]) if row["notice_day"] else None


def _mark(connection: sqlite3.Connection, officer_id: str, slot: Slot | None) -> None:
    day, hour = (slot.day.isoformat(), slot.hour) if slot else (None, None)
    connection.execute("UPDATE officer SET notice_day = ?, notice_hour = ? WHERE id = ?", (day, hour, officer_id))
