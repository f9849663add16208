"""What is known about addresses: which to look at, what was found, and when a host was last asked for anything.

Politeness is kept here and not in a process: however many of them run, a host is claimed before it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from dialogs.records.document import Fault, LinkFacts, LinkState
from storage.models import Agency, ItasSeason, LinkCheck, Paper, WebHost

PAUSE = timedelta(minutes=1)
"""A host is asked for one thing in this time."""
HOST_KEPT = timedelta(days=60)
WEEKLY, DAILY, SOON = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
NEAR_CLOSING = timedelta(days=30)
SURE_AFTER = 2
"""So many looks in a row must fail before a failure that may pass (no answer, 5xx) makes a link dead."""
PASSING = frozenset({Fault.SERVER, Fault.NO_NAME, Fault.TIMEOUT, Fault.NO_ANSWER})
_BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a whole look at an address found. ``newest_year``: the newest Buddhist year that its page names."""

    state: LinkState
    fault: Fault = Fault.NONE
    newest_year: int | None = None


def watch(session: Session, agency_id: int, url: str, now: datetime) -> None:
    """Look at this address from now on; one that is looked at already keeps what is known of it."""
    same = select(LinkCheck.id).where(LinkCheck.agency_id == agency_id, LinkCheck.url == url)
    if session.scalar(same) is None:
        session.add(LinkCheck(agency_id=agency_id, url=url, due_at=now))
        session.flush()


def watch_all(session: Session, now: datetime) -> None:
    """Every agency's website and papers are looked at; what nothing points to any more is forgotten."""
    papers = select(Paper.agency_id, Paper.url).where(Paper.is_sample.is_(False))
    websites = select(Agency.id, Agency.website).where(Agency.website != "", Agency.is_sample.is_(False))
    wanted = {(row[0], row[1]) for query in (papers, websites) for row in session.execute(query)}
    for check in session.scalars(select(LinkCheck)):
        if (check.agency_id, check.url) in wanted:
            wanted.discard((check.agency_id, check.url))
        else:
            session.delete(check)
    session.add_all(LinkCheck(agency_id=agency, url=url, due_at=now) for agency, url in sorted(wanted))
    session.execute(delete(WebHost).where(WebHost.visited_at < now - HOST_KEPT))
    session.flush()


def look_again(session: Session, agency_id: int, now: datetime) -> int:
    """Make every address of an agency due; returns how many there are."""
    watch_all(session, now)
    due = update(LinkCheck).where(LinkCheck.agency_id == agency_id).values(due_at=now).returning(LinkCheck.id)
    return len(session.scalars(due).all())


def known_links(session: Session, agency_id: int) -> Mapping[str, LinkFacts]:
    """What the last look at each address of an agency found."""
    rows = session.scalars(select(LinkCheck).where(LinkCheck.agency_id == agency_id))
    return {
        row.url: LinkFacts(
            state=LinkState(row.state),
            fault=Fault(row.fault),
            checked=row.checked_at.astimezone(_BANGKOK).date() if row.checked_at else None,
            newest_year=row.newest_year,
            failing_since=row.failing_since.astimezone(_BANGKOK).date() if row.failing_since else None,
        )
        for row in rows
    }


def due_checks(session: Session, now: datetime, agency_id: int | None = None) -> list[LinkCheck]:
    """Addresses that may be looked at, what a citizen reported first, then what waits longest."""
    query = (
        select(LinkCheck)
        .where(LinkCheck.due_at <= now)
        .order_by(LinkCheck.reported_at.is_(None), LinkCheck.due_at, LinkCheck.id)
    )
    return list(session.scalars(query.where(LinkCheck.agency_id == agency_id) if agency_id is not None else query))


def claim_host(session: Session, host: str, now: datetime) -> bool:
    """Take the one request that a host may be asked for now; False where somebody had it less than a minute ago."""
    insert = insert_postgresql if session.get_bind().dialect.name == "postgresql" else insert_sqlite
    made = session.execute(
        insert(WebHost).values(host=host, visited_at=now).on_conflict_do_nothing().returning(WebHost.host)
    )
    if made.first() is not None:
        return True
    taken = session.execute(
        update(WebHost)
        .where(WebHost.host == host, WebHost.visited_at <= now - PAUSE)
        .values(visited_at=now)
        .returning(WebHost.host)
    )
    return taken.first() is not None


def robots_of(session: Session, host: str, now: datetime) -> str | None:
    """The host's robots.txt, if we have one that is not older than a day."""
    fresh = or_(WebHost.robots_at.is_(None), WebHost.robots_at > now - DAILY)
    return session.scalar(select(WebHost.robots).where(WebHost.host == host, fresh))


def keep_robots(session: Session, host: str, robots: str, now: datetime) -> None:
    session.execute(update(WebHost).where(WebHost.host == host).values(robots=robots, robots_at=now))


def settle(session: Session, check: LinkCheck, found: Finding, now: datetime) -> None:
    """Keep what a look found, and say when to look again."""
    before = (check.state, check.newest_year)
    is_bad = found.state is LinkState.DEAD
    check.visit, check.checked_at, check.fault = None, now, str(found.fault)
    check.failures = check.failures + 1 if is_bad else 0
    check.failing_since = (check.failing_since or now) if is_bad else None
    doubtful = is_bad and found.fault in PASSING and check.failures < SURE_AFTER and check.reported_at is None
    if not doubtful:
        check.state = str(found.state)
        check.newest_year = found.newest_year
        check.reported_at = None
    check.due_at = now + (SOON if doubtful else _pace(session, check, now))
    if (check.state, check.newest_year) != before or not is_bad:
        session.execute(update(Agency).where(Agency.id == check.agency_id).values(revision=Agency.revision + 1))


def _pace(session: Session, check: LinkCheck, now: datetime) -> timedelta:
    """Every week; every day for what is dead, and in the last month before ITAS closes."""
    if check.state == LinkState.DEAD:
        return DAILY
    closes = session.scalars(select(ItasSeason.closes).where(ItasSeason.agency_id == check.agency_id))
    near = any(timedelta(0) <= day - now.astimezone(_BANGKOK).date() <= NEAR_CLOSING for day in closes)
    return DAILY if near else WEEKLY


def report_site(session: Session, agency_id: int, now: datetime) -> None:
    """Somebody says that the website does not open: look at it next, and believe a single failure."""
    website = session.scalar(select(Agency.website).where(Agency.id == agency_id))
    if not website:
        return
    watch(session, agency_id, website, now)
    session.execute(
        update(LinkCheck)
        .where(LinkCheck.agency_id == agency_id, LinkCheck.url == website, LinkCheck.reported_at.is_(None))
        .values(reported_at=now, due_at=now)
    )
