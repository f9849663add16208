"""Parts these tests share: a started platform, a bot that echoes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.simulator.echo import EchoBot


class FrozenClock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def fake(clock: FrozenClock) -> Iterator[FakeLine]:
    with FakeLine(clock=clock, rules=Rules(redelivery_delays=())) as line:
        yield line


@pytest.fixture
def bot(fake: FakeLine) -> Iterator[EchoBot]:
    """An echo bot whose channels are added with ``join``."""
    tokens: dict[str, str] = {}
    echo = EchoBot(fake.url, tokens)
    channel = fake.channel("phon", webhook_url=f"{echo.url}/line/phon")
    tokens[channel.destination] = channel.access_token
    yield echo
    echo.stop()
