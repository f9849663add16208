"""Parts that many tests share."""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.log import JsonLines
from bot.turns import load_listener
from dialogs.understanding.service import AgencyListener
from tests.figures import pytest_terminal_summary as pytest_terminal_summary  # pytest finds its hooks here by name
from tests.system import System, Talk, running_system


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    """A command that runs inside a test sets up the logging of the whole process; the next test finds none of it."""
    root, hook = logging.getLogger(), threading.excepthook
    level = root.level
    yield
    root.handlers[:] = [handler for handler in root.handlers if not isinstance(handler.formatter, JsonLines)]
    root.setLevel(level)
    threading.excepthook = hook


@pytest.fixture(scope="session")
def listener() -> AgencyListener:
    """The understanding, loaded once: it takes most of a second."""
    return load_listener()


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """One running bot for all conversations; every conversation has a person of its own."""
    with running_system(tmp_path_factory.mktemp("system"), listener) as running:
        yield running


@pytest.fixture
def talk(system: System) -> Iterator[Talk]:
    """Somebody new talks to เทศบาลตำบลโพน; the clock is put back afterwards."""
    before = system.clock()
    yield system.talk("phon")
    system.clock.set(before)


@pytest.fixture
def talk_to(system: System) -> Iterator[Callable[[str], Talk]]:
    """Somebody new talks to the agency that is named."""
    before = system.clock()
    yield system.talk
    system.clock.set(before)
