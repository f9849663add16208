"""Reminders 30, 7 and 1 days before a reporting round ends, on a working day in the morning."""

from datetime import date, datetime, timedelta

from bot.clock import BANGKOK
from bot.parts import Parts
from bot.scheduler.agencies import for_each
from bot.scheduler.calendar import bangkok, on_days, working_day_on_or_before
from bot.scheduler.job import Job
from dialogs.cards.notices import reminder
from dialogs.records.duty import YEAR_END, is_done
from dialogs.records.facts import AgencyFacts, MeasureFacts
from dialogs.records.notice import Audience, Importance, Notice
from dialogs.thai.fiscal import ROUNDS, ReportingRound, fiscal_year_of
from storage.notices import put
from storage.reminders import agencies_with_staff, people_by_unit

KIND = "reminder"
LEADS = (30, 7, 1)
"""Days before the last day of a round."""
HOUR, LAST_HOUR = 9, 18


def reminded_on(day: date) -> tuple[ReportingRound, int] | None:
    """The round and the lead (30, 7 or 1) that a day reminds of. On a day off it is the working day before."""
    year = fiscal_year_of(day)
    rounds = [ReportingRound(y, months) for y in (year, year + 1) for months in ROUNDS]
    found = [
        (one, lead)
        for one in rounds
        for lead in LEADS
        if working_day_on_or_before(one.end - timedelta(days=lead)) == day
    ]
    return found[-1] if found else None


def owing(agency: AgencyFacts, unit: str, due: ReportingRound) -> tuple[MeasureFacts, ...]:
    """A unit's measures without a report for a round. What is finished owes nothing; what names no unit is all units'."""
    return tuple(
        measure
        for measure in sorted(agency.measures, key=lambda m: m.number)
        if measure.plan_year == due.fiscal_year
        and due.months in (measure.rounds or YEAR_END)
        and due.months not in {report.round_months for report in measure.reports}
        and not is_done(measure)
        and (measure.all_units or not measure.units or unit in measure.units)
    )


def remind(parts: Parts, moment: datetime) -> None:
    """Idempotent: a unit has one reminder for each round and lead."""
    found = reminded_on(moment.date())
    now = parts.clock()
    expires = bangkok(moment.date(), LAST_HOUR)
    if found is None or now >= expires:  # after a stop: a reminder of another day would count wrong
        return
    due, lead = found
    with parts.database.reading() as session:
        agencies = agencies_with_staff(session)
    for_each(agencies, lambda agency_id, slug: _remind(parts, agency_id, slug, due, lead, moment))


def _remind(parts: Parts, agency_id: int, slug: str, due: ReportingRound, lead: int, moment: datetime) -> None:
    known = parts.directory.known(slug, ())
    if known is None:
        return
    now = parts.clock()
    with parts.database.transaction() as session:
        for unit, people in people_by_unit(session, agency_id).items():
            measures = owing(known.agency, unit, due)
            if not measures:
                continue
            notice = Notice(
                kind=KIND,
                key=f"{KIND}/{due.fiscal_year}/{due.months}/{lead}/{unit}",
                people=people,
                messages=reminder(known.agency, unit, measures, due, now.astimezone(BANGKOK).date()),
                importance=Importance.DEADLINE,
                due=moment,
                expires=bangkok(moment.date(), LAST_HOUR),
                audience=Audience.REMINDED,
            )
            put(session, agency_id, notice, now)


JOBS = (Job("reminders", on_days(lambda day: reminded_on(day) is not None, HOUR), remind, only_newest=True),)
