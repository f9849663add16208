"""Sending what waits: requests to LINE are formed, tried and settled here, one row for each person.

A request is stored with its retry key before LINE hears of it, and each try is counted before it is made. So an open
request means: nobody knows whether LINE has taken it; it is tried again with the same key, never formed anew.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from dialogs.records.errors import LeaseLost
from dialogs.records.json import JsonObject
from dialogs.records.notice import Audience, Fate, Importance, Reason
from storage.database import Database
from storage.latecomers import give_up
from storage.models import Agency, Delivery, Follow, NoticeRow, Person, Purse, PushRequest, SurveyWish
from storage.sealing import Keyring, NotOpened

MAX_RECIPIENTS = 500
"""Of one multicast (LINE reference, "Send multicast message")."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Work:
    """An agency for which something is to be sent now."""

    agency_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Request:
    """One call to make now. ``line_ids`` are LINE's own: they never reach a log."""

    id: int
    retry_key: str
    multicast: bool
    line_ids: tuple[str, ...]
    messages: tuple[JsonObject, ...]
    tries: int


@dataclass(frozen=True, slots=True)
class Starved:
    """Something waits, and the month's quota does not allow it."""

    importance: Importance


def pause_after(tries: int) -> timedelta:
    """Exponential: 15 s, 30 s, 1 min … an hour. The first is longer than a call's time-outs together."""
    return min(_FIRST_PAUSE * (1 << min(tries - 1, 20)), _LONGEST_PAUSE)


class Outbox:
    """The tables of notices, as the sender uses them. ``fence`` is asked just before each commit (LeaseLost)."""

    def __init__(self, database: Database, keyring: Keyring, fence: Callable[[], bool]) -> None:
        self._database = database
        self._keyring = keyring
        self._fence = fence

    def agencies(self, now: datetime, awake: Collection[Importance]) -> list[Work]:
        """Agencies with something to send or to try again, whose channel does not rest.

        ``awake``: what may be sent at this hour.
        """
        rested = or_(Purse.agency_id.is_(None), Purse.rests_until.is_(None), Purse.rests_until <= now)
        lesser = or_(
            NoticeRow.importance == Importance.ACKNOWLEDGE,
            Purse.agency_id.is_(None),
            Purse.lesser_rest_until.is_(None),
            Purse.lesser_rest_until <= now,
        )
        alive = and_(NoticeRow.due <= now, NoticeRow.expires > now, NoticeRow.importance.in_(awake))
        found = select(Agency.id, Agency.slug).join(NoticeRow, NoticeRow.agency_id == Agency.id).outerjoin(Purse)
        fresh = found.join(Delivery, Delivery.notice_id == NoticeRow.id).where(
            Delivery.fate == Fate.WAITING, Delivery.request_id.is_(None), alive, rested, lesser
        )
        again = found.join(PushRequest, PushRequest.notice_id == NoticeRow.id).where(
            PushRequest.next_try_at <= now, alive, rested
        )
        with self._database.reading() as session:
            rows = {(row.id, row.slug) for query in (fresh, again) for row in session.execute(query.distinct())}
        return [Work(*row) for row in sorted(rows)]

    def again(self, work: Work, now: datetime, awake: Collection[Importance]) -> Request | None:
        """The next request whose answer never came, with one more try counted."""
        with self._database.transaction() as session:
            while True:
                row = session.scalar(
                    select(PushRequest)
                    .join(NoticeRow)
                    .where(NoticeRow.agency_id == work.agency_id, NoticeRow.importance.in_(awake))
                    .where(PushRequest.next_try_at <= now, NoticeRow.expires > now)
                    .order_by(NoticeRow.importance, PushRequest.id)
                    .limit(1)
                    .with_for_update(of=PushRequest)
                )
                if row is None:
                    self._guard()
                    return None
                ids = self._recipients(session, work, row.notice, _of_request(row), now)
                if ids:
                    row.tries += 1
                    row.next_try_at = now + pause_after(row.tries)
                    self._guard()
                    return _request(row, ids)
                row.next_try_at = None  # all of them have left
                session.flush()

    def form(
        self, work: Work, now: datetime, awake: Collection[Importance], allowed: Mapping[Importance, int | None]
    ) -> Request | Starved | None:
        """The next new request, its first try counted; ``allowed``: how many messages each importance may spend."""
        with self._database.transaction() as session:
            while True:
                notice = session.scalar(_next_notice(work, now, awake))
                if notice is None:
                    self._guard()
                    return None
                room = allowed[Importance(notice.importance)]
                if room is not None and room <= 0:
                    self._guard()
                    return Starved(Importance(notice.importance))
                most = MAX_RECIPIENTS if room is None else min(room, MAX_RECIPIENTS)
                ids = self._recipients(session, work, notice, _waiting(notice, most), now)
                if ids:
                    request = _new_request(session, notice, ids, now)
                    self._guard()
                    return request

    def delivered(self, request: Request, now: datetime) -> None:
        """LINE has taken it, now or at an earlier try."""
        self._settle(request, Fate.SENT, "", now)

    def refused(self, request: Request, status: int, now: datetime) -> None:
        """LINE says that it will never take it (a 4xx other than 409 and 429)."""
        self._settle(request, Fate.UNSENT, f"{Reason.REFUSED}_{status}", now)

    def not_taken(self, request: Request) -> None:
        """LINE had no room for it (429). After a first try that is certain: its people wait again.

        After an earlier try without an answer it is not: then the request stays open.
        """
        if request.tries > 1:
            return
        with self._database.transaction() as session:
            session.execute(update(Delivery).where(Delivery.request_id == request.id).values(request_id=None))
            session.execute(delete(PushRequest).where(PushRequest.id == request.id))

    def give_up(self, now: datetime) -> int:
        """List what is too late; returns how many persons' notices that are."""
        return give_up(self._database, now)

    def _settle(self, request: Request, fate: Fate, reason: str, now: datetime) -> None:
        """Not fenced: LINE's answer is true whoever leads now, and ends every doubt about an earlier try."""
        with self._database.transaction() as session:
            session.execute(
                update(Delivery)
                .where(Delivery.request_id == request.id)
                .where(or_(Delivery.fate == Fate.WAITING, Delivery.reason == Reason.UNSURE))
                .values(fate=fate, reason=reason, settled_at=now)
            )
            session.execute(update(PushRequest).where(PushRequest.id == request.id).values(next_try_at=None))

    def _recipients(
        self, session: Session, work: Work, notice: NoticeRow, chosen: Select[Delivery], now: datetime
    ) -> dict[int, str]:
        """LINE ids by delivery, of those who may still get it; the others are settled as gone."""
        kept: dict[int, str] = {}
        rows = session.scalars(chosen).all()
        addresses = _addresses(session, Audience(notice.audience), [row.person_id for row in rows if row.person_id])
        for row in rows:
            sealed = addresses.get(row.person_id or 0)
            try:
                line_id = self._keyring.unseal(sealed, f"person/{work.slug}").decode() if sealed else ""
                reason = Reason.GONE
            except NotOpened:
                line_id, reason = "", Reason.REFUSED
            if line_id:
                kept[row.id] = line_id
            else:
                row.fate, row.reason, row.settled_at = Fate.UNSENT, reason, now
        session.flush()
        return kept

    def _guard(self) -> None:
        if not self._fence():
            raise LeaseLost("another scheduler leads now")


