"""A scheduler that is killed (SIGKILL) the nth time it passes a named point; ``never`` lives on.

python -m tests.push.dying_scheduler NAME N
"""

import os
import signal
import sys
import threading
from datetime import datetime, timedelta

from bot.parts import Parts, open_parts
from bot.scheduler.__main__ import build
from bot.scheduler.calendar import every
from bot.scheduler.job import Job
from bot.settings import load_settings
from dialogs.records.notice import Importance, Notice
from storage.models import Agency, Person
from storage.notices import put

LEASE_MS = 1500
"""Short, so that the next scheduler need not wait long for the lock."""
TIMEOUT = (1.0, 1.0)


def ring(parts: Parts, moment: datetime) -> None:
    """A notice for everybody, once for each moment."""
    text = {"type": "text", "text": f"นาฬิกา {moment:%H:%M}"}
    with parts.database.transaction() as session:
        agency = session.query(Agency).filter_by(slug="phon").one()
        people = tuple(person.id for person in session.query(Person).filter_by(agency_id=agency.id))
        expires = moment + timedelta(hours=5)
        key = f"clock/{moment.isoformat()}"
        notice = Notice("clock", key, people, (text,), Importance.DEADLINE, moment, expires)
        put(session, agency.id, notice, parts.clock())


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
        scheduler = build(parts, [Job("clock", every(1), ring)], checkpoint, LEASE_MS, TIMEOUT)
        signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
        scheduler.run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
