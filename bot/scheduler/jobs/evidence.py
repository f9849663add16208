"""Pictures and files that no report took: a form left open for a day is not finished any more, and its record is gone."""

from datetime import datetime, timedelta

from bot.parts import Parts
from bot.scheduler.calendar import every
from bot.scheduler.job import Job
from storage.evidence import drop_unattached
from storage.evidence_links import drop_old_links

KEPT = timedelta(days=1)
"""As long as a conversation's record (``storage.conversations``): nothing can refer to the file after it."""


def drop_left_over(parts: Parts, _moment: datetime) -> None:
    now = parts.clock()
    with parts.database.transaction() as session:
        drop_unattached(session, now - KEPT)
        drop_old_links(session, now)


JOBS = (Job("evidence", every(60), drop_left_over, only_newest=True),)
