"""What one officer's key opens in one agency's file, and writing there: the ground that the desk's parts stand on."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from storage.complaints import audit, rows
from storage.complaints.audit import Act
from storage.complaints.file import AgencyFile
from storage.complaints.officers import Officer, OfficerKind, Unlocked, listed
from storage.complaints.records import DESK_ONLY, Author, CaseRow, Message, Place, dump_message
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.statuses import Status
from storage.complaints.wraps import CaseKeys, SlotMap, open_wraps, present_map, read_slot_map, write_wraps

_BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Held:
    """A case that this officer's key opens."""

    row: CaseRow
    keys: CaseKeys


class Access:
    """One officer at one agency's file. Everything happens within the caller's transaction."""

    def __init__(
        self, file: AgencyFile, secrets: ComplaintSecrets, officer: Unlocked, clock: Callable[[], datetime]
    ) -> None:
        self.file = file
        self.me = officer
        self._secrets = secrets
        self._clock = clock

    def all(self, connection: sqlite3.Connection) -> Iterator[Held]:
        """Every case that opens."""
        found = (self._try(connection, row) for row in rows.cases(connection))
        yield from (one for one in found if one)

    def find(self, connection: sqlite3.Connection, number: str) -> Held | None:
        """None for a case that does not exist, or does not for this officer."""
        row = connection.execute("SELECT * FROM complaint_case WHERE number = ?", (number,)).fetchone()
        return self._try(connection, row) if row else None

    def living(self, connection: sqlite3.Connection, number: str) -> Held | None:
        """The same, without what is left of a deleted one: there is nothing to work on."""
        held = self.find(connection, number)
        return held if held and held.row.status is not Status.DELETED else None

    def opened(self, connection: sqlite3.Connection, held: Held, place: Place) -> list[bytes]:
        """What lies at this place of the case."""
        private = held.keys.desk if place in DESK_ONLY else held.keys.case
        entries = rows.opened_entries(connection, self.file.slug, held.row.id, place, private)
        return [plain for _, plain in entries]

    def slot_map(self, connection: sqlite3.Connection, held: Held) -> SlotMap:
        return read_slot_map(self.opened(connection, held, Place.SLOTS)[0])

    def readers(self, connection: sqlite3.Connection, held: Held) -> tuple[Officer, ...]:
        """Today's officers who can open the case with the key they have today; the recovery key is none of them."""
        slots = self.slot_map(connection, held).slots
        return tuple(one for one in listed(connection) if one.key_id in slots and one.kind is OfficerKind.OFFICER)

    def deal(self, connection: sqlite3.Connection, held: Held, wanted: SlotMap) -> bool:
        """Bring the case to today's officers: the gone out, the new in, the excluded never. Whether it changed."""
        return self.rewrap(connection, held, present_map(wanted, listed(connection)))

    def rewrap(self, connection: sqlite3.Connection, held: Held, new: SlotMap) -> bool:
        """Put this map in the place of the case's own. Whether it changed."""
        old = self.slot_map(connection, held)
        if new == old:
            return False
        changed = {slot: held_by for slot, held_by in enumerate(new.slots) if held_by != old.slots[slot]}
        write_wraps(connection, held.keys, changed, listed(connection), self.file.slug, held.row.id)
        rows.replace_entry(connection, self.file.slug, held.row, Place.SLOTS, new.dump())
        return True

    def say(
        self, connection: sqlite3.Connection, case: CaseRow, place: Place, text: str, status: Status | None = None
    ) -> None:
        """A message to the reporter, or a note."""
        message = Message(Author.DESK, self._clock(), text, by=self.me.officer.name, status=status)
        rows.add_entry(connection, self.file.slug, case, place, dump_message(message))

    def record(self, connection: sqlite3.Connection, act: Act, subject: str = "") -> None:
        """Write down that this officer did it."""
        audit.record(connection, self._secrets.subkey("audit"), self.day(), self.me.officer.name, act, subject)

    def record_once(self, connection: sqlite3.Connection, act: Act, subject: str) -> None:
        """The same, once a day: a case that is opened again, picture by picture, is read once."""
        same = (self.day().isoformat(), self.me.officer.name, act, subject)
        statement = "SELECT 1 FROM audit WHERE day = ? AND officer = ? AND act = ? AND subject = ?"
        if connection.execute(statement, same).fetchone() is None:
            self.record(connection, act, subject)

    def day(self) -> date:
        """Today in Thailand."""
        return self._clock().astimezone(_BANGKOK).date()

    def _try(self, connection: sqlite3.Connection, row: sqlite3.Row) -> Held | None:
        boxes = rows.boxes_of(connection, row["id"])
        keys = open_wraps(self.me.private, boxes, self.file.slug, row["id"])
        return Held(rows.case_row(row), keys) if keys else None
