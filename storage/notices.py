"""Notices that wait to be pushed, and what became of them. Sending them is ``storage.deliveries``' business."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialogs.records.notice import MAX_MESSAGES, Fate, Importance, Notice, Reason
from storage.latecomers import KEY_LIFE
from storage.models import Agency, Delivery, NoticeRow, Person
from storage.purses import wake

RETRIED_FOR = timedelta(days=1)


def put(session: Session, agency_id: int, notice: Notice, now: datetime) -> bool:
    """Keep a notice inside the caller's transaction, with one delivery for each person who is still known.

    False when the agency has a notice of this ``key`` already: then nothing is changed. Raises ValueError for a notice
    that could never be sent.
    """
    if not 1 <= len(notice.messages) <= MAX_MESSAGES or notice.expires <= notice.due:
        raise ValueError(f"the notice {notice.key!r} holds no 1-{MAX_MESSAGES} messages, or expires before it is due")
    same = select(NoticeRow.id).where(NoticeRow.agency_id == agency_id, NoticeRow.key == notice.key)
    if session.scalar(same) is not None:
        return False
    row = NoticeRow(
        agency_id=agency_id,
        kind=notice.kind,
        key=notice.key,
        importance=int(notice.importance),
        audience=str(notice.audience),
        messages=[dict(message) for message in notice.messages],
        due=notice.due,
        expires=notice.expires,
        created_at=now,
    )
    try:
        with session.begin_nested():  # somebody else may put the same key in this very moment
            session.add(row)
    except IntegrityError:
        return False
    known = select(Person.id).where(Person.agency_id == agency_id, Person.id.in_(notice.people)).order_by(Person.id)
    session.add_all(
        Delivery(notice_id=row.id, person_id=person, fate=Fate.WAITING) for person in session.scalars(known)
    )
    session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A notice for one person that waits or could not be sent, as an administrator sees it: never a LINE id."""

    id: int
    agency: str
    kind: str
    importance: Importance
    due: datetime
    expires: datetime
    fate: Fate
    reason: str
    to: str


def unsettled(session: Session, slug: str | None = None) -> list[Unsettled]:
    """What is queued and what could not be sent, of one agency or of all; the oldest first."""
    found = (
        select(Delivery, NoticeRow, Agency.slug, Person)
        .join(NoticeRow, Delivery.notice_id == NoticeRow.id)
        .join(Agency, NoticeRow.agency_id == Agency.id)
        .outerjoin(Person, Delivery.person_id == Person.id)
        .where(Delivery.fate != Fate.SENT)
        .order_by(NoticeRow.due, Delivery.id)
    )
    if slug is not None:
        found = found.where(Agency.slug == slug)
    return [
        Unsettled(
            row.id,
            agency,
            notice.kind,
            Importance(notice.importance),
            notice.due,
            notice.expires,
            Fate(row.fate),
            row.reason,
            " ".join(part for part in (person.unit, person.label) if part) if person else "",
        )
        for row, notice, agency, person in session.execute(found)
    ]


def retry(session: Session, slug: str, now: datetime, *, only: int | None = None, doubling: bool = False) -> int:
    """Let what could not be sent wait again, for a day; returns how many persons' notices.

    What LINE may have taken goes with its own key while that lives (then it cannot double), and afterwards only with
    ``doubling``. Who is gone stays so. The channel's rest is ended.
    """
    found = (
        select(Delivery)
        .join(NoticeRow)
        .join(Agency)
        .where(Agency.slug == slug, Delivery.fate == Fate.UNSENT, Delivery.reason != Reason.GONE)
        .where(Delivery.person_id.is_not(None))
    )
    if only is not None:
        found = found.where(Delivery.id == only)
    count = 0
    for row in session.scalars(found):
        if row.reason == Reason.UNSURE and row.request and row.request.first_tried_at > now - KEY_LIFE:
            row.request.next_try_at = now
        elif row.reason == Reason.UNSURE and not doubling:
            continue
        else:
            row.request_id = None
        row.fate, row.reason, row.settled_at = Fate.WAITING, "", None
        row.notice.expires = max(row.notice.expires, now + RETRIED_FOR)
        wake(session, row.notice.agency_id)
        count += 1
    return count


def forget_settled(session: Session, before: datetime) -> int:
    """Delete notices that were settled for everybody and are older than a moment; returns how many."""
    open_ones = select(Delivery.notice_id).where(Delivery.fate == Fate.WAITING)
    gone = session.execute(delete(NoticeRow).where(NoticeRow.expires < before, NoticeRow.id.not_in(open_ones)))
    return int(getattr(gone, "rowcount", 0))
