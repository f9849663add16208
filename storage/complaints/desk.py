"""The officers' side of the vault: only cases that one of their wraps opens exist here, in every list and count."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from storage.complaints import audit, rows
from storage.complaints.audit import Act
from storage.complaints.errors import NobodyLeft
from storage.complaints.file import AgencyFile
from storage.complaints.officers import OfficerKind, Unlocked, listed
from storage.complaints.records import (
    Author,
    CaseRow,
    Message,
    OpenedCase,
    Place,
    dump_message,
    read_message,
)
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.statuses import Refusal, Status, check_transition
from storage.complaints.vault import is_proven, opened_case
from storage.complaints.wraps import CaseKeys, Exclusions, SlotMap, open_wraps, present_map, read_slot_map, write_wraps

_BANGKOK = timezone(timedelta(hours=7))
_DATES = {
    Status.ACCEPTED: "decided",
    Status.NOT_ACCEPTED: "decided",
    Status.CONCLUDED: "concluded",
    Status.CLOSED: "closed",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A case that this officer's key opens."""

    row: CaseRow
    keys: CaseKeys


class Desk:
    """One officer at one agency's file."""

    def __init__(
        self, file: AgencyFile, secrets: ComplaintSecrets, officer: Unlocked, clock: Callable[[], datetime]
    ) -> None:
        self._file = file
        self._secrets = secrets
        self._officer = officer
        self._clock = clock

    def held(self) -> list[Held]:
        """Every case that opens, oldest first."""
        with self._file.reading() as connection:
            found = [self._try(connection, row) for row in rows.cases(connection)]
        return sorted((one for one in found if one), key=lambda one: (one.row.received, one.row.number))

    def read(self, number: str) -> OpenedCase | None:
        """A case with its notes; None for one that does not exist, or does not for this officer."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return None
            self._record(connection, Act.READ, number)
            return self._opened(connection, held)

    def write(self, number: str, text: str) -> bool:
        """A message to the reporter. False where there is no such case."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return False
            self._say(connection, held.row, Place.MESSAGE, text, None)
            _set_once(connection, held.row.id, "answered", self._day())
            self._record(connection, Act.WROTE, number)
            return True

    def note(self, number: str, text: str) -> bool:
        """A note that the reporter's code does not open."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return False
            self._say(connection, held.row, Place.NOTE, text, None)
            self._record(connection, Act.NOTED, number)
            return True

    def move(self, number: str, status: Status, words: str = "", refusal: Refusal | None = None) -> bool:
        """A step of the case's way, with what the reporter is told. Raises WrongTransition."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return False
            check_transition(held.row.status, status, words, refusal)
            connection.execute("UPDATE complaint_case SET status = ? WHERE id = ?", (status, held.row.id))
            if column := _DATES.get(status):
                _set(connection, held.row.id, column, self._day())
            _set_once(connection, held.row.id, "answered", self._day())
            self._say(connection, held.row, Place.MESSAGE, words, status)
            self._record(connection, Act.FORWARDED if status is Status.FORWARDED else Act.MOVED, number)
            return True

    def recuse(self, number: str) -> bool:
        """Exclude oneself for good. Raises NobodyLeft when no other officer could go on."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return False
            old = self._map(connection, held)
            excluded = Exclusions(old.excluded.officers | {self._officer.officer.id}, old.excluded.units)
            people = [one for one in listed(connection) if one.kind is OfficerKind.OFFICER]
            if not excluded.left(people):
                raise NobodyLeft("no other officer could go on with this case")
            self._record(connection, Act.RECUSED, number)
            self._deal(connection, held, old, replace(old, excluded=excluded))
            return True

    def hand_over(self) -> int:
        """Bring every case that opens to today's officers: the gone out, the new in, exclusions kept. How many."""
        changed = 0
        with self._file.transaction() as connection:
            for row in rows.cases(connection):
                held = self._try(connection, row)
                if held:
                    old = self._map(connection, held)
                    changed += self._deal(connection, held, old, old)
            if changed:
                self._record(connection, Act.REWRAPPED, "")
        return changed

    def visible_audit(self) -> list[audit.Entry]:
        """The audit log without the entries of cases that do not open."""
        mine = {held.row.number for held in self.held()}
        about_cases = {Act.READ, Act.WROTE, Act.NOTED, Act.MOVED, Act.RECUSED, Act.FORWARDED, Act.EXPORTED}
        with self._file.reading() as connection:
            return [one for one in audit.entries(connection) if one.act not in about_cases or one.subject in mine]

    def export(self, number: str, act: Act) -> OpenedCase | None:
        """A case that leaves the desk (``EXPORTED`` or ``FORWARDED``), written down as such."""
        with self._file.transaction() as connection:
            held = self._find(connection, number)
            if held is None:
                return None
            self._record(connection, act, number)
            return self._opened(connection, held)

    def log_in(self) -> None:
        """Write down that this officer came."""
        with self._file.transaction() as connection:
            self._record(connection, Act.LOGGED_IN, "")

    # --- inside ---------------------------------------------------------------------------------------------------

    def _find(self, connection: sqlite3.Connection, number: str) -> Held | None:
        row = connection.execute("SELECT * FROM complaint_case WHERE number = ?", (number,)).fetchone()
        return self._try(connection, row) if row else None

    def _try(self, connection: sqlite3.Connection, row: sqlite3.Row) -> Held | None:
        boxes = rows.boxes_of(connection, row["id"])
        keys = open_wraps(self._officer.private, boxes, self._file.slug, row["id"])
        return Held(rows.case_row(row), keys) if keys else None

    def _opened(self, connection: sqlite3.Connection, held: Held) -> OpenedCase:
        slug, case = self._file.slug, held.row
        told = []
        signing = next(
            plain for _, plain in rows.opened_entries(connection, slug, case.id, Place.SIGNING, held.keys.desk)
        )
        for _, plain in rows.opened_entries(connection, slug, case.id, Place.MESSAGE, held.keys.case):
            message, mark = read_message(plain)
            proven = message.author is Author.DESK or is_proven(signing, case.id, message, mark)
            told.append(replace(message, proven=proven))
        notes = [
            read_message(plain)[0]
            for _, plain in rows.opened_entries(connection, slug, case.id, Place.NOTE, held.keys.desk)
        ]
        opened = opened_case(connection, slug, case, held.keys.case)
        return replace(opened, messages=_by_time(told), notes=_by_time(notes))

    def _map(self, connection: sqlite3.Connection, held: Held) -> SlotMap:
        entries = rows.opened_entries(connection, self._file.slug, held.row.id, Place.SLOTS, held.keys.desk)
        return read_slot_map(next(plain for _, plain in entries))

    def _deal(self, connection: sqlite3.Connection, held: Held, old: SlotMap, wanted: SlotMap) -> bool:
        officers = listed(connection)
        new = present_map(wanted, officers)
        if new == old:
            return False
        changed = {slot: held_by for slot, held_by in enumerate(new.slots) if held_by != old.slots[slot]}
        write_wraps(connection, held.keys, changed, officers, self._file.slug, held.row.id)
        rows.replace_entry(connection, self._file.slug, held.row, Place.SLOTS, new.dump())
        return True

    def _say(
        self, connection: sqlite3.Connection, case: CaseRow, place: Place, text: str, status: Status | None
    ) -> None:
        message = Message(Author.DESK, self._clock(), text, by=self._officer.officer.name, status=status)
        rows.add_entry(connection, self._file.slug, case, place, dump_message(message))

    def _record(self, connection: sqlite3.Connection, act: Act, subject: str) -> None:
        name = self._officer.officer.name
        audit.record(connection, self._secrets.subkey("audit"), self._day(), name, act, subject)

    def _day(self) -> date:
        return self._clock().astimezone(_BANGKOK).date()


def _by_time(messages: list[Message]) -> tuple[Message, ...]:
    return tuple(sorted(messages, key=lambda message: message.at))


def _set(connection: sqlite3.Connection, case_id: str, column: str, day: date) -> None:
    connection.execute(f"UPDATE complaint_case SET {column} = ? WHERE id = ?", (day.isoformat(), case_id))  # noqa: S608


def _set_once(connection: sqlite3.Connection, case_id: str, column: str, day: date) -> None:
    statement = f"UPDATE complaint_case SET {column} = coalesce({column}, ?) WHERE id = ?"  # noqa: S608
    connection.execute(statement, (day.isoformat(), case_id))
