"""One SQLite file for one agency's complaints.

``secure_delete``, ``auto_vacuum=FULL`` and a rollback journal: in WAL mode, or with free pages kept, deleted rows stay
readable on the disk. A connection lives for one transaction only, so that forked processes share none.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dialogs.records.agency import SLUG
from dialogs.records.errors import SettingsError, StoreUnavailable
from storage.complaints.errors import NoSuchAgency
from storage.complaints.schema import MIGRATIONS, SIDE, VERSION

_WAIT_SECONDS = 20.0
_BEFORE = ("auto_vacuum=FULL", "journal_mode=DELETE")
_PRAGMAS = ("secure_delete=ON", "foreign_keys=ON", "synchronous=EXTRA", "temp_store=MEMORY", "trusted_schema=OFF")


class AgencyFile:
    """The file of one agency; it must exist (``create_file``). Raises NoSuchAgency, SettingsError."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.slug = slug
        self.path = file_of(folder, slug)
        if not self.path.is_file():
            raise NoSuchAgency(f"there is no complaint file of an agency {slug!r}")
        with self.reading() as connection:
            _check(connection, slug)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Writes together or not at all. Raises StoreUnavailable when the file is locked for long or broken."""
        with _open(self.path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent look."""
        with _open(self.path) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    def vacuum(self) -> None:
        """Write the file anew: no page of what was deleted remains."""
        with _open(self.path) as connection:
            connection.execute("VACUUM")


def file_of(folder: Path, slug: str) -> Path:
    """Raises NoSuchAgency for what is no slug, so that no path can be made of it."""
    if not SLUG.fullmatch(slug):
        raise NoSuchAgency("this is not the short name of an agency")
    return folder / f"{slug}.complaints.db"


def create_file(folder: Path, slug: str) -> AgencyFile:
    """The agency's file, made or brought to the newest version. Raises SettingsError for the other side's store."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = file_of(folder, slug)
    with _open(path) as connection:
        for pragma in _BEFORE:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        if _tables(connection):
            _check_side(connection, slug)
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        for version in range(found + 1, VERSION + 1):
            _migrate(connection, version, slug)
        connection.execute("COMMIT")
    path.chmod(0o600)
    return AgencyFile(folder, slug)


def agencies(folder: Path) -> list[str]:
    """Slugs that have a file."""
    return sorted(path.name.removesuffix(".complaints.db") for path in folder.glob("*.complaints.db"))


def check_files(folder: Path) -> None:
    """Raises StoreUnavailable where there is no agency's file, SettingsError and the like where one cannot be used."""
    found = agencies(folder)
    if not found:
        raise StoreUnavailable("there is no complaint file of any agency")
    for slug in found:
        AgencyFile(folder, slug)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            yield connection
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable("the complaint store does not answer, or is damaged") from error


def _migrate(connection: sqlite3.Connection, version: int, slug: str) -> None:
    for statement in MIGRATIONS[version].split(";"):
        if statement.strip():
            connection.execute(statement)
    marks = {"side": SIDE, "agency": slug}
    connection.executemany("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", marks.items())
    connection.execute(f"PRAGMA user_version = {version:d}")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _check(connection: sqlite3.Connection, slug: str) -> None:
    _check_side(connection, slug)
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        raise SettingsError("a complaint file lacks migrations; run: python -m bot db upgrade")


def _check_side(connection: sqlite3.Connection, slug: str) -> None:
    columns = {row["name"] for row in connection.execute("PRAGMA table_info(meta)")}
    marks = dict(connection.execute("SELECT key, value FROM meta").fetchall()) if {"key", "value"} <= columns else {}
    if marks.get("side") != SIDE:
        raise SettingsError("COMPLAINTS_DIR holds a store of another kind; the complaint side must not use it")
    if marks.get("agency") != slug:
        raise SettingsError(f"the complaint file named {slug!r} belongs to another agency")
