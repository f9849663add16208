"""The reporter's side of the vault: submit, come back with the code, read, write, change the code.

Who submits needs no key of ours: everything is sealed to fresh public keys. Who comes back opens with the receipt
code. This program can add to a case and can never read one.
"""

import hmac
import os
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

from storage.complaints import rows
from storage.complaints.errors import NobodyLeft
from storage.complaints.file import AgencyFile
from storage.complaints.officers import Officer, OfficerKind, listed
from storage.complaints.records import (
    Author,
    CaseRow,
    Complaint,
    Evidence,
    Message,
    OpenedCase,
    Place,
    dump_file,
    dump_message,
    dump_report,
    marked,
    read_file,
    read_message,
    read_report,
)
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.statuses import Status
from storage.complaints.stretching import Lane, Stretcher
from storage.complaints.wraps import Exclusions, SlotMap, first_map, new_case_keys, write_wraps
from storage.sealing import NotOpened, seal, unseal

Clock = Callable[[], datetime]
_BANGKOK = timezone(timedelta(hours=7))
_KEY = 32
_WRAP_BYTES = 12 + 2 * _KEY + 1 + 16
"""Nonce, case key, signing key, the flag, tag."""


@dataclass(frozen=True, slots=True)
class ReporterKey:
    """What a receipt code opens. ``through_line``: LINE has seen the code, so it should be exchanged."""

    case_id: str
    private: bytes
    signing: bytes
    through_line: bool


@dataclass(frozen=True, slots=True)
class _Halves:
    """Of the stretched code: ``lookup`` finds the case, ``key`` opens the reporter's wrap."""

    lookup: bytes
    key: bytes


