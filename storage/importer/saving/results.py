"""Assessments, surveys, and the progress that a document itself reports."""

from calendar import monthrange
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.thai.fiscal import ROUNDS, fiscal_year_of, round_end
from storage.importer.document import ImportedDocument, ProgressReading, RowReading, SurveyReading
from storage.importer.parts.surveys import looks_like_host
from storage.models import Agency, Assessment, IndicatorScore, ProgressEntry, Source, Survey
from storage.surveys import is_possible_window

IMPORTED = "imported"
"""The role under which a document's own report stands."""
_STATED = frozenset({"done", "in_progress", "not_started"})


def save_assessment(session: Session, agency: Agency, source: Source, document: ImportedDocument) -> None:
    """The year's result. What the document does not say stays as it was."""
    reading = document.assessment
    year = reading.fiscal_year
    if year is None or (reading.total_score is None and reading.level is None and not reading.indicator_scores):
        return
    stored = session.scalar(select(Assessment).where(Assessment.agency_id == agency.id, Assessment.fiscal_year == year))
    if stored is None:
        stored = Assessment(agency_id=agency.id, fiscal_year=year)
        session.add(stored)
    stored.source_id = source.id
    if reading.total_score is not None:
        stored.total = reading.total_score
    if reading.level is not None:
        stored.level, stored.level_scheme = reading.level, reading.level_scheme
    scores = {score.indicator: score for score in stored.scores}
    for slug, value in reading.indicator_scores.items():
        if slug in scores:
            scores[slug].score = value
        else:
            stored.scores.append(IndicatorScore(indicator=slug, score=value))


def save_surveys(session: Session, agency: Agency, document: ImportedDocument) -> None:
    """Invitations by instrument and year; neither an address on a look-alike host nor an impossible window is kept."""
    for reading in document.surveys:
        year = _survey_year(reading, document)
        if year is None or (reading.url and looks_like_host(reading.url)):
            continue
        stored = session.scalar(
            select(Survey).where(
                Survey.agency_id == agency.id, Survey.instrument == reading.instrument, Survey.fiscal_year == year
            )
        )
        if stored is None:
            stored = Survey(agency_id=agency.id, instrument=reading.instrument, fiscal_year=year, url="")
            session.add(stored)
        stored.url = reading.url or stored.url
        first, last = reading.window_start, reading.window_end
        is_possible = first is None or last is None or is_possible_window(first, last)
        stored.start, stored.end = (first, last) if is_possible else (None, None)
        stored.suggested_end = reading.window_end_suggestion
        stored.window_raw = reading.window_raw or ""


def _survey_year(reading: SurveyReading, document: ImportedDocument) -> int | None:
    years = document.fiscal_years
    day = reading.window_start or reading.window_end
    return fiscal_year_of(day) if day else (years.title or years.plan or years.assessed)


def save_progress(
    session: Session, source: Source, document: ImportedDocument, by_row: dict[int, list[int]], now: datetime
) -> int:
    """Reports that the document makes about measures. A corrected report is a new entry that replaces the old one."""
    year = document.fiscal_years.plan
    if year is None:
        return 0
    reports: dict[int, ProgressReading | RowReading] = {}
    for row in document.rows:
        if row.status in _STATED:
            reports.update({measure: row for measure in by_row.get(row.seq, []) if measure not in reports})
    for progress in document.progress_rows:
        if progress.status in _STATED:
            reports.update(dict.fromkeys(by_row.get(progress.of_plan_seq or 0, []), progress))
    return sum(_report(session, source, document, measure, reading, now) for measure, reading in reports.items())


def _report(
    session: Session,
    source: Source,
    document: ImportedDocument,
    measure: int,
    reading: ProgressReading | RowReading,
    now: datetime,
) -> bool:
    entry = ProgressEntry(
        measure_id=measure,
        fiscal_year=document.fiscal_years.plan,
        round_months=document.document.reporting_round_months,
        status=reading.status or "",
        percent=100 if reading.status == "done" else None,
        detail="\n".join(reading.detail) if isinstance(reading, ProgressReading) else "",
        output=reading.output or "",
        outcome=reading.outcome or "",
        evidence=[],
        role=IMPORTED,
        source_id=source.id,
        reported_at=_reported_at(document, reading, now),
    )
    last = session.scalar(
        select(ProgressEntry)
        .where(ProgressEntry.measure_id == measure, ProgressEntry.source_id == source.id)
        .order_by(ProgressEntry.id.desc())
        .limit(1)
    )
    if last is not None:
        if _said(last) == _said(entry):
            return False
        entry.replaces_id = last.id
    session.add(entry)
    return True


def _said(entry: ProgressEntry) -> tuple[object, ...]:
    return entry.status, entry.round_months, entry.detail, entry.output, entry.outcome


def _reported_at(document: ImportedDocument, reading: ProgressReading | RowReading, now: datetime) -> datetime:
    """The document's date, else the end of the work's last month, else of the round; never in the future."""
    day = document.document.document_date
    if day is None and reading.period_end:
        year, month = (int(part) for part in reading.period_end.split("-"))
        day = date(year, month, monthrange(year, month)[1])
    months = document.document.reporting_round_months
    if day is None and months in ROUNDS and document.fiscal_years.plan:
        day = round_end(document.fiscal_years.plan, months)
    return min(now, datetime.combine(day, time(), UTC)) if day else now
