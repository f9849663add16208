"""Keeps time, whether or not anybody comes: rotates S when it is due and overwrites the one before; writes to the
officers at their hours; once a day deletes what has been closed long enough.

``kill -USR1`` (pid in ``keeper.pid`` of the runtime folder) rotates at once. Ends when its standard input closes.
"""

import logging
import os
import select
import signal
import sys
from collections.abc import Callable
from datetime import date
from types import FrameType

from bot.clock import BANGKOK, make_clock
from bot.complaints.log import set_up_complaint_logging
from bot.complaints.postman import Postman
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from dialogs.records.errors import ProngsaiError
from storage.complaints.draftkeys import DraftKeys
from storage.complaints.file import AgencyFile, agencies
from storage.complaints.retention import sweep
from storage.complaints.secrets import load_secrets
from storage.embedded_redis import private_folder

log = logging.getLogger(__name__)

_LOOK_SECONDS = 20.0


def main() -> int:
    set_up_complaint_logging()
    settings = load_complaint_settings()
    clock = make_clock(settings.now)
    keys = DraftKeys(private_folder(settings.memory_folder), clock)
    postman = Postman(settings)

    def at_once(_signal: int, _frame: FrameType | None) -> None:
        keys.rotate()

    signal.signal(signal.SIGUSR1, at_once)
    pid = private_folder(settings.runtime_folder) / "keeper.pid"
    pid.write_text(str(os.getpid()), encoding="ascii")
    swept: date | None = None
    while True:
        now = clock()
        keys.all()
        _try(postman.look, now)
        today = now.astimezone(BANGKOK).date()
        if swept != today:
            _try(sweep_all, settings, today)
            swept = today
        if select.select([sys.stdin], [], [], _LOOK_SECONDS)[0]:
            break
    pid.unlink(missing_ok=True)
    return 0


def _try(chore: Callable[..., object], *given: object) -> None:
    """Whatever fails in a chore, the keys go on rotating."""
    try:
        chore(*given)
    except Exception as error:  # noqa: BLE001  # else one failing chore would end the rotation of keys; it is logged and tried again
        log.error("a chore failed", extra={"error": type(error).__name__})


def sweep_all(settings: ComplaintSettings, today: date) -> int:
    """Retention in every agency's file; how many cases went. A file that does not answer is tried tomorrow."""
    secrets, gone = load_secrets(settings.secret_folder), 0
    for slug in agencies(settings.folder):
        try:
            gone += sweep(AgencyFile(settings.folder, slug), secrets, today, settings.complaints_keep_days).cases
        except ProngsaiError as error:
            log.error("retention failed", extra={"error": type(error).__name__})
    return gone


if __name__ == "__main__":
    sys.exit(main())
