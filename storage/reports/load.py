"""Reading all that a round's memo says from the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.errors import ProngsaiError
from dialogs.records.facts import AssessmentFacts
from dialogs.thai.fiscal import ReportingRound
from storage.importer.document import ImportedDocument
from storage.models import Agency, Assessment
from storage.reports.plans import said_until, stale, stored_plans, with_state
from storage.reports.posts import posts_of
from storage.reports.preparer import preparer
from storage.reports.values import Acknowledgement, Office, Report
from storage.summaries import of_round


class NoPlan(ProngsaiError):
    """The agency has no measures for that fiscal year, so there is nothing to report on."""


def load_report(
    session: Session,
    agency: Agency,
    round_: ReportingRound,
    today: date,
) -> Report:
    """Everything that the memo of a round says. Raises NoPlan.

    A paper of this very round that was imported gives its date; else the memo is dated ``today``.
    """
    plans = stored_plans(session, agency, round_.fiscal_year)
    if not plans:
        raise NoPlan(f"{agency.slug} has no measures for fiscal year {round_.fiscal_year}")
    readings = [plan.right for plan in plans]
    heads = [reading.document for reading in readings]
    day = next((h.document_date for h in heads if h.reporting_round_months == round_.months and h.document_date), today)
    unit = preparer(session, agency)
    said = said_until(session, agency, round_)
    return Report(
        office=office_of(agency, unit),
        posts=posts_of(agency.name, unit, readings),
        round=round_,
        day=day,
        number=next((head.document_no for head in heads if head.document_no), None) or "",
        assessment=_assessment(session, agency, readings, round_.fiscal_year),
        plans=with_state(plans, said),
        acknowledged=_acknowledged(session, agency, round_),
        doubts=tuple(stale(said, round_)),
    )


def office_of(agency: Agency, unit: str = "") -> Office:
    """The agency as it heads a paper."""
    return Office(agency.name, agency.district, agency.province, unit, _phone(agency, unit))


def _acknowledged(session: Session, agency: Agency, round_: ReportingRound) -> tuple[Acknowledgement, ...]:
    """Who answered ทราบ to the round's summary, and when."""
    summary = of_round(session, agency.id, round_.fiscal_year, round_.months)
    answers = summary.answers if summary else ()
    return tuple(Acknowledgement(a.role, a.answered_at.date()) for a in answers if a.answered_at)


def _assessment(
    session: Session, agency: Agency, readings: Sequence[ImportedDocument], fiscal_year: int
) -> AssessmentFacts | None:
    """The result that the plans answer; where they name no year, the newest one not after the plan's."""
    named = {r.fiscal_years.assessed for r in readings if r.fiscal_years.assessed}
    found = session.scalars(
        select(Assessment)
        .where(Assessment.agency_id == agency.id, Assessment.fiscal_year <= fiscal_year)
        .options(selectinload(Assessment.scores))
        .order_by(Assessment.fiscal_year.desc())
    )
    chosen = next((a for a in found if a.fiscal_year in named or not named), None)
    if chosen is None:
        return None
    scores = {score.indicator: score.score for score in chosen.scores}
    return AssessmentFacts(chosen.fiscal_year, chosen.total, chosen.level, scores)


def _phone(agency: Agency, unit: str) -> str:
    """The unit's number, else the agency's own. A number of the demo is never printed on a paper."""
    real = [contact for contact in agency.contacts if contact.phone and not contact.is_sample]
    return next((c.phone for wanted in (unit, "") for c in real if c.unit == wanted), "")
