"""When summaries are sent: an agency's plan, and what single people want otherwise."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from dialogs.records.official import SummaryPlan, SummaryWish
from storage.actor import Actor, person_of
from storage.models import SummaryPreference, SummarySetting
from storage.rights import is_office

FIRST_HOUR, LAST_HOUR = 8, 18
"""Summaries disturb nobody outside these hours (Bangkok)."""


def plan_of(session: Session, agency_id: int) -> SummaryPlan:
    """The agency's plan, or the usual one."""
    row = session.get(SummarySetting, agency_id)
    return SummaryPlan(row.weekly, row.weekday, row.hour, row.round_end) if row else SummaryPlan()


def set_plan(session: Session, agency_id: int, plan: SummaryPlan) -> None:
    """Replace the agency's plan. Raises ValueError for a day or an hour that is none."""
    _check(plan.weekday, plan.hour)
    session.merge(SummarySetting(agency_id=agency_id, **asdict(plan)))


def wish_of(session: Session, person_id: int) -> SummaryWish:
    row = session.get(SummaryPreference, person_id)
    return SummaryWish(row.weekly, row.weekday, row.hour, row.round_end) if row else SummaryWish()


def set_wish(session: Session, actor: Actor, wish: SummaryWish) -> None:
    """Replace what the actor wants. Raises Refused for somebody who is not of the office, ValueError as above."""
    person = person_of(session, actor)
    if person is None or not is_office(person):
        raise Refused("only the office's people get summaries")
    _check(wish.weekday or 0, FIRST_HOUR if wish.hour is None else wish.hour)
    session.merge(SummaryPreference(person_id=person.id, **asdict(wish)))


def _check(weekday: int, hour: int) -> None:
    if not 0 <= weekday <= 6 or not FIRST_HOUR <= hour <= LAST_HOUR:
        raise ValueError(f"summaries are sent on weekdays 0-6 at {FIRST_HOUR}-{LAST_HOUR}, not {weekday} at {hour}")
