"""Summaries pushed to officials: weekly, at each person's own day and hour, and when a reporting round has ended."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import BANGKOK
from bot.parts import Parts
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import is_working_day, working_day_on_or_after, working_days
from bot.scheduler.job import Job
from dialogs.cards.line import to_line
from dialogs.cards.summary import Sheet, summary_card
from dialogs.records.facts import AgencyFacts
from dialogs.records.notice import Importance, Notice
from dialogs.records.official import Occasion, OfficialFacts, SummaryPlan
from dialogs.records.reply import Answer
from dialogs.records.summary import Numbers, load, summarise
from dialogs.thai.fiscal import ROUNDS, ReportingRound, fiscal_year_of
from storage.agencies import load_agency
from storage.models import Agency
from storage.notices import put
from storage.summaries import KIND, WORTH_SENDING, newest, officials_of, send
from storage.summary_settings import FIRST_HOUR, LAST_HOUR, plan_of, wish_of

KEY_BYTES = 24
"""Of the random key of a summary: 32 characters, like a turn's nonce."""
_ONE_DAY = timedelta(days=1)


def due(after: datetime, upto: datetime) -> Sequence[datetime]:
    """Every full hour of a working day in which somebody may want a summary."""
    hours = range(FIRST_HOUR, LAST_HOUR + 1)
    return sorted(moment for hour in hours for moment in working_days(hour)(after, upto))


def run(parts: Parts, moment: datetime) -> None:
    """What each agency's officials get at this hour. A run that was broken off is finished by the next."""
    now = parts.clock()
    if now - moment > WORTH_SENDING:
        return
    with parts.database.reading() as session:
        agencies = [(row.id, row.slug) for row in session.execute(select(Agency.id, Agency.slug).order_by(Agency.id))]

    def serve(agency_id: int, _slug: str) -> None:
        with parts.database.transaction() as session:  # one for each, so that no lock is held for long
            _agency(session, agency_id, parts.settings.public_url.rstrip("/"), moment.astimezone(BANGKOK), now)

    for_each(agencies, serve)


def _agency(session: Session, agency_id: int, public_url: str, moment: datetime, now: datetime) -> None:
    usual = plan_of(session, agency_id)
    officials = [(one, wish_of(session, one.person_id).on(usual)) for one in officials_of(session, agency_id)]
    ended = ended_round(moment.date())
    at_end = [one for one, plan in officials if ended and plan.round_end and plan.hour == moment.hour]
    weekly = [one for one, plan in officials if _is_due(plan, moment) and one not in at_end]
    if not at_end and not weekly:
        return
    agency = load_agency(session, agency_id, public_url)
    if not agency.measures:
        return
    if ended and at_end:
        slot = f"round/{ended.fiscal_year}-{ended.months}/{moment.hour:02d}"
        _send(session, agency, at_end, slot, _numbers(session, agency, moment.date(), ended), now)
    if weekly:
        _send(session, agency, weekly, f"weekly/{moment:%Y-%m-%d/%H}", _numbers(session, agency, moment.date()), now)


def _is_due(plan: SummaryPlan, moment: datetime) -> bool:
    """On the wished weekday; where that is no working day, on the next one."""
    return plan.weekly and plan.hour == moment.hour and plan.weekday in _weekdays(moment.date())


def _weekdays(day: date) -> Iterable[int]:
    """The weekdays that a working day stands for: its own, and those of the days off just before it."""
    yield day.weekday()
    while not is_working_day(day := day - _ONE_DAY):
        yield day.weekday()


def ended_round(day: date) -> ReportingRound | None:
    """The reporting round whose end is told on this day: the first working day after it."""
    years = (fiscal_year_of(day) - 1, fiscal_year_of(day))
    rounds = (ReportingRound(year, months) for year in years for months in ROUNDS)
    return next((one for one in rounds if working_day_on_or_after(one.end + _ONE_DAY) == day), None)


def _numbers(session: Session, agency: AgencyFacts, day: date, ended: ReportingRound | None = None) -> Numbers:
    before = next((s for s in newest(session, agency.id) if s.made_at.date() < day), None)
    return summarise(agency, day, load(before.numbers) if before else None, ended.months if ended else None)


def _send(
    session: Session,
    agency: AgencyFacts,
    people: Sequence[OfficialFacts],
    slot: str,
    numbers: Numbers,
    now: datetime,
) -> None:
    """Keep the summary and put it on its way: one notice for secretary and mayor, one for each unit's directors."""
    key = secrets.token_urlsafe(KEY_BYTES)
    occasion = Occasion(slot.partition("/")[0])
    if not send(
        session, agency.id, key=key, slot=slot, occasion=occasion, numbers=numbers.dump(), officials=people, now=now
    ):
        return
    for unit in sorted({_first_unit(one) for one in people}):
        sheet = Sheet(agency, numbers, key, asks=True, unit=unit)
        notice = Notice(
            kind=KIND,
            key=f"{KIND}/{slot}/{unit}",
            people=tuple(one.person_id for one in people if _first_unit(one) == unit),
            messages=to_line(Answer((summary_card(sheet),))),
            importance=Importance.ACKNOWLEDGE,
            due=now,
            expires=now + WORTH_SENDING,
        )
        put(session, agency.id, notice, now)


def _first_unit(one: OfficialFacts) -> str:
    """Directors read their own unit first; the text is the same for all others."""
    return one.unit if one.role == "director" else ""


JOBS = (Job("summaries", due, run),)
