"""What changed for those who follow, since they were last told."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from dialogs.records.notice import Fate
from storage.models import Agency, Assessment, Delivery, Follow, Measure, NoticeRow, Person, ProgressEntry, Source

KIND = "digest"
LAG = timedelta(minutes=5)
"""A change counts up to so long before the digest: one that is being saved just then belongs to the next."""
OLDEST = timedelta(days=31)
"""Changes that could not be told for so long are not told any more."""
_REPORT_AGE = timedelta(days=60)
"""A report in an imported document counts as news if it is not older than this: old years are no news."""


@dataclass(frozen=True, slots=True)
class Follower:
    """One person, and since when which changes are news to them; ``measures``: by id, None is the agency's news."""

    person_id: int
    since: Mapping[int | None, datetime]


@dataclass(frozen=True, slots=True)
class Changes:
    """When each measure was last reported on, and when the scores of each fiscal year came."""

    measures: Mapping[int, datetime]
    scores: Mapping[int, datetime]


def agencies_with_followers(session: Session) -> list[tuple[int, str]]:
    """Id and slug."""
    followed = select(Person.agency_id).join(Follow, Follow.person_id == Person.id)
    found = select(Agency.id, Agency.slug).where(Agency.id.in_(followed)).order_by(Agency.id)
    return [(row.id, row.slug) for row in session.execute(found)]


def followers(session: Session, agency_id: int, moment: datetime) -> list[Follower]:
    """Everybody who follows something and got no digest on this day yet."""
    served = _served(session, agency_id, moment)
    told = _told(session, agency_id)
    follows: dict[int, dict[int | None, datetime]] = defaultdict(dict)
    found = select(Follow).join(Person, Person.id == Follow.person_id).where(Person.agency_id == agency_id)
    for follow in session.scalars(found.order_by(Follow.person_id, Follow.id)):
        if follow.person_id not in served:
            before = told.get(follow.person_id, follow.created_at)
            since = max(follow.created_at, before, moment - OLDEST)
            follows[follow.person_id][follow.measure_id] = since
    return [Follower(person, since) for person, since in follows.items()]


def changes(session: Session, agency_id: int, moment: datetime) -> Changes:
    """All changes that a digest of this moment may tell; each follower's own beginning is applied by the caller."""
    upto, oldest = moment - LAG, moment - OLDEST
    return Changes(_reported(session, agency_id, oldest, upto), _scored(session, agency_id, oldest, upto))


def _served(session: Session, agency_id: int, moment: datetime) -> Collection[int | None]:
    """Who has a digest of the same moment's day, sent or not."""
    same = select(Delivery.person_id).join(NoticeRow).where(NoticeRow.agency_id == agency_id, NoticeRow.kind == KIND)
    day = timedelta(hours=20)
    return set(session.scalars(same.where(NoticeRow.due > moment - day, NoticeRow.due < moment + day)))


def _told(session: Session, agency_id: int) -> dict[int, datetime]:
    """Up to when each person was told: what could not be sent to them is told the next time."""
    newest = (
        select(Delivery.person_id, func.max(NoticeRow.due).label("due"))
        .join(NoticeRow, Delivery.notice_id == NoticeRow.id)
        .where(NoticeRow.agency_id == agency_id, NoticeRow.kind == KIND)
        .where(Delivery.fate == Fate.SENT, Delivery.person_id.is_not(None))
        .group_by(Delivery.person_id)
    )
    return {row.person_id: row.due - LAG for row in session.execute(newest)}


def _reported(session: Session, agency_id: int, after: datetime, upto: datetime) -> dict[int, datetime]:
    """Reports of people by when they were made; those of documents by when the document was imported."""
    imported = Source.imported_at.between(after, upto) & (ProgressEntry.reported_at > after - _REPORT_AGE)
    found = (
        select(ProgressEntry.measure_id, ProgressEntry.reported_at, Source.imported_at)
        .join(Measure, ProgressEntry.measure_id == Measure.id)
        .outerjoin(Source, ProgressEntry.source_id == Source.id)
        .where(Measure.agency_id == agency_id, Measure.retired.is_(False))
        .where(or_(Source.id.is_(None) & ProgressEntry.reported_at.between(after, upto), imported))
    )
    newest: dict[int, datetime] = {}
    for measure, reported, brought in session.execute(found):
        newest[measure] = max(brought or reported, newest.get(measure, after))
    return newest


def _scored(session: Session, agency_id: int, after: datetime, upto: datetime) -> dict[int, datetime]:
    found = (
        select(Assessment.fiscal_year, Source.imported_at)
        .join(Source, Assessment.source_id == Source.id)
        .where(Assessment.agency_id == agency_id, Source.imported_at.between(after, upto))
    )
    return {row.fiscal_year: row.imported_at for row in session.execute(found)}
