"""Looking at published links all day, a request at a time; telling staff what is dead or old, and when the site is down."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.clock import BANGKOK
from bot.linkcheck.checker import LinkChecker, agent_name
from bot.linkcheck.fetch import Fetch, Fetcher
from bot.parts import Parts
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import bangkok, daily, every, working_days
from bot.scheduler.job import Job
from dialogs.cards.documents import checklist_card, site_down_card
from dialogs.cards.line import to_line
from dialogs.checklist import Checklist, Standing, checklist, year_now
from dialogs.documents import PAGE, staff_choices
from dialogs.records.document import LinkState
from dialogs.records.facts import AgencyFacts, Role
from dialogs.records.json import JsonObject
from dialogs.records.notice import Importance, Notice
from dialogs.records.reply import Answer
from storage.linkcheck import watch_all
from storage.models import Agency, LinkCheck, Person
from storage.notices import put

DIGEST, SITE = "link_digest", "site_down"
MINUTES = 5
HOUR, LAST_HOUR = 9, 18
MONDAY = 0
COUNTDOWN = frozenset({30, 14, 7, 3, 1})
"""Days before ITAS closes on which the list comes whatever the weekday."""
NEAR = 30


def look(parts: Parts, _moment: datetime) -> None:
    """One round of requests, then word of a website that turned out to be down."""
    agent = agent_name(f"{parts.settings.public_url.rstrip('/')}/")
    look_with(parts, Fetcher(agent))


def look_with(parts: Parts, fetch: Fetch) -> None:
    """The same with requests made by ``fetch``."""
    LinkChecker(parts.database, fetch, parts.clock).round()
    with parts.database.reading() as session:
        dead = (
            select(Agency.id, Agency.slug)
            .join(LinkCheck, (LinkCheck.agency_id == Agency.id) & (LinkCheck.url == Agency.website))
            .where(LinkCheck.state == LinkState.DEAD)
            .order_by(Agency.id)
        )
        agencies = [(row.id, row.slug) for row in session.execute(dead)]
    for_each(agencies, lambda agency_id, slug: _tell_site_down(parts, agency_id, slug))


def refresh(parts: Parts, _moment: datetime) -> None:
    """New websites and papers are looked at from tonight on, removed ones no more."""
    with parts.database.transaction() as session:
        watch_all(session, parts.clock())


def tell(parts: Parts, moment: datetime) -> None:
    """The week's list, and the countdown before ITAS closes."""
    if parts.clock() >= bangkok(moment.date(), LAST_HOUR):
        return
    with parts.database.reading() as session:
        bound = select(Person.agency_id).where(Person.line_id.is_not(None), Person.active.is_(True))
        found = select(Agency.id, Agency.slug).where(Agency.id.in_(bound)).order_by(Agency.id)
        agencies = [(row.id, row.slug) for row in session.execute(found)]
    for_each(agencies, lambda agency_id, slug: _tell(parts, agency_id, slug, moment))


def is_worth_telling(listed: Checklist, moment: datetime) -> bool:
    """On Mondays what is dead or old; near the closing day all that is still to do."""
    left = (listed.closes - moment.date()).days if listed.closes else None
    is_near = left is not None and 0 <= left <= NEAR
    wrong = bool(listed.broken) or any(listed.count(kind) for kind in (Standing.DEAD, Standing.OLD))
    if left in COUNTDOWN or (is_near and moment.weekday() == MONDAY):
        return bool(listed.to_do) or wrong
    return wrong and moment.weekday() == MONDAY


def _tell(parts: Parts, agency_id: int, slug: str, moment: datetime) -> None:
    known = parts.directory.known(slug, ())
    if known is None:
        return
    day, agency = moment.date(), known.agency
    listed = checklist(agency, year_now(agency, day))
    if not is_worth_telling(listed, moment):
        return
    card = checklist_card(listed, listed.to_do[:PAGE], day, agency)
    messages = to_line(Answer((card,), staff_choices(listed.fiscal_year)))
    _put(parts, agency, f"{DIGEST}/{day.isoformat()}", messages, moment, bangkok(day, LAST_HOUR))


def _tell_site_down(parts: Parts, agency_id: int, slug: str) -> None:
    known = parts.directory.known(slug, ())
    link = known.agency.website_link if known else None
    if known is None or link is None or link.failing_since is None:
        return
    now = parts.clock().astimezone(BANGKOK)
    due = now if HOUR - 1 <= now.hour < LAST_HOUR else bangkok(now.date() + timedelta(days=now.hour >= LAST_HOUR), HOUR)
    messages = to_line(Answer((site_down_card(link, known.agency),)))
    key = f"{SITE}/{link.failing_since.isoformat()}"
    _put(parts, known.agency, key, messages, due, due + timedelta(days=1))


def _put(
    parts: Parts, agency: AgencyFacts, key: str, messages: tuple[JsonObject, ...], due: datetime, expires: datetime
) -> None:
    kind = key.partition("/")[0]
    importance = Importance.DEADLINE if kind == SITE else Importance.DIGEST
    with parts.database.transaction() as session:
        staff = session.scalars(
            select(Person).where(Person.agency_id == agency.id, Person.line_id.is_not(None), Person.active.is_(True))
        )
        people = _told(staff)
        if people:
            put(session, agency.id, Notice(kind, key, people, messages, importance, due, expires), parts.clock())


def _told(staff: Iterable[Person]) -> tuple[int, ...]:
    """The administrators; where an agency has none, its staff."""
    roles = [(person.id, {Role(role) for role in person.roles}) for person in staff]
    administrators = tuple(person for person, held in roles if Role.ADMINISTRATOR in held)
    return administrators or tuple(person for person, held in roles if Role.STAFF in held)


JOBS = (
    Job("link-checks", every(MINUTES), look, only_newest=True),
    Job("link-list", daily(3), refresh, only_newest=True),
    Job("link-digest", working_days(HOUR), tell, only_newest=True),
)
