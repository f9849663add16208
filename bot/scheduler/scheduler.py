"""The scheduler process: it leads or stands by; while it leads, one thread runs jobs and one sends."""

import logging
import threading
from collections.abc import Callable, Sequence

from bot.line.push import Pusher
from bot.parts import Parts
from bot.scheduler.job import Job
from bot.scheduler.leader import Leader
from bot.scheduler.runner import JobRunner
from bot.scheduler.sender import Sender
from dialogs.records.errors import LeaseLost, StoreUnavailable
from handlers.turn import Checkpoint, no_checkpoint
from storage.deliveries import Outbox
from storage.purses import Purses

log = logging.getLogger(__name__)

JOBS_EVERY = 5.0
SEND_EVERY = 1.0
"""Seconds between two looks."""


class Scheduler:
    """Runs until ``stop``. Any number may run; one leads."""

    def __init__(
        self,
        parts: Parts,
        jobs: Sequence[Job],
        pusher: Pusher,
        leader: Leader,
        *,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._leader = leader
        self._stopping = threading.Event()
        stopping = self._stopping.is_set
        self._runner = JobRunner(jobs, parts, leader.holds, stopping=stopping, checkpoint=checkpoint)
        outbox = Outbox(parts.database, parts.keyring, leader.holds)
        purses = Purses(parts.database)
        self._sender = Sender(outbox, purses, pusher, parts.clock, stopping=stopping, checkpoint=checkpoint)
        self._leads = threading.Event()

    def run(self) -> None:
        """Hold the lock and let the two threads work while it is held; returns after a graceful stop."""
        threads = [
            threading.Thread(target=self._repeat, args=(self._runner.run_due, JOBS_EVERY), name="jobs"),
            threading.Thread(target=self._repeat, args=(self._sender.round, SEND_EVERY), name="sender"),
        ]
        for thread in threads:
            thread.start()
        while not self._stopping.is_set():
            self._refresh()
            self._stopping.wait(self._leader.seconds / 4)
        self._close(threads)

    def stop(self) -> None:
        """What is under way is finished, nothing new is begun."""
        self._stopping.set()

    def _refresh(self) -> None:
        try:
            leads = self._leader.lead()
        except StoreUnavailable:
            log.warning("Redis does not answer; trying again")
            leads = False
        if leads != self._leads.is_set():
            log.info("leading" if leads else "standing by")
        if leads:
            self._leads.set()
        else:
            self._leads.clear()

    def _repeat(self, work: Callable[[], None], seconds: float) -> None:
        while not self._stopping.is_set():
            if self._leads.is_set():
                try:
                    work()
                except StoreUnavailable:
                    log.warning("a store does not answer; trying again")
                except LeaseLost:
                    self._leads.clear()
            self._stopping.wait(seconds)

    def _close(self, threads: Sequence[threading.Thread]) -> None:
        for thread in threads:
            while thread.is_alive():  # a call to LINE may take longer than the lease: keep it until the end
                thread.join(timeout=self._leader.seconds / 4)
                self._refresh()
        self._sender.close()
        try:
            self._leader.leave()
        except StoreUnavailable:
            log.warning("Redis does not answer; the lock runs out by itself")
