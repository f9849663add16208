"""What officers did, chained: each entry's link is a keyed digest of the entry and the link before.

An entry that is changed, dropped or slipped in breaks every link after it; dropped ones at the end show against the
head that each export and each desk page prints. Days only, no hours.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

_START = bytes(32)


class Act(StrEnum):
    """What is written down."""

    OFFICER_ADDED = "officer_added"
    OFFICER_REMOVED = "officer_removed"
    OFFICER_REKEYED = "officer_rekeyed"
    COLLEAGUES_SEEN = "colleagues_seen"
    LOGGED_IN = "logged_in"
    READ = "read"
    WROTE = "wrote"
    NOTED = "noted"
    MOVED = "moved"
    ASSIGNED = "assigned"
    RECUSED = "recused"
    REWRAPPED = "rewrapped"
    FORWARDED = "forwarded"
    EXPORTED = "exported"
    DOWNLOADED = "downloaded"
    DELETION_ASKED = "deletion_asked"
    DELETION_DROPPED = "deletion_dropped"
    DELETED = "deleted"
    RETENTION = "retention"


OF_CASES = frozenset(
    {
        Act.READ,
        Act.WROTE,
        Act.NOTED,
        Act.MOVED,
        Act.ASSIGNED,
        Act.RECUSED,
        Act.FORWARDED,
        Act.EXPORTED,
        Act.DOWNLOADED,
        Act.DELETION_ASKED,
        Act.DELETION_DROPPED,
        Act.DELETED,
    }
)
"""Acts whose subject is a case's number: who cannot open the case does not see them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``subject`` is a case's public number, an officer's name, or empty."""

    place: int
    day: date
    officer: str
    act: Act
    subject: str


def record(connection: sqlite3.Connection, key: bytes, day: date, officer: str, act: Act, subject: str = "") -> None:
    """Append within the caller's transaction: the act and its entry are written together."""
    last = connection.execute("SELECT place, link FROM audit ORDER BY place DESC LIMIT 1").fetchone()
    place, before = (last["place"] + 1, last["link"]) if last else (1, _START)
    entry = Entry(place, day, officer, act, subject)
    connection.execute(
        "INSERT INTO audit (place, day, officer, act, subject, link) VALUES (?, ?, ?, ?, ?, ?)",
        (place, day.isoformat(), officer, act, subject, _link(key, before, entry)),
    )


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """All of them, oldest first. What an officer may see of them is the desk's business."""
    for row in connection.execute("SELECT * FROM audit ORDER BY place"):
        yield Entry(row["place"], date.fromisoformat(row["day"]), row["officer"], Act(row["act"]), row["subject"])


def head(connection: sqlite3.Connection) -> str:
    """The last link in hex, to be noted outside."""
    last = connection.execute("SELECT link FROM audit ORDER BY place DESC LIMIT 1").fetchone()
    return (last["link"] if last else _START).hex()


def first_broken(connection: sqlite3.Connection, keys: tuple[bytes, ...]) -> int | None:
    """The place of the first entry whose link is wrong; None when the chain holds."""
    before, expected = _START, 1
    links = connection.execute("SELECT place, link FROM audit ORDER BY place").fetchall()
    for entry, row in zip(entries(connection), links, strict=True):
        good = any(hmac.compare_digest(_link(key, before, entry), row["link"]) for key in keys)
        if entry.place != expected or not good:
            return expected
        before, expected = row["link"], expected + 1
    return None


def _link(key: bytes, before: bytes, entry: Entry) -> bytes:
    told = json.dumps([entry.place, entry.day.isoformat(), entry.officer, entry.act, entry.subject], ensure_ascii=False)
    return hmac.new(key, before + told.encode(), sha256).digest()
