"""The whole general side for tests: real Redis, real database, real webhook with signed bodies, the fake LINE platform.

    def test_status(talk):
        talk.says("มาตรการ e-service ถึงไหนแล้ว").hears("มาตรการที่ 3")

Only LINE is played. The web app and the worker run in this process; tests that kill processes start their own.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from bot.line.gateway import LineGateway
from bot.line.richmenus import PersonalMenus
from bot.parts import Parts, open_parts
from bot.settings import Settings
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel, Rules
from bot.simulator.words import labels, words
from bot.turns import load_listener, make_turn
from bot.web.app import create_app
from bot.web.assembly import make_door
from bot.worker.worker import Worker
from dialogs.understanding.service import AgencyListener
from storage.channels import GENERAL
from storage.database import open_engine
from storage.samples.load import SLUGS, load_samples
from storage.schema import upgrade
from tests.oracle import judge_sent

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

START = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
"""15 January 2569, 10.00 in Bangkok: fiscal year 2569, before the end of its first half."""


class MovableClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)

    def set(self, moment: datetime) -> None:
        self.moment = moment


class System:
    """A running bot with the five sample agencies, and the phones of the people who talk to it."""

    def __init__(self, parts: Parts, fake: FakeLine, clock: MovableClock, channels: dict[str, Channel]) -> None:
        self.parts = parts
        self.fake = fake
        self.clock = clock
        self.channels = channels
        self._people = 0

    def talk(self, agency: str = "phon") -> "Talk":
        """Somebody new opens the agency's chat."""
        self._people += 1
        return Talk(self, self.fake.user(self.channels[agency], f"person-{self._people}"))


class Talk:
    """One person's conversation, told in order."""

    def __init__(self, system: System, user: FakeUser) -> None:
        self.system = system
        self.user = user
        self.last: list[dict[str, object]] = []

    def says(self, text: str) -> "Talk":
        self.user.says(text)
        return self._listen()

    def presses(self, label: str) -> "Talk":
        self.user.press(label)
        return self._listen()

    def sends(self, what: str) -> "Talk":
        """``sticker``, ``picture``, ``voice``, ``video``, ``file``, ``location`` or ``unknown``."""
        getattr(self.user, f"sends_{what}")()
        return self._listen()

    def follows(self) -> "Talk":
        self.user.follow()
        return self._listen()

    def hears(self, *expected: str) -> "Talk":
        """Every phrase stands in the last answer."""
        heard = self.text
        for phrase in expected:
            assert phrase in heard, f"{phrase!r} was not heard; heard was:\n{heard}"
        return self

    def does_not_hear(self, *unwanted: str) -> "Talk":
        heard = self.text
        for phrase in unwanted:
            assert phrase not in heard, f"{phrase!r} was heard:\n{heard}"
        return self

    def is_offered(self, *expected: str) -> "Talk":
        offered = self.buttons
        for label in expected:
            assert label in offered, f"{label!r} is not offered; offered are {offered}"
        return self

    @property
    def text(self) -> str:
        """All that the last answer shows or would read aloud."""
        return "\n".join(f"{words(m)}\n{m.get('altText', '')}" for m in self.last)

    @property
    def buttons(self) -> list[str]:
        return [label for message in self.last for label in labels(message)]

    def _listen(self) -> "Talk":
        self.last = self.user.hears(1, timeout=20)
        judge_sent(self.system.fake.sent[-1:])
        return self


class Door:
    """Stands where the web app will be: the platform must know the address before the app can know the platform."""

    app: Flask

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return self.app(environ, start)


@contextmanager
def running_system(folder: Path, listener: AgencyListener | None = None) -> Iterator[System]:
    """The system, until the block ends."""
    clock = MovableClock()
    door = Door()
    rules = Rules(redelivery_delays=(), monthly_quota=None)
    with FakeLine(rules=rules, apps={"bot.test": door}) as fake:
        settings = Settings(DATA_DIR=folder, LINE_API_URL=fake.url, LINE_DATA_URL=fake.url)  # type: ignore[call-arg]
        engine = open_engine(settings.database_address)
        upgrade(engine)
        engine.dispose()
        with open_parts(settings) as opened:
            parts = with_clock(opened, clock)
            load_samples(parts.database, clock(), settings.complaints_public_url)
            channels = add_channels(parts, fake)
            door.app = create_app(make_door(parts))
            with running_worker(parts, listener or load_listener()):
                yield System(parts, fake, clock, channels)


def with_clock(parts: Parts, clock: MovableClock) -> Parts:
    return replace(parts, clock=clock)


def add_channels(parts: Parts, fake: FakeLine) -> dict[str, Channel]:
    """A channel of the fake platform for every sample agency, known to the bot."""
    channels = {}
    for slug in SLUGS:
        channel = fake.channel(slug, webhook_url=f"https://bot.test/line/{slug}", provider="one")
        parts.channels.add(slug, GENERAL, channel.secret, channel.access_token, parts.clock())
        channels[slug] = channel
    return channels


@contextmanager
def running_worker(parts: Parts, listener: AgencyListener) -> Iterator[Worker]:
    gateway = LineGateway(parts.channels, GENERAL, parts.settings.line_api_url)
    worker = Worker(
        stream=parts.stream(),
        leases=parts.leases(),
        cipher=parts.cipher,
        turn=make_turn(parts, listener),
        gateway=gateway,
        menus=PersonalMenus(gateway),
        directory=parts.directory,
        clock=parts.clock,
    )
    thread = threading.Thread(target=worker.run, name="worker")
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=30)
