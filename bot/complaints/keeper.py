"""Keeps time for S: rotates it when it is due and overwrites the one before, whether or not anybody comes.

``kill -USR1`` (pid in ``keeper.pid`` of the runtime folder) rotates at once. Ends when its standard input closes.
"""

import os
import select
import signal
import sys
from types import FrameType

from bot.clock import make_clock
from bot.complaints.log import set_up_complaint_logging
from bot.complaints.settings import load_complaint_settings
from storage.complaints.draftkeys import DraftKeys
from storage.embedded_redis import private_folder

_LOOK_SECONDS = 20.0


def main() -> int:
    set_up_complaint_logging()
    settings = load_complaint_settings()
    keys = DraftKeys(private_folder(settings.memory_folder), make_clock(settings.now))

    def at_once(_signal: int, _frame: FrameType | None) -> None:
        keys.rotate()

    signal.signal(signal.SIGUSR1, at_once)
    pid = private_folder(settings.runtime_folder) / "keeper.pid"
    pid.write_text(str(os.getpid()), encoding="ascii")
    keys.all()
    while not select.select([sys.stdin], [], [], _LOOK_SECONDS)[0]:
        keys.all()
    pid.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
