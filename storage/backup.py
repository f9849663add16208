"""A backup of the general database that any database can take back: SQLite's in PostgreSQL, and the other way round.

One zip file:

    manifest.json         {"format": 1, "side": "general", "revision": "0007", "rows": {table: number}}
    tables/<table>.jsonl  one JSON object a row

Tables are read as the database has them, not as this program's models have them, so that a backup of an older revision
is restored at that revision and then migrated forwards. What is sealed in the database stays sealed: without
SECRET_KEY, which is not in the file, no LINE id and no channel secret can be read from it.
"""

import base64
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, MetaData, Table, Text, cast, func, insert, select, text

from dialogs.records.errors import CommandError
from storage.schema import SIDE, is_known, revision_of, upgrade

FORMAT = 1
_MANIFEST = "manifest.json"
_VERSIONS = "alembic_version"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds; ``rows``: how many of each table."""

    revision: str
    rows: Mapping[str, int]


def write_backup(engine: Engine, path: Path) -> Backup:
    """Write a backup under ``path``, whole or not at all (mode 0600). The database may be in use meanwhile.

    Raises CommandError for a database without tables.
    """
    unfinished = path.with_suffix(".unfinished")
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        revision = revision_of(connection)
        if not revision:
            raise CommandError("the database has no tables yet; run: python -m bot db upgrade")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                rows = {table.name: _write_table(archive, connection, table) for table in _tables(connection)}
                manifest = {"format": FORMAT, "side": SIDE, "revision": revision, "rows": rows}
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            file.flush()
            os.fsync(file.fileno())
    unfinished.replace(path)
    return Backup(revision, rows)


def read_backup(engine: Engine, path: Path) -> Backup:
    """Fill an empty database from a backup and migrate it to today's revision.

    Raises CommandError for a damaged, foreign or newer backup, and for a database that holds anything.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            backup = _manifest(archive)
            if archive.testzip() is not None:
                raise CommandError(f"the backup {path.name} is damaged; take another one")
            upgrade(engine, backup.revision)
            with engine.execution_options(writing=True).begin() as connection:
                _fill(connection, archive, backup)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise CommandError(f"{path.name} is no backup of the general database, or it is damaged") from error
    upgrade(engine)
    return backup


def _manifest(archive: zipfile.ZipFile) -> Backup:
    told = json.loads(archive.read(_MANIFEST))
    if told["format"] != FORMAT or told["side"] != SIDE:
        raise CommandError("this is a backup of another side or of an unknown format")
    if not is_known(told["revision"]):
        raise CommandError("this backup was made by a newer version of the program; install that version first")
    return Backup(told["revision"], told["rows"])


def _tables(connection: Connection) -> list[Table]:
    """Those of the database, each after those it refers to; JSON told apart from SQL's NULL."""
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name != _VERSIONS]
    for column in (column for table in tables for column in table.columns):
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return tables


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    # JSON as the text that lies in the database: 1.0 stays 1.0, and a JSON null stays apart from no value.
    wanted = [cast(c, Text).label(c.name) if isinstance(c.type, JSON) else c for c in table.columns]
    found = connection.execution_options(yield_per=_BATCH).execute(select(*wanted).order_by(*table.primary_key))
    number = 0
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
        for row in found.mappings():
            number += 1
            plain = {name: _plain(value) for name, value in row.items() if value is not None}
            lines.write(json.dumps(plain, ensure_ascii=False).encode() + b"\n")
    return number


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def _fill(connection: Connection, archive: zipfile.ZipFile, backup: Backup) -> None:
    if revision_of(connection) != backup.revision:
        raise CommandError("the database is migrated further than the backup; restore into one without tables")
    tables = _tables(connection)
    if {table.name for table in tables} != set(backup.rows):
        raise CommandError("this backup has other tables than its revision; is it of this program?")
    connection.execute(text("DELETE FROM meta"))  # the migrations mark the side; the backup brings its own mark
    for table in tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise CommandError("the database is not empty; a backup is restored into a new one only")
    for table in tables:
        with archive.open(f"tables/{table.name}.jsonl") as lines:
            number = _insert(connection, table, (json.loads(line) for line in lines))
        if number != backup.rows[table.name]:
            raise CommandError(f"the backup is damaged: rows of the table {table.name} are missing")
        _set_sequence(connection, table)


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    aware = connection.dialect.name == "postgresql"
    number = 0
    while batch := list(islice(rows, _BATCH)):
        filled = [{c.name: _stored(c, row.get(c.name), aware) for c in table.columns} for row in batch]
        connection.execute(insert(table), filled)
        number += len(batch)
    return number


def _stored(column: Column[Any], value: Any, aware: bool) -> object:
    if value is None:
        return None
    if isinstance(column.type, JSON):
        told = json.loads(value)
        return JSON.NULL if told is None else told
    kind = column.type.python_type
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        return moment if aware else moment.replace(tzinfo=None)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value)
    return bool(value) if kind is bool else value


def _set_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids itself and does not see those that were given."""
    key = list(table.primary_key)
    if connection.dialect.name != "postgresql" or len(key) != 1 or key[0].type.python_type is not int:
        return
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    sequence = connection.scalar(
        text("SELECT pg_get_serial_sequence(:name, :key)"), {"name": quoted, "key": key[0].name}
    )
    highest = connection.scalar(select(func.max(key[0])))
    if sequence and highest:
        connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
