"""Argon2id, in bounded queues that all processes of one machine share.

Submitting, looking up and the desk's log-in have a queue each: two run at a time, some may wait, whoever comes beyond
is told when to come again. So a flood of look-ups neither eats the memory nor stops a submission.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from storage.complaints.errors import Busy

MEMORY_KIB = 64 * 1024
PASSES = 3
RUNNING = 2
_POLL_SECONDS = 0.02


class Lane(StrEnum):
    """The separate queues."""

    SUBMIT = "submit"
    LOOK_UP = "look-up"
    DESK = "desk"


SEATS = {Lane.SUBMIT: 64, Lane.LOOK_UP: 6, Lane.DESK: 4}
"""How many may run or wait. Look-ups get fewer than the app has processes, so that they never hold all of them (gunicorn_conf.py)."""
PATIENCE_SECONDS = {Lane.SUBMIT: 25.0, Lane.LOOK_UP: 5.0, Lane.DESK: 8.0}
Stretch = Callable[[bytes, bytes, int], bytes]


def argon2id(secret: bytes, salt: bytes, length: int) -> bytes:
    """64 MiB, three passes, one lane: about a third of a CPU-second."""
    return Argon2id(salt=salt, length=length, iterations=PASSES, lanes=1, memory_cost=MEMORY_KIB).derive(secret)


class Stretcher:
    """Runs the derivation when there is a place. ``folder`` holds lock files only; ``derive`` is Argon2id."""

    def __init__(self, folder: Path, derive: Stretch = argon2id) -> None:
        self._folder = folder
        self._derive = derive
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def stretch(self, lane: Lane, secret: bytes, salt: bytes, length: int = 32) -> bytes:
        """Raises Busy when the queue is full or does not move."""
        with self._place(lane):
            return self._derive(secret, salt, length)

    @contextmanager
    def _place(self, lane: Lane) -> Iterator[None]:
        with ExitStack() as held:
            if not self._take(held, f"{lane}.seat", SEATS[lane]):
                raise Busy(retry_after=10)
            deadline = time.monotonic() + PATIENCE_SECONDS[lane]
            while not self._take(held, f"{lane}.run", RUNNING):
                if time.monotonic() > deadline:
                    raise Busy(retry_after=20)
                time.sleep(_POLL_SECONDS)
            yield

    def _take(self, held: ExitStack, name: str, places: int) -> bool:
        """Lock one of the numbered files; the operating system frees it whatever becomes of this process."""
        for number in range(places):
            file = (self._folder / f"{name}.{number}").open("w")
            if _locked(file):
                held.enter_context(file)
                return True
            file.close()
        return False


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
