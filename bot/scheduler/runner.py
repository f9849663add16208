"""Runs jobs at their moments: each missed moment once after a stop, none twice."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.clock import BANGKOK
from bot.parts import Parts
from bot.scheduler.job import Job
from dialogs.records.errors import LeaseLost, StoreUnavailable
from handlers.turn import Checkpoint, no_checkpoint
from storage.deliveries import pause_after
from storage.jobs import JobBook

log = logging.getLogger(__name__)


class JobRunner:
    """Looks which jobs are due. A job that fails is tried again after a while; it holds up no other job."""

    def __init__(
        self,
        jobs: Sequence[Job],
        parts: Parts,
        leads: Callable[[], bool],
        *,
        stopping: Callable[[], bool] = lambda: False,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._jobs = jobs
        self._parts = parts
        self._leads = leads
        self._book = JobBook(parts.database, leads)
        self._stopping = stopping
        self._checkpoint = checkpoint
        self._failed: dict[str, tuple[int, datetime]] = {}

    def run_due(self) -> None:
        """Raises StoreUnavailable and LeaseLost: what was not done stays due."""
        for job in self._jobs:
            now = self._parts.clock()
            if not self._rests(job, now):
                self._run(job, now)

    def _run(self, job: Job, now: datetime) -> None:
        since = self._book.since(job.name, now)
        moments = list(job.due(since.astimezone(BANGKOK), now.astimezone(BANGKOK)))
        for moment in moments[-1:] if job.only_newest else moments:
            if self._stopping():
                return
            if not self._leads():
                raise LeaseLost("another scheduler leads now")
            if not self._ran(job, moment):
                return
            self._checkpoint("job ran")
            self._book.note(job.name, moment, self._parts.clock())
            self._checkpoint("job noted")

    def _ran(self, job: Job, moment: datetime) -> bool:
        try:
            job.run(self._parts, moment)
        except (StoreUnavailable, LeaseLost):
            raise
        except Exception:  # one job's fault must not stop the others
            failures = self._failed.get(job.name, (0, moment))[0] + 1
            self._failed[job.name] = (failures, self._parts.clock() + pause_after(failures))
            log.exception("a job failed", extra={"job": job.name, "failures": failures})
            return False
        self._failed.pop(job.name, None)
        log.info("a job ran", extra={"job": job.name, "moment": moment.isoformat()})
        return True

    def _rests(self, job: Job, now: datetime) -> bool:
        """After a failure; a clock that was put back (a demo) ends the rest too."""
        _, until = self._failed.get(job.name, (0, now))
        return now < until <= now + timedelta(hours=2)
