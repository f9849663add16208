"""A whole installation in processes of its own, on a folder of its own; LINE is the fake platform of the test."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.parts import Parts, open_parts
from bot.settings import Settings
from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel
from storage.channels import GENERAL
from storage.database import open_engine
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.machine import free_port
from tests.shared import REPOSITORY

PATIENCE = 60.0


class Installation:
    """Processes of one DATA_DIR. ``errors`` collects what they print, at DEBUG."""

    def __init__(self, folder: Path, fake: FakeLine, parts: Parts, channel: Channel) -> None:
        self.folder = folder
        self.fake = fake
        self.parts = parts
        self.channel = channel
        self.port = free_port()
        self.errors = folder / "stderr.log"
        self.settings: dict[str, str] = {}
        """Settings beside those of every test; they win."""
        self._children: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "LINE_API_URL": self.fake.url,
            "LINE_DATA_URL": self.fake.url,
            "PORT": str(self.port),
            "LOG_LEVEL": "DEBUG",
            **self.settings,
        }

    def start(self, *arguments: str, settings: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """``settings``: of this process alone."""
        environment = {**self.environment(), **(settings or {})}
        with self.errors.open("ab") as errors:
            child = subprocess.Popen(
                [sys.executable, *arguments], cwd=REPOSITORY, env=environment, stdout=errors, stderr=errors
            )
        self._children.append(child)
        return child

    def start_web(self) -> "subprocess.Popen[bytes]":
        child = self.start("-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bot.web.wsgi:make()")
        self.wait_for(self._is_ready)
        return child

    def start_worker(self) -> "subprocess.Popen[bytes]":
        return self.start("-m", "bot.worker")

    def wait_for(self, condition: object, seconds: float = PATIENCE) -> None:
        assert callable(condition)
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not in {seconds} s; the processes said:\n{self.said()[-3000:]}"
            time.sleep(0.05)

    def wait_until_drained(self, seconds: float = PATIENCE) -> None:
        """Until no event waits in any stream."""
        stream = self.parts.stream()
        self.wait_for(lambda: stream.total() == 0, seconds)

    def said(self) -> str:
        return self.errors.read_text(encoding="utf-8", errors="replace") if self.errors.exists() else ""

    def stop(self) -> None:
        for child in self._children:
            if child.poll() is None:
                child.terminate()
        for child in self._children:
            child.wait(timeout=30)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def installed(folder: Path, fake: FakeLine, stores: Mapping[str, str] | None = None) -> Iterator[Installation]:
    """An installation with the samples and one channel, its processes not yet started.

    ``stores``: DATABASE_URL, REDIS_URL and SECRET_KEY where they are not the embedded ones.
    """
    given = dict(stores or {})
    settings = Settings(DATA_DIR=folder, LINE_API_URL=fake.url, LINE_DATA_URL=fake.url, **given)  # type: ignore[call-arg,arg-type]
    engine = open_engine(settings.database_address)
    upgrade(engine)
    engine.dispose()
    with open_parts(settings) as parts:
        load_samples(parts.database, parts.clock())
        channel = fake.channel("phon", webhook_url="http://127.0.0.1:1/")
        parts.channels.add("phon", GENERAL, channel.secret, channel.access_token, parts.clock())
        running = Installation(folder, fake, parts, channel)
        running.settings.update(given)
        try:
            yield running
        finally:
            running.stop()
