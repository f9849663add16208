"""Telling somebody that a file of theirs did not arrive: the one push that evidence costs, and a rare one."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import BANGKOK
from dialogs.cards.line import to_line
from dialogs.copy import evidence as copy
from dialogs.engine.buttons import go
from dialogs.records.evidence import Loss
from dialogs.records.notice import Importance, Notice
from dialogs.records.reply import Answer, Choice, Say
from dialogs.records.voice import voice_of
from dialogs.thai.dates import short_date
from storage.evidence_queue import LostFile
from storage.models import Agency

_FIRST_HOUR, _LAST_HOUR = 8, 18
_WORTH = timedelta(days=3)
"""After so long nobody remembers the file."""


def lost_notice(session: Session, lost: LostFile, why: Loss, now: datetime) -> Notice:
    """What did not arrive, why, and a button to report again. Not at night."""
    voice = voice_of(session.scalar(select(Agency.voice).where(Agency.id == lost.agency_id)) or "")
    sent = short_date(lost.sent_at.astimezone(BANGKOK).date())
    words = copy.lost(voice, lost.kind, lost.name, sent, why)
    answer = Answer((Say(words),), (Choice(copy.REPORT_AGAIN, go("report_progress")),))
    due = _in_daytime(now)
    return Notice(
        kind="evidence",
        key=f"evidence/{lost.id}",
        people=(lost.person_id,) if lost.person_id is not None else (),
        messages=to_line(answer),
        importance=Importance.DEADLINE,
        due=due,
        expires=due + _WORTH,
    )


def _in_daytime(now: datetime) -> datetime:
    local = now.astimezone(BANGKOK)
    morning = local.replace(hour=_FIRST_HOUR, minute=0, second=0, microsecond=0)
    if local.hour < _FIRST_HOUR:
        return morning
    return local if local.hour < _LAST_HOUR else morning + timedelta(days=1)
