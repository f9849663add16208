"""Fixtures of the operator's tests: each kind of database, and a machine that is served in phases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.line.gateway import LineGateway  # noqa: F401 - the SDK takes seconds to import: before any clock runs
from bot.parts import open_parts
from bot.settings import Settings
from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel, Rules
from bot.web.app import create_app
from bot.web.assembly import make_door
from dialogs.understanding.service import AgencyListener
from storage.channels import GENERAL
from storage.database import open_engine
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.servers import DATABASES, Postgres, sqlite_url
from tests.servers import postgres as postgres  # pytest finds its fixtures here by name
from tests.servers import short_folder as short_folder
from tests.system import Door, MovableClock, System, running_worker, with_clock


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes an empty database of a kind; its address."""
    made: list[str] = []

    def make(kind: str) -> str:
        if kind == "sqlite":
            made.append(sqlite_url(tmp_path / f"database-{len(made)}.db"))
        else:
            server: Postgres = request.getfixturevalue("postgres")
            made.append(server.new_database())
        return made[-1]

    assert set(DATABASES) == {"sqlite", "postgresql"}
    yield make
    for url in made:
        if url.startswith("postgresql"):
            request.getfixturevalue("postgres").drop(url)


class Platform:
    """LINE, played, and the machines that stand behind its webhook one after the other."""

    def __init__(self, fake: FakeLine, door: Door, listener: AgencyListener) -> None:
        self.fake = fake
        self.door = door
        self.listener = listener
        self.clock = MovableClock()
        self.channel: Channel = fake.channel("phon", webhook_url="https://bot.test/line/phon", provider="one")

    def settings(self, folder: Path, url: str, keys: str) -> Settings:
        told = {"DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": keys}
        return Settings(LINE_API_URL=self.fake.url, LINE_DATA_URL=self.fake.url, **told)  # type: ignore[arg-type]

    def install(self, settings: Settings) -> None:
        """A first installation with the samples and phon's channel."""
        engine = open_engine(settings.database_address)
        upgrade(engine)
        engine.dispose()
        with open_parts(settings) as parts:
            load_samples(parts.database, self.clock())
            secret, token = self.channel.secret, self.channel.access_token
            parts.channels.add("phon", GENERAL, secret, token, self.clock())

    @contextmanager
    def serving(self, settings: Settings) -> Iterator[System]:
        """Web and worker on these settings, until the block ends."""
        with open_parts(settings) as opened:
            parts = with_clock(opened, self.clock)
            self.door.app = create_app(make_door(parts))
            with running_worker(parts, self.listener):
                yield System(parts, self.fake, self.clock, {"phon": self.channel})


@pytest.fixture
def platform(listener: AgencyListener) -> Iterator[Platform]:
    door = Door()
    with FakeLine(rules=Rules(redelivery_delays=(), monthly_quota=None), apps={"bot.test": door}) as fake:
        yield Platform(fake, door, listener)
