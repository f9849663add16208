"""Rows of a plan with their texts, units and codes."""

from sqlalchemy.orm import Session

from storage.importer.document import ImportedDocument, RowReading
from storage.models import Agency, IssueRow, RowCode, RowText, RowUnit, Source


def add_rows(session: Session, agency: Agency, source: Source, document: ImportedDocument) -> list[IssueRow]:
    """A stored row for every row of the document, in order, with ids."""
    rows = [_row(agency, source, document, reading) for reading in document.rows]
    session.add_all(rows)
    session.flush()
    return rows


def _row(agency: Agency, source: Source, document: ImportedDocument, reading: RowReading) -> IssueRow:
    return IssueRow(
        agency_id=agency.id,
        source_id=source.id,
        plan_year=document.fiscal_years.plan,
        assessed_year=document.fiscal_years.assessed,
        seq=reading.seq,
        printed_number=reading.printed_number,
        issue=reading.issue,
        indicators=list(reading.related.stated_indicators),
        instrument=reading.related.inferred_instrument,
        responsible_raw=reading.responsible_raw,
        period_raw=reading.period_raw,
        period_start=reading.period_start,
        period_end=reading.period_end,
        period_kind=reading.period_kind,
        monitoring_raw=reading.monitoring_raw,
        rounds=list(reading.monitoring_rounds_months),
        status=reading.status,
        output=reading.output,
        outcome=reading.outcome,
        texts=[*_texts("guideline", reading.guidelines), *_texts("step", reading.steps)],
        units=[RowUnit(position=i, name=name[:120]) for i, name in enumerate(reading.responsible_units)],
        codes=[
            RowCode(
                raw=code.raw[:60], code=code.normalised[:10], fiscal_year=code.fiscal_year, confidence=code.confidence
            )
            for code in reading.related.codes
        ],
    )


def _texts(kind: str, texts: tuple[str, ...]) -> list[RowText]:
    return [RowText(kind=kind, position=position, text=text) for position, text in enumerate(texts)]
