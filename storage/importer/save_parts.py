"""The parts of a saved document: rows with their measures, progress, scores, surveys, names."""

from datetime import UTC, date, datetime, time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.thai.text import compact
from storage.importer.document import ALL_UNITS, ImportedDocument, ProgressReading, RowReading
from storage.models import (
    Agency,
    AgencyName,
    Assessment,
    IndicatorScore,
    IssueRow,
    Measure,
    ProgressEntry,
    RowCode,
    RowText,
    RowUnit,
    Source,
    Survey,
    Unit,
)

REPORTED = frozenset({"done", "in_progress", "not_started"})


def save_rows(session: Session, agency: Agency, source: Source, document: ImportedDocument) -> set[int]:
    """Rows and the measures in them; returns the ids of all measures of this document."""
    kept: set[int] = set()
    seen: dict[str, str] = {}
    number = 0
    year = source.plan_year or 0
    for reading in document.rows:
        row = _row(agency, source, document, reading)
        session.add(row)
        session.flush()
        for title in reading.measures:
            key = compact(title)
            mark = f"{reading.issue}|{reading.steps}|{reading.responsible_units}"
            if seen.get(key) == mark:
                continue  # the same row printed twice: one measure
            if key in seen:
                key = f"{key}#{reading.seq}"  # the same title under another issue is a measure of its own
            seen[key] = mark
            number += 1
            kept.add(_measure(session, agency, row, year, number, title, key).id)
        _add_units(session, agency, reading.responsible_units)
    return kept


def _row(agency: Agency, source: Source, document: ImportedDocument, reading: RowReading) -> IssueRow:
    texts = [("guideline", text) for text in reading.guidelines] + [("step", text) for text in reading.steps]
    return IssueRow(
        agency_id=agency.id,
        source_id=source.id,
        plan_year=source.plan_year,
        assessed_year=document.fiscal_years.assessed,
        seq=reading.seq,
        printed_number=reading.printed_number,
        issue=reading.issue,
        indicators=list(reading.related.stated_indicators),
        instrument=reading.related.inferred_instrument,
        responsible_raw=reading.responsible_raw,
        period_raw=reading.period_raw,
        period_start=reading.period_start,
        period_end=reading.period_continues_to or reading.period_end,
        period_kind=reading.period_kind,
        monitoring_raw=reading.monitoring_raw,
        rounds=list(reading.monitoring_rounds_months),
        status=reading.status,
        output=reading.output,
        outcome=reading.outcome,
        texts=[RowText(kind=kind, position=place, text=text) for place, (kind, text) in enumerate(texts)],
        units=[RowUnit(position=place, name=name) for place, name in enumerate(reading.responsible_units)],
        codes=[
            RowCode(raw=code.raw, code=code.normalised, fiscal_year=code.fiscal_year, confidence=code.confidence)
            for code in reading.related.codes
        ],
    )


def _measure(session: Session, agency: Agency, row: IssueRow, year: int, number: int, title: str, key: str) -> Measure:
    found = session.scalar(
        select(Measure).where(Measure.agency_id == agency.id, Measure.plan_year == year, Measure.key == key)
    )
    measure = found or Measure(agency_id=agency.id, plan_year=year, key=key, aliases=[])
    measure.row_id = row.id
    measure.number = number
    measure.title = title
    measure.retired = False
    session.add(measure)
    session.flush()
    return measure


def _add_units(session: Session, agency: Agency, names: tuple[str, ...]) -> None:
    known = set(session.scalars(select(Unit.name).where(Unit.agency_id == agency.id)))
    for name in names:
        if name != ALL_UNITS and name not in known:
            session.add(Unit(agency_id=agency.id, name=name, position=len(known)))
            known.add(name)


def save_progress(session: Session, agency: Agency, source: Source, document: ImportedDocument, now: datetime) -> None:
    """Results that the document itself reports; those of an earlier reading of it are replaced."""
    session.execute(delete(ProgressEntry).where(ProgressEntry.source_id == source.id))
    by_key = {
        measure.key.split("#")[0]: measure
        for measure in session.scalars(
            select(Measure).where(Measure.agency_id == agency.id, Measure.plan_year == (source.plan_year or 0))
        )
    }
    for result in document.progress_rows:
        for title in result.measures:
            if (measure := by_key.get(compact(title))) is not None and result.status in REPORTED:
                session.add(_entry(measure, source, result.status or "", now, result))
    for row in document.rows:
        for title in row.measures:
            if (measure := by_key.get(compact(title))) is not None and row.status in REPORTED:
                session.add(_entry(measure, source, row.status or "", now, None))


def _entry(
    measure: Measure, source: Source, status: str, now: datetime, result: ProgressReading | None
) -> ProgressEntry:
    day = _day(result, source) or now.date()
    return ProgressEntry(
        measure_id=measure.id,
        fiscal_year=source.plan_year or 0,
        round_months=source.round_months,
        status=status,
        percent=100 if status == "done" else None,
        detail="\n".join(result.detail) if result else "",
        output=(result.output or "") if result else "",
        outcome=(result.outcome or "") if result else "",
        role="document",
        source_id=source.id,
        reported_at=datetime.combine(day, time(5), UTC),
    )


def _day(result: ProgressReading | None, source: Source) -> date | None:
    """The document's own date, else the first of the month in which the work was done."""
    if source.document_date is not None:
        return source.document_date
    month = result.period_end if result else None
    return date.fromisoformat(f"{month}-01") if month else None


def save_assessment(session: Session, agency: Agency, source: Source, document: ImportedDocument) -> None:
    """One result a fiscal year; a fuller one is never overwritten with an emptier one."""
    reading = document.assessment
    if reading.fiscal_year is None or (reading.total_score is None and not reading.indicator_scores):
        return
    found = session.scalar(
        select(Assessment).where(Assessment.agency_id == agency.id, Assessment.fiscal_year == reading.fiscal_year)
    )
    assessment = found or Assessment(agency_id=agency.id, fiscal_year=reading.fiscal_year, scores=[])
    if reading.total_score is not None:
        assessment.total = reading.total_score
        assessment.level, assessment.level_scheme = reading.level, reading.level_scheme
        assessment.source_id = source.id
    if len(reading.indicator_scores) >= len(assessment.scores):
        assessment.scores = []
        session.flush()
        assessment.scores = [IndicatorScore(indicator=i, score=s) for i, s in reading.indicator_scores.items()]
    session.add(assessment)


def save_surveys(session: Session, agency: Agency, document: ImportedDocument) -> None:
    year = document.fiscal_years.assessed or document.fiscal_years.title or document.fiscal_years.plan
    for reading in document.surveys:
        if reading.url is None or year is None:
            continue
        found = session.scalar(
            select(Survey).where(
                Survey.agency_id == agency.id, Survey.instrument == reading.instrument, Survey.fiscal_year == year
            )
        )
        survey = found or Survey(agency_id=agency.id, instrument=reading.instrument, fiscal_year=year)
        survey.url = reading.url
        survey.start, survey.end = reading.window_start, reading.window_end
        survey.suggested_end = reading.window_end_suggestion
        survey.window_raw = reading.window_raw or ""
        session.add(survey)


def save_names(session: Session, agency: Agency, document: ImportedDocument) -> None:
    known = set(session.scalars(select(AgencyName.text).where(AgencyName.agency_id == agency.id)))
    for variant in document.agency.variants:
        if variant.text not in known:
            session.add(AgencyName(agency_id=agency.id, text=variant.text[:200]))
            known.add(variant.text)
