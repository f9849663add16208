"""Telling those who asked that the residents' survey has opened: once, in the morning."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.parts import Parts
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import bangkok, daily
from bot.scheduler.job import Job
from dialogs.cards.line import to_line
from dialogs.cards.survey import opened
from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.ita import Instrument
from dialogs.records.notice import Audience, Importance, Notice
from dialogs.survey_season import State, season
from storage.models import Agency
from storage.notices import put
from storage.surveys import forget_met_wishes, people_waiting

KIND = "survey_opened"
HOUR = 9
WORTH_TELLING = timedelta(days=3)
"""How long the news may wait for the channel."""
KEPT = timedelta(days=10)
"""A wish that was met is forgotten after this; the person was promised so."""


def tell(parts: Parts, moment: datetime) -> None:
    """Idempotent: a wish that was met is marked in the transaction that puts the notice."""
    with parts.database.transaction() as session:
        forget_met_wishes(session, moment.date() - KEPT)
        agencies = [(row.id, row.slug) for row in session.execute(select(Agency.id, Agency.slug).order_by(Agency.id))]
    for_each(agencies, lambda agency_id, slug: _tell(parts, agency_id, slug, moment))


def _tell(parts: Parts, agency_id: int, slug: str, moment: datetime) -> None:
    known = parts.directory.known(slug, ())
    now = season(known.agency, Instrument.EIT, moment.date()) if known else None
    if known is None or now is None or now.survey is None or now.state is not State.OPEN:
        return
    with parts.database.transaction() as session:
        wishes = people_waiting(session, agency_id)
        people = tuple(wish.person_id for wish in wishes)
        if people and put(session, agency_id, _notice(known.agency, now.survey, people, moment), parts.clock()):
            for wish in wishes:
                wish.told_for = moment.date()


def _notice(agency: AgencyFacts, survey: SurveyFacts, people: tuple[int, ...], moment: datetime) -> Notice:
    day = moment.date()
    return Notice(
        kind=KIND,
        key=f"{KIND}/{survey.fiscal_year}/{day.isoformat()}",
        people=people,
        messages=to_line(opened(survey, agency)),
        importance=Importance.DEADLINE,
        due=moment,
        expires=_last_moment(survey, day),
        audience=Audience.SURVEY,
    )


def _last_moment(survey: SurveyFacts, day: date) -> datetime:
    """Nobody is told of a survey that has closed meanwhile."""
    last = day + WORTH_TELLING
    return bangkok(min(last, survey.end) if survey.end else last, 20)


JOBS = (Job("surveys", daily(HOUR), tell, only_newest=True),)
