"""Complaint officers and the recovery key: who can open cases, by what they hold and nothing else.

An officer's X25519 private key lies here only wrapped by Argon2id of their passphrase, which is generated, shown once
and never stored. The recovery key is an officer of its own kind; its passphrase belongs in an envelope kept outside
the unit.
"""

import os
import sqlite3
import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.records.errors import CommandError
from storage.complaints import audit
from storage.complaints.audit import Act
from storage.complaints.boxes import new_pair
from storage.complaints.file import AgencyFile
from storage.complaints.secrets import ComplaintSecrets
from storage.complaints.stretching import Lane, Stretcher
from storage.complaints.totp import new_secret
from storage.complaints.words import OFFICER_WORDS, RECOVERY_WORDS, new_passphrase, read_passphrase
from storage.sealing import NotOpened, seal, unseal

SLOTS = 8
"""Wraps of every case, and so the most officers an agency can have, its recovery key included."""
RECOVERY = "recovery"
_SALT = 16
_KEY = 32
OPERATOR = "operator"


class OfficerKind(StrEnum):
    OFFICER = "officer"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Officer:
    """What is public of an officer. ``key_id`` changes with the key pair, ``id`` never."""

    id: str
    name: str
    unit: str
    kind: OfficerKind
    key_id: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An officer whose passphrase was given. Lives in memory for a moment."""

    officer: Officer
    private: bytes
    totp_secret: bytes


@dataclass(frozen=True, slots=True)
class Issued:
    """What is shown once: the officer's passphrase and one-time-code secret; the recovery passphrase with the first."""

    officer: Officer
    passphrase: str
    totp_secret: bytes
    recovery_passphrase: str | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh key pair as it is kept: its public half, and the private one with the code secret under a passphrase."""

    key_id: str
    private: bytes
    public: bytes
    salt: bytes
    wrapped: bytes


class Officers:
    """Adding, listing, removing, unlocking, and new keys. ``by`` names who acts, for the audit log."""

    def __init__(self, file: AgencyFile, secrets: ComplaintSecrets, stretcher: Stretcher) -> None:
        self._file = file
        self._secrets = secrets
        self._stretcher = stretcher

    def listed(self) -> list[Officer]:
        """All of them, the recovery key last."""
        with self._file.reading() as connection:
            return listed(connection)

    def add(self, name: str, unit: str, today: date, by: str = OPERATOR) -> Issued:
        """A new officer, and with the first one the agency's recovery key. Raises CommandError."""
        present = self.listed()
        if any(one.name == name for one in present):
            raise CommandError(f"there is an officer {name!r} already; officer rekey issues a new passphrase")
        if len(present) >= SLOTS:
            raise CommandError(f"an agency has at most {SLOTS - 1} complaint officers; remove one first")
        recovery = None if present else new_passphrase(RECOVERY_WORDS)
        passphrase, totp_secret = new_passphrase(), new_secret()
        rows = [self._row(uuid.uuid4().hex, name, unit, OfficerKind.OFFICER, passphrase, totp_secret, today)]
        if recovery:
            rows.append(self._row(RECOVERY, RECOVERY, "", OfficerKind.RECOVERY, recovery, new_secret(), today))
        with self._file.transaction() as connection:
            connection.executemany(_INSERT, rows)
            self._record(connection, today, by, Act.OFFICER_ADDED, name)
            officer = next(one for one in listed(connection) if one.name == name)
        return Issued(officer, passphrase, totp_secret, recovery)

    def remove(self, name: str, today: date, by: str = OPERATOR) -> None:
        """Their key is gone from here at once; their wraps go when the next officer opens each case.

        Raises CommandError for an unknown name, the recovery key, or the last officer.
        """
        people = [one for one in self.listed() if one.kind is OfficerKind.OFFICER]
        if name not in {one.name for one in people}:
            raise CommandError(f"there is no officer {name!r}")
        if len(people) == 1:
            raise CommandError("this is the last officer; add another one first")
        with self._file.transaction() as connection:
            connection.execute("DELETE FROM officer WHERE name = ? AND kind = ?", (name, OfficerKind.OFFICER))
            self._record(connection, today, by, Act.OFFICER_REMOVED, name)

    def rekey(self, name: str, today: date, by: str = OPERATOR) -> Issued:
        """A new key, passphrase and one-time-code secret for the same person, who lost theirs; also for the recovery
        key. Cases open for the new key after a hand-over by who can open them. Raises CommandError.
        """
        officer = next((one for one in self.listed() if one.name == name), None)
        if officer is None:
            raise CommandError(f"there is no officer {name!r}")
        words = RECOVERY_WORDS if officer.kind is OfficerKind.RECOVERY else OFFICER_WORDS
        passphrase, totp_secret = new_passphrase(words), new_secret()
        key = self.new_key(officer.id, passphrase, totp_secret)
        with self._file.transaction() as connection:
            replace_key(connection, officer.id, key)
            self._record(connection, today, by, Act.OFFICER_REKEYED, name)
            fresh = next(one for one in listed(connection) if one.id == officer.id)
        return Issued(fresh, passphrase, totp_secret, None)

    def unlock(self, name: str, passphrase: str) -> Unlocked | None:
        """The officer's key, or None: for an unknown name in the same time as for a wrong passphrase. Raises Busy."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT * FROM officer WHERE name = ?", (name,)).fetchone()
        salt = row["salt"] if row else bytes(_SALT)
        key = self._stretcher.stretch(Lane.DESK, read_passphrase(passphrase).encode(), salt)
        try:
            opened = unseal(key, row["wrapped"] if row else bytes(80), self._place(row["id"] if row else ""))
        except NotOpened:
            return None
        return Unlocked(_officer(row), opened[:_KEY], opened[_KEY:])

    def new_key(self, officer_id: str, passphrase: str, totp_secret: bytes) -> NewKey:
        """A key pair under a passphrase, not kept yet. Raises Busy."""
        pair, salt = new_pair(), os.urandom(_SALT)
        key = self._stretcher.stretch(Lane.DESK, passphrase.encode(), salt)
        wrapped = seal(key, pair.private + totp_secret, self._place(officer_id))
        return NewKey(uuid.uuid4().hex, pair.private, pair.public, salt, wrapped)

    def _row(
        self, id_: str, name: str, unit: str, kind: OfficerKind, passphrase: str, totp_secret: bytes, today: date
    ) -> tuple[object, ...]:
        key = self.new_key(id_, passphrase, totp_secret)
        return (id_, name, unit, kind, key.key_id, key.public, key.salt, key.wrapped, today.isoformat())

    def _record(self, connection: sqlite3.Connection, today: date, by: str, act: Act, subject: str) -> None:
        audit.record(connection, self._secrets.subkey("audit"), today, by, act, subject)

    def _place(self, officer_id: str) -> str:
        return f"officer/{self._file.slug}/{officer_id}"


_INSERT = """
INSERT INTO officer (id, name, unit, kind, key_id, public_key, salt, wrapped, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def replace_key(connection: sqlite3.Connection, officer_id: str, key: NewKey) -> None:
    """From now on this is the officer's key. What they had seen of others was under the old one and goes with it."""
    statement = "UPDATE officer SET key_id = ?, public_key = ?, salt = ?, wrapped = ?, known = NULL WHERE id = ?"
    connection.execute(statement, (key.key_id, key.public, key.salt, key.wrapped, officer_id))


def listed(connection: sqlite3.Connection) -> list[Officer]:
    """The officers as this transaction sees them, the recovery key last."""
    rows = connection.execute("SELECT * FROM officer ORDER BY kind = 'recovery', name")
    return [_officer(row) for row in rows]


def _officer(row: sqlite3.Row) -> Officer:
    kind = OfficerKind(row["kind"])
    return Officer(row["id"], row["name"], row["unit"], kind, row["key_id"], row["public_key"])
