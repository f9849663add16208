"""Saving a progress report. Append-only: a correction is a new entry that names the one it replaces."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.effect import ReportProgress
from dialogs.records.errors import Refused
from storage.actor import Actor, person_of
from storage.evidence import attach, carry
from storage.models import Agency, Measure, Person, ProgressEntry
from storage.rights import may_report


def save_report(session: Session, actor: Actor, report: ReportProgress) -> None:
    """Raises Refused for a measure that is not this person's: rights are asked here again, whatever a button said."""
    person = person_of(session, actor)
    measure = session.scalar(
        select(Measure).where(Measure.id == report.measure_id, Measure.agency_id == actor.agency_id)
    )
    if person is None or measure is None or not may_report(session, person, measure):
        raise Refused("this measure is not this person's to report on")
    entry = ProgressEntry(
        measure_id=measure.id,
        fiscal_year=report.fiscal_year,
        round_months=report.round_months,
        status=report.status,
        percent=report.percent,
        detail=report.detail,
        output=report.output,
        outcome=report.outcome,
        reason=report.reason,
        evidence=[{"url": link} for link in report.evidence],
        unit=person.unit,
        role=",".join(person.roles),
        person_id=person.id,
        replaces_id=_replaced(session, measure, person, report),
        reported_at=actor.now,
    )
    session.add(entry)
    attach(session, person, entry, report.files)
    carry(session, entry, report.carries)
    session.get_one(Agency, actor.agency_id).changed()


def _replaced(session: Session, measure: Measure, person: Person, report: ReportProgress) -> int | None:
    """The entry that is corrected, if it is this person's own about this measure."""
    if report.replaces is None:
        return None
    return session.scalar(
        select(ProgressEntry.id).where(
            ProgressEntry.id == report.replaces,
            ProgressEntry.measure_id == measure.id,
            ProgressEntry.person_id == person.id,
        )
    )
