"""The evening digest: at most one a day, only when something changed on what a person follows."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import datetime, time

from bot.clock import BANGKOK
from bot.parts import Parts
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import bangkok, daily
from bot.scheduler.job import Job
from dialogs.cards.notices import News, digest
from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.ita import Instrument
from dialogs.records.notice import Audience, Importance, Notice
from storage.digests import KIND, LAG, Changes, Follower, agencies_with_followers, changes, followers
from storage.notices import put

HOUR, LAST_HOUR = 18, 20
"""After the day's work, and not late. What could not be sent by then is told the next day."""


def tell(parts: Parts, moment: datetime) -> None:
    """Idempotent: whoever has a digest of the day gets no other."""
    if parts.clock() >= bangkok(moment.date(), LAST_HOUR):
        return
    with parts.database.reading() as session:
        agencies = agencies_with_followers(session)
    for_each(agencies, lambda agency_id, slug: _tell(parts, agency_id, slug, moment))


def news_for(agency: AgencyFacts, follower: Follower, changed: Changes, moment: datetime) -> News:
    """What is new to one person: reports on their measures; with the agency's news all reports, scores, the survey."""
    wanted = follower.since
    measures = tuple(
        measure
        for measure in sorted(agency.measures, key=lambda m: (-m.plan_year, m.number))
        if any(_is_new(wanted, topic, changed.measures.get(measure.id)) for topic in (measure.id, None))
    )
    scores = tuple(a for a in agency.assessments if _is_new(wanted, None, changed.scores.get(a.fiscal_year)))
    surveys = tuple(s for s in agency.surveys if _is_new(wanted, None, _opened(s, moment)))
    return News(measures, scores, surveys)


def _is_new(since: Mapping[int | None, datetime], topic: int | None, changed_at: datetime | None) -> bool:
    return changed_at is not None and topic in since and changed_at > since[topic]


def _opened(survey: SurveyFacts, moment: datetime) -> datetime | None:
    """When the residents' survey opened; None for the staff's, and for one that is closed or not open yet."""
    if survey.instrument is not Instrument.EIT or survey.start is None or not survey.url:
        return None
    opened = datetime.combine(survey.start, time(), BANGKOK)
    closed = survey.end is not None and survey.end < moment.date()
    return None if closed or opened > moment - LAG else opened


def _tell(parts: Parts, agency_id: int, slug: str, moment: datetime) -> None:
    known = parts.directory.known(slug, ())
    if known is None:
        return
    with parts.database.transaction() as session:
        changed = changes(session, agency_id, moment)
        groups: dict[Hashable, list[tuple[int, News]]] = defaultdict(list)
        for follower in followers(session, agency_id, moment):
            if news := news_for(known.agency, follower, changed, moment):
                groups[news.key].append((follower.person_id, news))
        for group in groups.values():
            people = tuple(person for person, _ in group)
            put(session, agency_id, _notice(known.agency, group[0][1], people, moment), parts.clock())


def _notice(agency: AgencyFacts, news: News, people: tuple[int, ...], moment: datetime) -> Notice:
    """The same news for some people is one text; the first of them names it, since each is in one group only."""
    day = moment.date()
    return Notice(
        kind=KIND,
        key=f"{KIND}/{day.isoformat()}/{people[0]}",
        people=people,
        messages=digest(agency, news, day),
        importance=Importance.DIGEST,
        due=moment,
        expires=bangkok(day, LAST_HOUR),
        audience=Audience.FOLLOWERS,
    )


JOBS = (Job("digests", daily(HOUR), tell, only_newest=True),)
