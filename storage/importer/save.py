"""Saving a document that was read: again changes nothing, corrected updates its rows and keeps what was reported."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.importer import save_parts as parts
from storage.importer.document import ImportedDocument
from storage.models import Agency, ImportWarning, IssueRow, Measure, Source


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What a save did to one document."""

    outcome: str
    """``added``, ``updated`` or ``unchanged``."""
    rows: int
    measures: int
    retired: int


def save(session: Session, agency: Agency, document: ImportedDocument, *, now: datetime) -> SaveResult:
    """Store a document as the agency's, inside the caller's transaction."""
    identity = identity_of(document)
    source = session.scalar(select(Source).where(Source.agency_id == agency.id, Source.identity == identity))
    digest = document.digest()
    if source is not None and source.digest == digest:
        return SaveResult("unchanged", 0, 0, 0)
    outcome = "added" if source is None else "updated"
    source = _source(session, agency, document, source, identity, digest, now)
    rows = _replace_rows(session, source)
    kept = parts.save_rows(session, agency, source, document)
    retired = _retire(session, agency, rows, kept)
    parts.save_progress(session, agency, source, document, now)
    parts.save_assessment(session, agency, source, document)
    parts.save_surveys(session, agency, document)
    parts.save_names(session, agency, document)
    agency.revision += 1
    session.flush()
    return SaveResult(outcome, len(document.rows), len(kept), retired)


def identity_of(document: ImportedDocument) -> str:
    """What stays the same in a corrected copy: kind, form, plan year, round."""
    head, years = document.document, document.fiscal_years
    return f"{head.kind}/{head.form}/{years.plan or years.assessed or 0}/{head.reporting_round_months or 0}"[:200]


def _source(
    session: Session,
    agency: Agency,
    document: ImportedDocument,
    known: Source | None,
    identity: str,
    digest: str,
    now: datetime,
) -> Source:
    source = known or Source(agency_id=agency.id, identity=identity)
    source.digest = digest
    source.file = document.file[:255]
    source.kind = document.document.kind
    source.title = document.document.title or ""
    source.document_date = document.document.document_date
    source.assessed_year = document.fiscal_years.assessed
    source.plan_year = document.fiscal_years.plan or document.fiscal_years.assessed
    source.round_months = document.document.reporting_round_months
    source.reading = dict(document.as_json())
    source.imported_at = now
    source.warnings = [
        ImportWarning(position=place, code=w.code, line=w.line, quote=w.quote, note=w.note)
        for place, w in enumerate(document.warnings)
    ]
    session.add(source)
    session.flush()
    return source


def _replace_rows(session: Session, source: Source) -> set[int]:
    """Drop the rows of the earlier reading; returns the measures that stood in them."""
    rows = select(IssueRow.id).where(IssueRow.source_id == source.id)
    measures = set(session.scalars(select(Measure.id).where(Measure.row_id.in_(rows))))
    for measure in session.scalars(select(Measure).where(Measure.id.in_(measures))):
        measure.row_id = None
    session.flush()
    session.execute(delete(IssueRow).where(IssueRow.source_id == source.id))
    session.expire_all()
    return measures


def _retire(session: Session, agency: Agency, before: set[int], kept: set[int]) -> int:
    """A measure that the corrected document no longer has is set aside, never deleted: reports hang on it."""
    gone = session.scalars(select(Measure).where(Measure.agency_id == agency.id, Measure.id.in_(before - kept)))
    count = 0
    for measure in gone:
        measure.retired = True
        count += 1
    return count


