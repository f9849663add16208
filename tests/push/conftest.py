"""An office on a fresh database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogs.understanding.service import AgencyListener
from storage.database import Database
from tests.push.office import Office, an_office
from tests.servers import database, migrated_template, postgres  # noqa: F401 - fixtures
from tests.system import System, running_system


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as made:
        yield made


@pytest.fixture
def office_anywhere(tmp_path: Path, database: Database) -> Iterator[Office]:  # noqa: F811 - the fixture's name
    """The same on each kind of database."""
    with an_office(tmp_path, database=database) as made:
        yield made


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """A whole bot of the module's own: its clock may be moved by years."""
    with running_system(tmp_path_factory.mktemp("town"), listener) as running:
        yield running
