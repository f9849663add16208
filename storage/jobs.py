"""Which moments of which job are done. Noted in SQL, so that no restart skips or repeats one."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, func, select

from dialogs.records.errors import LeaseLost
from storage.database import Database
from storage.models import JobRun


class JobBook:
    """``fence`` is asked just before each commit (LeaseLost)."""

    def __init__(self, database: Database, fence: Callable[[], bool]) -> None:
        self._database = database
        self._fence = fence

    def since(self, name: str, now: datetime) -> datetime:
        """The newest moment that is done. A job that was never seen begins now: its past is not caught up."""
        newest = select(func.max(JobRun.moment)).where(JobRun.name == name)
        with self._database.reading() as session:
            found = session.scalar(newest)
        if found is None:
            self.note(name, now, now)
            return now
        return found

    def note(self, name: str, moment: datetime, now: datetime) -> None:
        """This moment is done; of the older ones only the newest is still of use, and it is this one."""
        with self._database.transaction() as session:
            session.execute(delete(JobRun).where(JobRun.name == name, JobRun.moment <= moment))
            session.add(JobRun(name=name, moment=moment, finished_at=now))
            if not self._fence():
                raise LeaseLost("another scheduler leads now")
