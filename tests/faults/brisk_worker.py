"""The worker with leases so short that a test need not wait long for what a killed one held.

python -m tests.faults.brisk_worker [FULL]

While the file FULL is there, the database (SQLite) takes no further page: its disk is full.
"""

import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.log import set_up_logging
from bot.parts import open_parts
from bot.settings import load_settings
from bot.worker.__main__ import build

LEASE_MS = 1500
MANY = 2**30


def fill_up(engine: Engine, full: Path) -> None:
    """SQLite never lowers the limit below the pages that are there."""

    @event.listens_for(engine, "checkout")
    def limit(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count={1 if full.exists() else MANY}")


def main(arguments: list[str]) -> None:
    set_up_logging()
    with open_parts(load_settings()) as parts:
        if arguments:
            fill_up(parts.database.engine, Path(arguments[0]))
        worker = build(parts, lease_ms=LEASE_MS)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        worker.run()


if __name__ == "__main__":
    main(sys.argv[1:])
