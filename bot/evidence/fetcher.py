"""The worker's small pool that fetches evidence after the answer, apart from the partitions.

Every worker looks for files that are due, once a second; who reserves one first fetches it. A worker that dies leaves a
reservation that runs out, and the next one begins anew: nothing is kept twice, since a row is settled once.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from bot.evidence.contents import Contents, Trouble
from bot.evidence.look import MAX_SENT_BYTES, NotKept, looked_at
from bot.evidence.telling import lost_notice
from dialogs.records.errors import StoreUnavailable
from dialogs.records.evidence import Loss
from storage.database import Database
from storage.evidence_queue import Wanted, lose, put_off, settle, take
from storage.notices import put
from storage.sealing import Keyring

log = logging.getLogger(__name__)
POOL = 2
EVERY_SECONDS = 1.0
_FINAL = {Trouble.TAKEN_BACK: Loss.TAKEN_BACK, Trouble.GONE: Loss.GONE, Trouble.TOO_LARGE: Loss.TOO_LARGE}


class Fetcher:
    """Fetches, looks, keeps. ``start`` and ``stop`` for a process; ``one`` and ``all_due`` for whoever waits."""

    def __init__(self, database: Database, keyring: Keyring, contents: Contents, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._keyring = keyring
        self._contents = contents
        self._clock = clock
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        for number in range(POOL):
            thread = threading.Thread(target=self._run, name=f"evidence-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, seconds: float = 30) -> None:
        """No new file is begun; one under way is finished, or left to the next worker."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=seconds)

    def all_due(self) -> int:
        """Everything that is due now; returns how many were taken up."""
        count = 0
        while self.one():
            count += 1
        return count

    def one(self) -> bool:
        """One file that is due; False when there is none. Raises StoreUnavailable."""
        wanted = take(self._database, self._keyring, self._clock())
        if wanted is None:
            return False
        if wanted.line_id is None:
            self._lose(wanted, Loss.UNREACHED)
            return True
        got = self._contents.fetch(wanted.slug, wanted.line_id, MAX_SENT_BYTES)
        if isinstance(got, bytes):
            self._keep(wanted, got)
        elif got is not Trouble.LATER:
            self._lose(wanted, _FINAL[got])
        elif not put_off(self._database, wanted, self._clock()):
            self._lose(wanted, Loss.UNREACHED)
        return True

    def _keep(self, wanted: Wanted, content: bytes) -> None:
        try:
            fetched = looked_at(content, wanted.name)
        except NotKept as error:
            self._lose(wanted, error.why)
            return
        settle(self._database, wanted, fetched)

    def _lose(self, wanted: Wanted, why: Loss) -> None:
        """Give the file up and tell who sent it, in one transaction. What was taken back needs no word."""
        log.info("evidence was not kept", extra={"why": str(why)})
        with self._database.transaction() as session:
            lost = lose(session, wanted, why)
            if lost is not None and lost.person_id is not None and why is not Loss.TAKEN_BACK:
                notice = lost_notice(session, lost, why, self._clock())
                put(session, lost.agency_id, notice, self._clock())

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self.one():
                    continue
            except StoreUnavailable:
                log.warning("the database does not answer; evidence waits")
            except Exception as error:  # noqa: BLE001 - a fault over one file must not end the fetching of others
                log.error("a fetch failed", extra={"error": type(error).__name__})
            self._stopping.wait(EVERY_SECONDS)
