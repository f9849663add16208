"""What came too late is listed for the administrator; nothing disappears."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from dialogs.records.notice import Fate, Importance, Reason
from storage.database import Database
from storage.models import Delivery, NoticeRow, Purse, PushRequest

KEY_LIFE = timedelta(hours=23)
"""LINE keeps a retry key for 24 hours; an hour is left for clocks that differ."""
_LATELY = timedelta(minutes=10)
"""A rest that ended so recently is still why something came too late."""


def give_up(database: Database, now: datetime) -> int:
    """List what is too late to be sent; returns how many persons' notices that are."""
    with database.reading() as session:  # asked every second: it must not hold up who writes
        if session.scalar(_never_tried(now).limit(1)) is None and session.scalar(_open(now).limit(1)) is None:
            return 0
    with database.transaction() as session:
        return _list_expired(session, now) + _list_unsure(session, now)


def _never_tried(now: datetime) -> Select[Delivery]:
    return (
        select(Delivery)
        .join(NoticeRow, Delivery.notice_id == NoticeRow.id)
        .where(Delivery.fate == Fate.WAITING, Delivery.request_id.is_(None), NoticeRow.expires <= now)
    )


def _open(now: datetime) -> Select[PushRequest]:
    """Tried without an answer until it was too late, or until a repeat might double it."""
    dead = or_(NoticeRow.expires <= now, PushRequest.first_tried_at <= now - KEY_LIFE)
    return select(PushRequest).join(NoticeRow).where(PushRequest.next_try_at.is_not(None), dead)


def _list_expired(session: Session, now: datetime) -> int:
    """The reason is what held it up."""
    late = session.scalars(_never_tried(now)).all()
    for row in late:
        purse = session.get(Purse, row.notice.agency_id)
        row.fate, row.reason, row.settled_at = Fate.UNSENT, _held_by(purse, Importance(row.notice.importance), now), now
    return len(late)


def _held_by(purse: Purse | None, importance: Importance, now: datetime) -> str:
    lately = now - _LATELY
    if purse and purse.rests_until and purse.rests_until > lately:
        return purse.why
    if purse and purse.lesser_rest_until and purse.lesser_rest_until > lately and importance > Importance.ACKNOWLEDGE:
        return Reason.MONTH_USED_UP
    return Reason.EXPIRED


def _list_unsure(session: Session, now: datetime) -> int:
    count = 0
    for request in session.scalars(_open(now)).all():
        request.next_try_at = None
        waiting = select(Delivery).where(Delivery.request_id == request.id, Delivery.fate == Fate.WAITING)
        for row in session.scalars(waiting):
            row.fate, row.reason, row.settled_at = Fate.UNSENT, Reason.UNSURE, now
            count += 1
    return count
