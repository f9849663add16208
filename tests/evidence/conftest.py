"""Staff with a phone, and a worker's fetcher that a test runs by hand."""

from collections.abc import Callable, Iterator

import pytest

from bot.demo.people import bind_sample
from bot.evidence.fetcher import Fetcher
from bot.line.content import LineContents
from dialogs.understanding.service import AgencyListener
from tests.evidence.desk import Desk
from tests.system import System, Talk, running_system


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[System]:
    """A bot of its own: what is reported here must not be heard in other tests."""
    with running_system(tmp_path_factory.mktemp("evidence"), listener) as running:
        yield running


@pytest.fixture
def staff(system: System) -> Iterator[Callable[..., Talk]]:
    before = system.clock()

    def bound(slug: str = "ko", word: str = "staff") -> Talk:
        talk = system.talk(slug)
        bind_sample(system.parts, slug, talk.user.user_id, word)
        return talk

    yield bound
    system.fake.faults.clear()
    system.clock.set(before)


@pytest.fixture
def fetcher(system: System) -> Fetcher:
    parts = system.parts
    contents = LineContents(parts.channels, parts.settings.line_data_url)
    return Fetcher(parts.database, parts.keyring, contents, system.clock)


@pytest.fixture
def desk(system: System) -> Desk:
    """What the tables hold."""
    return Desk(system)
