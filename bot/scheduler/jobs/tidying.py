"""What is done with is destroyed: notices that were settled long ago."""

from datetime import datetime, timedelta

from bot.parts import Parts
from bot.scheduler.calendar import daily
from bot.scheduler.job import Job
from storage.notices import forget_settled

KEPT = timedelta(days=90)
"""How long an administrator can see what could not be sent; longer than digests look back."""


def tidy(parts: Parts, _moment: datetime) -> None:
    with parts.database.transaction() as session:
        forget_settled(session, parts.clock() - KEPT)


JOBS = (Job("tidying", daily(3, 30), tidy, only_newest=True),)
