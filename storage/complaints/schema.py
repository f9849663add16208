"""The tables of one agency's file, as SQL, and what each column may hold.

Reporter tables have no rowid (a rowid is a sequence) and no moment finer than a day. Every column that holds what
somebody wrote is declared in ``SEALED``; tests hold both against the schema itself.
"""

from collections.abc import Mapping

SIDE = "complaint"
VERSION = 2

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE officer (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, key_id TEXT NOT NULL,
    public_key BLOB NOT NULL, salt BLOB NOT NULL, wrapped BLOB NOT NULL, added DATE NOT NULL
) WITHOUT ROWID;
CREATE TABLE complaint_case (
    id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, category TEXT NOT NULL, status TEXT NOT NULL,
    lookup BLOB NOT NULL UNIQUE, reporter_wrap BLOB NOT NULL, case_key BLOB NOT NULL, desk_key BLOB NOT NULL,
    received DATE NOT NULL, decided DATE, answered DATE, concluded DATE, closed DATE, reporter_wrote DATE
) WITHOUT ROWID;
CREATE TABLE wrap (
    case_id TEXT NOT NULL REFERENCES complaint_case (id) ON DELETE CASCADE, slot INTEGER NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, slot)
) WITHOUT ROWID;
CREATE TABLE entry (
    id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES complaint_case (id) ON DELETE CASCADE,
    place TEXT NOT NULL, sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX entry_case ON entry (case_id);
CREATE TABLE past (
    quarter TEXT PRIMARY KEY, received INTEGER NOT NULL, finished INTEGER NOT NULL, refused INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
    place INTEGER PRIMARY KEY, day DATE NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
    link BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE channel (
    kind TEXT PRIMARY KEY, secret BLOB NOT NULL, previous_secret BLOB, token BLOB NOT NULL
) WITHOUT ROWID;
"""

_SECOND = """
ALTER TABLE officer ADD COLUMN mail BLOB;
ALTER TABLE officer ADD COLUMN known BLOB;
ALTER TABLE officer ADD COLUMN notice_day DATE;
ALTER TABLE officer ADD COLUMN notice_hour INTEGER
"""

MIGRATIONS: Mapping[int, str] = {1: _FIRST, 2: _SECOND}
"""What leads to each version from the one before."""

REPORTER_TABLES = frozenset({"complaint_case", "wrap", "entry"})

SEALED: Mapping[str, str] = {
    "officer.wrapped": "the officer's private key and one-time-code secret, under their passphrase",
    "officer.mail": "where notices go, under COMPLAINTS_SECRET_DIR",
    "officer.known": "the colleagues' keys that this officer has seen, under the officer's private key",
    "complaint_case.reporter_wrap": "the case's private key, under the receipt code",
    "wrap.sealed": "the case's and the desk's private keys, to one officer's public key, or a dummy",
    "entry.sealed": "what was written, to the case's or the desk's public key",
    "channel.secret": "LINE channel secret, under COMPLAINTS_SECRET_DIR",
    "channel.previous_secret": "the one before, while it is being replaced",
    "channel.token": "LINE access token, under COMPLAINTS_SECRET_DIR",
}
"""Sealed columns and what holds their key."""

OPAQUE: Mapping[str, str] = {
    "officer.public_key": "X25519 public key",
    "officer.salt": "chance",
    "complaint_case.lookup": "digest of one half of the stretched receipt code",
    "complaint_case.case_key": "X25519 public key",
    "complaint_case.desk_key": "X25519 public key",
    "audit.link": "keyed digest that chains the entries",
}
"""Binary columns that hold nothing anybody wrote."""