def _addresses(session: Session, audience: Audience, people: Sequence[int]) -> dict[int, bytes]:
    """Sealed LINE ids of those who may still get a notice for this audience."""
    found = session.scalars(select(Person).where(Person.id.in_(people), Person.line_id.is_not(None))).all()
    following = set(session.scalars(select(Follow.person_id).where(Follow.person_id.in_(people))))
    if audience is Audience.SURVEY:
        following = set(session.scalars(select(SurveyWish.person_id).where(SurveyWish.person_id.in_(people))))
    return {one.id: one.line_id for one in found if one.line_id and _may(audience, one, one.id in following)}


def _may(audience: Audience, person: Person, follows: bool) -> bool:
    if audience in (Audience.FOLLOWERS, Audience.SURVEY):
        return follows
    bound = person.active and bool(person.roles)
    return bound and (person.reminders or audience is not Audience.REMINDED)


def _next_notice(work: Work, now: datetime, awake: Collection[Importance]) -> Select[NoticeRow]:
    return (
        select(NoticeRow)
        .join(Delivery, Delivery.notice_id == NoticeRow.id)
        .where(NoticeRow.agency_id == work.agency_id, NoticeRow.importance.in_(awake))
        .where(NoticeRow.due <= now, NoticeRow.expires > now)
        .where(Delivery.fate == Fate.WAITING, Delivery.request_id.is_(None))
        .order_by(NoticeRow.importance, NoticeRow.due, NoticeRow.id)
        .limit(1)
    )


def _waiting(notice: NoticeRow, most: int) -> Select[Delivery]:
    return (
        select(Delivery)
        .where(Delivery.notice_id == notice.id, Delivery.fate == Fate.WAITING, Delivery.request_id.is_(None))
        .order_by(Delivery.id)
        .limit(most)
        .with_for_update()
    )


def _of_request(row: PushRequest) -> Select[Delivery]:
    same = select(Delivery).where(Delivery.request_id == row.id, Delivery.fate == Fate.WAITING)
    return same.order_by(Delivery.id)


def _new_request(session: Session, notice: NoticeRow, ids: Mapping[int, str], now: datetime) -> Request:
    row = PushRequest(
        notice_id=notice.id,
        notice=notice,
        retry_key=str(uuid.uuid4()),
        multicast=len(ids) > 1,
        tries=1,
        first_tried_at=now,
        next_try_at=now + pause_after(1),
    )
    session.add(row)
    session.flush()
    session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(request_id=row.id))
    return _request(row, ids)


def _request(row: PushRequest, ids: Mapping[int, str]) -> Request:
    messages: Sequence[JsonObject] = row.notice.messages  # type: ignore[assignment]  # JSON by the column's type
    return Request(row.id, row.retry_key, row.multicast, tuple(ids.values()), tuple(messages), row.tries)
