"""Stores outside of the installation's folder, which a test may stop and start again."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.redis_client import answers
from tests.machine import free_port
from tests.servers import redis_program

SECRET_KEY = "of-the-fault-tests-and-long-enough-for-them"


class OwnRedis:
    """A Redis of the test's own on a port, with an append-only file in ``folder``."""

    def __init__(self, folder: Path, make: str = "redis") -> None:
        self._folder = folder
        self._program = redis_program(make)
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self._folder.mkdir(exist_ok=True)
        settings = ["--port", str(self.port), "--dir", str(self._folder), "--save", "", "--appendonly", "yes"]
        with (self._folder / "redis.log").open("ab") as log:
            self._server = subprocess.Popen([self._program, *settings], stdout=log, stderr=log)
        deadline = time.monotonic() + 20
        while not answers(self.url):
            assert time.monotonic() < deadline, (self._folder / "redis.log").read_text()[-2000:]
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(timeout=20)
            self._server = None


@contextmanager
def own_redis(folder: Path, make: str = "redis") -> Iterator[OwnRedis]:
    """A running one; whatever runs at the end is stopped."""
    server = OwnRedis(folder, make)
    server.start()
    try:
        yield server
    finally:
        server.stop()
