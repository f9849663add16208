"""An office of its own for each test: who is in it is what these tests are about."""

from collections.abc import Iterator

import pytest

from dialogs.understanding.service import AgencyListener
from tests.system import System, running_system


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("office"), listener) as running:
        yield running
