"""The file of a SQLite engine, which may be moved away, or replaced by a backup, while we have it open.

An open connection goes on working on the file that it knows, wherever that is now; a new one would make an empty
database in its place and read the old one's log into it. So a connection is only used, or made, on the file that lies
at the path.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError


class SqliteFile:
    """Watches the connections of one engine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._met = False

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "do_connect", self._before)
        event.listen(engine, "connect", self._made)
        event.listen(engine, "checkout", self._taken)

    def _before(self, *_: object) -> None:
        """The first connection may make the file, unless a log without its database says that there was one."""
        if not self._path.exists() and (self._met or self._log.exists()):
            raise sqlite3.OperationalError("the file of the database is gone")

    def _made(self, _connection: object, record: Any) -> None:
        record.info["file"] = self._identity()
        self._met = True

    def _taken(self, _connection: object, record: Any, _proxy: object) -> None:
        if record.info["file"] != self._identity():
            raise InvalidatePoolError("another file, or none, lies where the database was")

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_dev, status.st_ino
