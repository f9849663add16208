"""A worker that is killed (SIGKILL) the nth time it passes a named point.

python -m tests.faults.dying_worker NAME N
"""

import os
import signal
import sys
import threading

from bot.parts import open_parts
from bot.settings import load_settings
from bot.worker.__main__ import build
from tests.faults.brisk_worker import LEASE_MS


def main(name: str, nth: int) -> None:
    passed = 0
    lock = threading.Lock()

    def checkpoint(here: str) -> None:
        nonlocal passed
        with lock:
            passed += here == name
            if passed == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    with open_parts(load_settings()) as parts:
        build(parts, checkpoint, lease_ms=LEASE_MS).run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
