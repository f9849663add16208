"""The officers' side of the vault: only cases that one of their wraps opens exist here, in every list and count."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from storage.complaints import assignment, audit, deletion
from storage.complaints.access import Access, Held
from storage.complaints.audit import Act
from storage.complaints.errors import NobodyLeft
from storage.complaints.file import AgencyFile
from storage.complaints.officers import Officer, OfficerKind, Unlocked, listed
from storage.complaints.records import Author, CaseRow, Message, OpenedCase, Place, read_message
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.statuses import Refusal, Status, check_transition
from storage.complaints.vault import is_proven, opened_case
from storage.complaints.wraps import Exclusions

_DATES = {
    Status.ACCEPTED: "decided",
    Status.NOT_ACCEPTED: "decided",
    Status.CONCLUDED: "concluded",
    Status.CLOSED: "closed",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in the list. ``awaits_answer``: the reporter wrote last."""

    row: CaseRow
    assignee: Officer | None
    awaits_answer: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """``readers``: the officers who can open the case, this one among them. ``asked``: a deletion that waits."""

    case: OpenedCase
    readers: tuple[Officer, ...]
    assignee: Officer | None
    asked: deletion.Asked | None


class Desk:
    """One officer at one agency's file. ``access`` is for what has a module of its own: assignment, deletion, keys, colleagues."""

    def __init__(
        self, file: AgencyFile, secrets: ComplaintSecrets, officer: Unlocked, clock: Callable[[], datetime]
    ) -> None:
        self.access = Access(file, secrets, officer, clock)
        self._file = file

    def held(self) -> list[Held]:
        """Every case that opens, oldest first."""
        with self._file.reading() as connection:
            found = list(self.access.all(connection))
        return sorted(found, key=lambda one: (one.row.received, one.row.number))

    def listing(self) -> list[Listed]:
        """The same with what the list tells of each."""
        with self._file.reading() as connection:
            return [
                Listed(
                    one.row,
                    assignment.assignee(self.access, connection, one),
                    _awaits_answer(
                        [read_message(plain)[0] for plain in self.access.opened(connection, one, Place.MESSAGE)]
                    ),
                )
                for one in self.access.all(connection)
            ]

    def read(self, number: str) -> OpenedCase | None:
        """A case with its notes; None for one that does not exist, or does not for this officer."""
        sheet = self.sheet(number)
        return sheet.case if sheet else None

    def sheet(self, number: str) -> Sheet | None:
        """A case with what the desk arranged about it."""
        with self._file.transaction() as connection:
            held = self.access.find(connection, number)
            if held is None:
                return None
            self.access.record_once(connection, Act.READ, number)
            return Sheet(
                self._opened(connection, held),
                self.access.readers(connection, held),
                assignment.assignee(self.access, connection, held),
                deletion.asked(self.access, connection, held),
            )

    def take_out(self, number: str, act: Act) -> OpenedCase | None:
        """A case, or a part of it, that leaves the desk: written down as the act that it is."""
        with self._file.transaction() as connection:
            held = self.access.living(connection, number)
            if held is None:
                return None
            self.access.record(connection, act, number)
            return self._opened(connection, held)

    def write(self, number: str, text: str) -> bool:
        """A message to the reporter. False where there is no such case."""
        with self._file.transaction() as connection:
            held = self.access.living(connection, number)
            if held is None:
                return False
            self.access.say(connection, held.row, Place.MESSAGE, text)
            _set_once(connection, held.row.id, "answered", self.access.day())
            self.access.record(connection, Act.WROTE, number)
            return True

    def note(self, number: str, text: str) -> bool:
        """A note that the reporter's code does not open."""
        with self._file.transaction() as connection:
            held = self.access.living(connection, number)
            if held is None:
                return False
            self.access.say(connection, held.row, Place.NOTE, text)
            self.access.record(connection, Act.NOTED, number)
            return True

    def move(self, number: str, status: Status, words: str = "", refusal: Refusal | None = None) -> bool:
        """A step of the case's way, with what the reporter is told. Raises WrongTransition."""
        with self._file.transaction() as connection:
            held = self.access.living(connection, number)
            if held is None:
                return False
            check_transition(held.row.status, status, words, refusal)
            connection.execute("UPDATE complaint_case SET status = ? WHERE id = ?", (status, held.row.id))
            if column := _DATES.get(status):
                _set(connection, held.row.id, column, self.access.day())
            _set_once(connection, held.row.id, "answered", self.access.day())
            self.access.say(connection, held.row, Place.MESSAGE, words, status)
            self.access.record(connection, Act.FORWARDED if status is Status.FORWARDED else Act.MOVED, number)
            return True

    def recuse(self, number: str) -> bool:
        """Exclude oneself for good. Raises NobodyLeft when no other officer could go on."""
        with self._file.transaction() as connection:
            held = self.access.living(connection, number)
            if held is None:
                return False
            me, old = self.access.me.officer.id, self.access.slot_map(connection, held)
            excluded = Exclusions(old.excluded.officers | {me}, old.excluded.units)
            people = [one for one in listed(connection) if one.kind is OfficerKind.OFFICER]
            if not excluded.left(people):
                raise NobodyLeft("no other officer could go on with this case")
            self.access.record(connection, Act.RECUSED, number)
            self.access.deal(connection, held, replace(old, excluded=excluded))
            return True

    def hand_over(self) -> int:
        """Bring every case that opens to today's officers: the gone out, the new in, exclusions kept. How many."""
        with self._file.transaction() as connection:
            held = self._all(connection)
            changed = sum(self.access.deal(connection, one, self.access.slot_map(connection, one)) for one in held)
            if changed:
                self.access.record(connection, Act.REWRAPPED)
        return changed

    def visible_audit(self) -> list[audit.Entry]:
        """The audit log without the entries of cases that do not open."""
        mine = {held.row.number for held in self.held()}
        with self._file.reading() as connection:
            return [one for one in audit.entries(connection) if one.act not in audit.OF_CASES or one.subject in mine]

    def log_in(self) -> None:
        """Write down that this officer came."""
        with self._file.transaction() as connection:
            self.access.record(connection, Act.LOGGED_IN)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _all(self, connection: sqlite3.Connection) -> list[Held]:
        return list(self.access.all(connection))

    def _opened(self, connection: sqlite3.Connection, held: Held) -> OpenedCase:
        slug, case = self._file.slug, held.row
        told = []
        signing = self.access.opened(connection, held, Place.SIGNING)[0]
        for plain in self.access.opened(connection, held, Place.MESSAGE):
            message, mark = read_message(plain)
            proven = message.author is Author.DESK or is_proven(signing, case.id, message, mark)
            told.append(replace(message, proven=proven))
        notes = [read_message(plain)[0] for plain in self.access.opened(connection, held, Place.NOTE)]
        opened = opened_case(connection, slug, case, held.keys.case)
        return replace(opened, messages=_by_time(told), notes=_by_time(notes))


def _awaits_answer(messages: list[Message]) -> bool:
    return bool(messages) and max(messages, key=lambda message: message.at).author is Author.REPORTER


def _by_time(messages: list[Message]) -> tuple[Message, ...]:
    return tuple(sorted(messages, key=lambda message: message.at))


def _set(connection: sqlite3.Connection, case_id: str, column: str, day: date) -> None:
    connection.execute(f"UPDATE complaint_case SET {column} = ? WHERE id = ?", (day.isoformat(), case_id))  # noqa: S608  # a name of ours


def _set_once(connection: sqlite3.Connection, case_id: str, column: str, day: date) -> None:
    statement = f"UPDATE complaint_case SET {column} = coalesce({column}, ?) WHERE id = ?"  # noqa: S608  # a name of ours
    connection.execute(statement, (day.isoformat(), case_id))