class Vault:
    """One agency's. Raises StoreUnavailable where the file does not answer, Busy where Argon2's queue is full."""

    def __init__(self, file: AgencyFile, secrets: ComplaintSecrets, stretcher: Stretcher, clock: Clock) -> None:
        self._file = file
        self._secrets = secrets
        self._stretcher = stretcher
        self._clock = clock

    def readers(self, excluded: Exclusions) -> list[Officer]:
        """The officers who would read a complaint with these exclusions. Raises NobodyLeft."""
        with self._file.reading() as connection:
            return _readers(connection, excluded)

    def submit(self, complaint: Complaint, receipt: str, *, through_line: bool) -> None:
        """Seal and keep a complaint. A receipt that has a case already changes nothing: the first time counted.

        Raises NobodyLeft, Busy, StoreUnavailable; then nothing was kept.
        """
        self.readers(complaint.excluded)
        halves = self._halves(Lane.SUBMIT, receipt)[0]
        keys, case, desk = new_case_keys()
        signing = os.urandom(_KEY)
        id_ = uuid.uuid4().hex
        wrap = _reporter_wrap(halves.key, self._file.slug, ReporterKey(id_, keys.case, signing, through_line))
        with self._file.transaction() as connection:
            if _find(connection, halves.lookup):
                return
            _readers(connection, complaint.excluded)
            officers = listed(connection)
            slots = first_map(officers, complaint.excluded)
            row = _insert(
                connection, id_, complaint.category, halves.lookup, wrap, case.public, desk.public, self._day()
            )
            write_wraps(connection, keys, dict(enumerate(slots.slots)), officers, self._file.slug, id_)
            self._write_first(connection, row, complaint, slots, signing)

    def look_up(self, receipt: str) -> ReporterKey | None:
        """What the code opens; None for a code without a case, after the same work. Raises Busy."""
        found = None
        for halves in self._halves(Lane.LOOK_UP, receipt):
            with self._file.reading() as connection:
                row = _find(connection, halves.lookup)
            id_, wrap = (row["id"], row["reporter_wrap"]) if row else ("", bytes(_WRAP_BYTES))
            try:
                opened = unseal(halves.key, wrap, _reporter_place(self._file.slug, id_))
            except NotOpened:
                continue
            found = ReporterKey(id_, opened[:_KEY], opened[_KEY : 2 * _KEY], opened[2 * _KEY :] == b"\x01")
        return found

    def exchange(self, reporter: ReporterKey, receipt: str) -> None:
        """From now on another code opens the case; the old one is worth nothing. Raises Busy."""
        halves = self._halves(Lane.SUBMIT, receipt)[0]
        fresh = ReporterKey(reporter.case_id, reporter.private, reporter.signing, through_line=False)
        wrap = _reporter_wrap(halves.key, self._file.slug, fresh)
        with self._file.transaction() as connection:
            statement = "UPDATE complaint_case SET lookup = ?, reporter_wrap = ? WHERE id = ?"
            connection.execute(statement, (halves.lookup, wrap, reporter.case_id))

    def read(self, reporter: ReporterKey) -> OpenedCase | None:
        """The case as its reporter sees it; None when retention has taken it meanwhile."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM complaint_case WHERE id = ?", (reporter.case_id,)).fetchone()
            return opened_case(connection, self._file.slug, rows.case_row(row), reporter.private) if row else None

    def write(self, reporter: ReporterKey, text: str, evidence: Sequence[Evidence] = ()) -> bool:
        """A message of the reporter, marked with a key that only the receipt code opens; its text may be empty when
        files come with it.

        False, and nothing kept, when the case is gone or deleted: nobody would read it.
        """
        message = Message(Author.REPORTER, self._clock(), text)
        with self._file.transaction() as connection:
            row = connection.execute("SELECT * FROM complaint_case WHERE id = ?", (reporter.case_id,)).fetchone()
            if row is None or row["status"] == Status.DELETED:
                return False
            case = rows.case_row(row)
            stored = dump_message(message, _mark(reporter.signing, case.id, message))
            rows.add_entry(connection, self._file.slug, case, Place.MESSAGE, stored)
            for item in evidence:
                rows.add_entry(connection, self._file.slug, case, Place.FILE, dump_file(item))
            wrote = "UPDATE complaint_case SET reporter_wrote = ? WHERE id = ?"
            connection.execute(wrote, (self._day().isoformat(), case.id))
        return True

    def _write_first(
        self, connection: sqlite3.Connection, case: CaseRow, complaint: Complaint, slots: SlotMap, signing: bytes
    ) -> None:
        slug = self._file.slug
        rows.add_entry(connection, slug, case, Place.REPORT, dump_report(complaint, self._clock()))
        rows.add_entry(connection, slug, case, Place.SLOTS, slots.dump())
        rows.add_entry(connection, slug, case, Place.SIGNING, signing)
        for item in complaint.evidence:
            rows.add_entry(connection, slug, case, Place.FILE, dump_file(item))

    def _halves(self, lane: Lane, receipt: str) -> list[_Halves]:
        """Under every secret, the one that writes first."""
        salt = sha256(f"prongsai receipt {self._file.slug}".encode()).digest()[:16]
        stretched = [
            self._stretcher.stretch(lane, peppered, salt, 2 * _KEY)
            for peppered in self._secrets.pepper(self._file.slug, receipt)
        ]
        return [_Halves(sha256(both[:_KEY]).digest(), both[_KEY:]) for both in stretched]

    def _day(self) -> date:
        return self._clock().astimezone(_BANGKOK).date()


def opened_case(connection: sqlite3.Connection, slug: str, case: CaseRow, private: bytes) -> OpenedCase:
    """What the case key opens: the report, the conversation in order of time, the files. Of a deleted case, the last
    message alone.
    """
    reports = [plain for _, plain in rows.opened_entries(connection, slug, case.id, Place.REPORT, private)]
    answers, at = read_report(reports[0]) if reports else ({}, None)
    told = [
        read_message(plain)[0] for _, plain in rows.opened_entries(connection, slug, case.id, Place.MESSAGE, private)
    ]
    files = {
        id_: read_file(plain) for id_, plain in rows.opened_entries(connection, slug, case.id, Place.FILE, private)
    }
    by_name = dict(sorted(files.items(), key=lambda item: item[1].name))  # ids are chance, names count up
    return OpenedCase(case, at, answers, tuple(sorted(told, key=lambda message: message.at)), by_name)


def is_proven(signing: bytes, case_id: str, message: Message, mark: bytes) -> bool:
    """Whether the holder of the receipt code wrote a message."""
    return hmac.compare_digest(_mark(signing, case_id, message), mark)


def _mark(signing: bytes, case_id: str, message: Message) -> bytes:
    return hmac.new(signing, case_id.encode() + b"\x1f" + marked(message), sha256).digest()


def _readers(connection: sqlite3.Connection, excluded: Exclusions) -> list[Officer]:
    left = [one for one in excluded.left(listed(connection)) if one.kind is OfficerKind.OFFICER]
    if not left:
        raise NobodyLeft("no officer is left who could read this complaint")
    return left


def _find(connection: sqlite3.Connection, lookup: bytes) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM complaint_case WHERE lookup = ?", (lookup,)
    ).fetchone()
    return found


def _insert(
    connection: sqlite3.Connection,
    id_: str,
    category: str,
    lookup: bytes,
    wrap: bytes,
    case_key: bytes,
    desk_key: bytes,
    day: date,
) -> CaseRow:
    columns = "id, number, category, status, lookup, reporter_wrap, case_key, desk_key, received"
    values = (
        id_,
        rows.new_number(connection),
        category,
        Status.RECEIVED,
        lookup,
        wrap,
        case_key,
        desk_key,
        day.isoformat(),
    )
    connection.execute(f"INSERT INTO complaint_case ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608  # ours
    return rows.case_row(connection.execute("SELECT * FROM complaint_case WHERE id = ?", (id_,)).fetchone())


def _reporter_wrap(key: bytes, slug: str, reporter: ReporterKey) -> bytes:
    plain = reporter.private + reporter.signing + bytes([reporter.through_line])
    return seal(key, plain, _reporter_place(slug, reporter.case_id))


def _reporter_place(slug: str, case_id: str) -> str:
    return f"reporter/{slug}/{case_id}"
