"""Papers of a year, from the database: the announcement of its measures, the invitation to its survey."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.ita import Instrument
from storage.importer.document import SurveyReading
from storage.importer.save import reading_of
from storage.models import Agency, Source, Survey
from storage.reports.announcement import announcement
from storage.reports.invitation import invitation
from storage.reports.load import NoPlan, office_of
from storage.reports.plans import stored_plans
from storage.reports.values import Paper


def yearly_announcement(session: Session, agency: Agency, fiscal_year: int) -> Paper:
    """The announcement of a year's measures, from the newest plan of that year. Raises NoPlan."""
    plans = stored_plans(session, agency, fiscal_year)
    if not plans:
        raise NoPlan(f"{agency.slug} has no measures for fiscal year {fiscal_year}")
    return announcement(office_of(agency), plans[-1].right)


def yearly_invitation(session: Session, agency: Agency, fiscal_year: int) -> Paper:
    """The invitation to the public survey (EIT) of a year; the internal one is never made public. Raises NoPlan."""
    stored = session.scalar(
        select(Survey).where(
            Survey.agency_id == agency.id, Survey.instrument == Instrument.EIT, Survey.fiscal_year == fiscal_year
        )
    )
    if stored is None:
        raise NoPlan(f"{agency.slug} has no EIT survey for fiscal year {fiscal_year}")
    announced = _announced(session, agency, stored.url)
    return invitation(
        office_of(agency),
        SurveyReading(
            instrument=stored.instrument,
            url=stored.url,
            window_start=stored.start,
            window_end=stored.end,
            window_end_raw=announced.window_end_raw if announced else stored.window_raw,
            window_end_suggestion=stored.suggested_end,
            announcement_date=announced.announcement_date if announced else None,
        ),
        fiscal_year,
    )


def _announced(session: Session, agency: Agency, url: str) -> SurveyReading | None:
    """How an imported paper announced the survey."""
    sources = session.scalars(select(Source).where(Source.agency_id == agency.id).order_by(Source.id.desc()))
    return next((survey for source in sources for survey in reading_of(source).surveys if survey.url == url), None)
