"""Which colleagues' keys an officer has seen, so that a key slipped in does not pass unnoticed.

Who runs the commands, or writes to the file, could add an officer of their own and read what comes from then on. So
every officer keeps a list of the keys they have seen, sealed under their own private key, which nobody else has: it
cannot be brought up to date for them, and a list that was taken away shows as everybody being new.
"""

import hmac
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from storage.complaints import audit
from storage.complaints.access import Access
from storage.complaints.audit import Act
from storage.complaints.boxes import pad, unpad
from storage.complaints.officers import RECOVERY, Officer, listed
from storage.sealing import NotOpened, derive, seal, unseal

Known = Mapping[str, tuple[str, str]]


class Change(StrEnum):
    """What is new about a colleague."""

    ADDED = "added"
    REKEYED = "rekeyed"
    REMOVED = "removed"


_ACTS = {
    Change.ADDED: Act.OFFICER_ADDED,
    Change.REKEYED: Act.OFFICER_REKEYED,
    Change.REMOVED: Act.OFFICER_REMOVED,
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """A change not seen yet. ``by`` and ``day`` are the audit log's; None when it says nothing of it."""

    change: Change
    name: str
    unit: str
    by: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Colleagues:
    """``mark`` stands for the officers and keys as shown: what is confirmed must be what was on the page."""

    unseen: tuple[Unseen, ...]
    mark: str


def colleagues(access: Access) -> Colleagues:
    """What this officer has not seen yet of the others, the recovery key among them."""
    with access.file.reading() as connection:
        known, others = seen(connection, access), _others(connection, access)
        found = [
            _unseen(connection, Change.REKEYED if one.id in known else Change.ADDED, one.name, one.unit)
            for one in others
            if one.id not in known or known[one.id][1] != _fingerprint(one)
        ]
        gone = set(known) - {one.id for one in others}
        found += [_unseen(connection, Change.REMOVED, known[id_][0], "") for id_ in sorted(gone)]
    return Colleagues(tuple(found), _mark(others))


def confirm(access: Access, mark: str) -> bool:
    """Keep today's keys as seen. False, and nothing kept, when they are not those that were shown."""
    with access.file.transaction() as connection:
        others = _others(connection, access)
        if not hmac.compare_digest(_mark(others).encode(), mark.encode()):
            return False
        known = {one.id: (one.name, _fingerprint(one)) for one in others}
        keep(connection, access, access.me.private, known)
        access.record(connection, Act.COLLEAGUES_SEEN)
        return True


def seen(connection: sqlite3.Connection, access: Access) -> Known:
    """Officer's id -> name and fingerprint, of the keys that this officer has confirmed; empty where nothing opens."""
    row = connection.execute("SELECT known FROM officer WHERE id = ?", (access.me.officer.id,)).fetchone()
    if row is None or row["known"] is None:
        return {}
    try:
        record = json.loads(unpad(unseal(_key(access.me.private), row["known"], _place(access))))
    except NotOpened:
        return {}
    return {id_: (name, print_) for id_, (name, print_) in record.items()}


def keep(connection: sqlite3.Connection, access: Access, private: bytes, known: Known) -> None:
    """``private``: the officer's own key, or the one that takes its place."""
    sealed = seal(_key(private), pad(json.dumps(known).encode()), _place(access))
    connection.execute("UPDATE officer SET known = ? WHERE id = ?", (sealed, access.me.officer.id))


def _unseen(connection: sqlite3.Connection, change: Change, name: str, unit: str) -> Unseen:
    with_first = name == RECOVERY and change is Change.ADDED  # made with the first officer, in one entry
    told = [
        entry
        for entry in audit.entries(connection)
        if entry.act is _ACTS[change] and (with_first or entry.subject == name)
    ]
    entry = (told[0] if with_first else told[-1]) if told else None
    return Unseen(change, name, unit, entry.officer if entry else None, entry.day if entry else None)


def _others(connection: sqlite3.Connection, access: Access) -> list[Officer]:
    return [one for one in listed(connection) if one.id != access.me.officer.id]


def _fingerprint(officer: Officer) -> str:
    return sha256(officer.public_key).hexdigest()


def _mark(others: list[Officer]) -> str:
    told = sorted(f"{one.id}\x1f{one.name}\x1f{_fingerprint(one)}" for one in others)
    return sha256("\x1e".join(told).encode()).hexdigest()


def _key(private: bytes) -> bytes:
    return derive(private, "colleagues")


def _place(access: Access) -> str:
    return f"colleagues/{access.file.slug}/{access.me.officer.id}"
