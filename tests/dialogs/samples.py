"""The five sample agencies as the dialogs see them, loaded once from the repository's own data."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from dialogs.records.facts import AgencyFacts, Facts
from storage.agencies import AgencyDirectory
from storage.database import Database, open_engine
from storage.samples.load import SLUGS, load_samples
from storage.schema import upgrade
from tests.servers import sqlite_url

BANGKOK = ZoneInfo("Asia/Bangkok")
MOMENT = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


@contextmanager
def _database(folder: Path) -> Iterator[Database]:
    database = Database(open_engine(sqlite_url(folder / "samples.db")))
    try:
        upgrade(database.engine)
        yield database
    finally:
        database.close()


@cache
def sample_agencies() -> tuple[AgencyFacts, ...]:
    """All five, through the importer and the directory that a turn uses."""
    with TemporaryDirectory() as folder, _database(Path(folder)) as database:
        load_samples(database, MOMENT, "https://complaints.test")
        directory = AgencyDirectory(database, "https://prongsai.test")
        found = [directory.known(slug, ()) for slug in SLUGS]
        return tuple(known.agency for known in found if known)


def sample_facts(agency: AgencyFacts) -> Facts:
    return Facts(agency, None, MOMENT.astimezone(BANGKOK))
