"""An imported document into the database: once, or again after a correction, without losing what was reported since."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.json import JsonObject
from storage.importer.document import ALL_UNITS, ImportedDocument, ImportWarning
from storage.importer.saving.measures import save_measures
from storage.importer.saving.results import save_assessment, save_progress, save_surveys
from storage.importer.saving.rows import add_rows
from storage.models import Agency, AgencyName, IssueRow, Measure, Source, Unit
from storage.models import ImportWarning as StoredWarning


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What saving did; ``changed`` is False where the store had this very reading."""

    source_id: int
    changed: bool
    rows: int = 0
    measures: int = 0
    retired: int = 0
    """Measures that the corrected document no longer has; they keep their reports and are hidden."""
    progress: int = 0


def identity_of(document: ImportedDocument) -> str:
    """What makes a corrected copy the same document: kind, form, years and reporting round."""
    years = document.fiscal_years
    head = document.document
    return f"{head.kind}:{head.form}:{years.plan or '-'}:{years.assessed or '-'}:{head.reporting_round_months or '-'}"


def save(session: Session, agency: Agency, document: ImportedDocument, *, now: datetime) -> SaveResult:
    """Store a document for an agency, in the caller's transaction.

    The same reading again changes nothing. Measures are found again by their titles, so that progress stays with them.
    """
    identity = identity_of(document)
    source = session.scalar(select(Source).where(Source.agency_id == agency.id, Source.identity == identity))
    digest = document.digest()
    if source is not None and source.digest == digest:
        return SaveResult(source.id, changed=False)
    if source is None:
        source = Source(agency_id=agency.id, identity=identity)
        session.add(source)
    _describe(source, document, digest, now)
    session.flush()
    before = _clear(session, source)
    rows = add_rows(session, agency, source, document)
    saved = save_measures(session, agency, document, rows, before)
    progress = save_progress(session, source, document, saved.by_row, now)
    save_assessment(session, agency, source, document)
    save_surveys(session, agency, document)
    _add_names(session, agency, document)
    _add_units(session, agency, document)
    agency.changed()
    session.flush()
    return SaveResult(source.id, True, len(rows), saved.count, saved.retired, progress)


def _describe(source: Source, document: ImportedDocument, digest: str, now: datetime) -> None:
    head, years = document.document, document.fiscal_years
    source.digest = digest
    source.file = document.file[-255:]
    source.kind = head.kind
    source.title = head.title or ""
    source.document_date = head.document_date
    source.assessed_year = years.assessed
    source.plan_year = years.plan
    source.round_months = head.reporting_round_months
    source.reading = cast(dict[str, object], document.as_json())
    source.imported_at = now
    # mypy takes the forward reference in Source.warnings for the builtin of that name.
    source.warnings = [_stored(position, warning) for position, warning in enumerate(document.warnings)]  # type: ignore[misc]


def _stored(position: int, warning: ImportWarning) -> StoredWarning:
    return StoredWarning(
        position=position, code=warning.code, line=warning.line, quote=warning.quote, note=warning.note
    )


def _clear(session: Session, source: Source) -> list[int]:
    """Take the source's rows away; returns the ids of the measures that stood in them, in order."""
    ids = list(
        session.scalars(
            select(Measure.id)
            .join(IssueRow, Measure.row_id == IssueRow.id)
            .where(IssueRow.source_id == source.id)
            .order_by(Measure.number)
        )
    )
    session.execute(delete(IssueRow).where(IssueRow.source_id == source.id))
    # The database emptied measures.row_id itself; loaded objects must not hide that from later updates.
    session.expire_all()
    return ids


def _add_names(session: Session, agency: Agency, document: ImportedDocument) -> None:
    reading = document.agency
    known = set(session.scalars(select(AgencyName.text).where(AgencyName.agency_id == agency.id)))
    texts = [reading.name_as_first_written, *(variant.text for variant in reading.variants)]
    for text in dict.fromkeys(texts):
        if text and text not in known:
            session.add(AgencyName(agency_id=agency.id, text=text[:200]))
    agency.name_as_written = agency.name_as_written or reading.name_as_first_written
    agency.district_as_written = agency.district_as_written or (reading.district_as_written or "")


def _add_units(session: Session, agency: Agency, document: ImportedDocument) -> None:
    known = list(session.scalars(select(Unit.name).where(Unit.agency_id == agency.id)))
    for row in document.rows:
        for name in row.responsible_units:
            if name != ALL_UNITS and name not in known:
                session.add(Unit(agency_id=agency.id, name=name[:120], position=len(known)))
                known.append(name)


def reading_of(source: Source) -> ImportedDocument:
    """The document that a source was saved from. Raises ValueError if the stored form is unknown."""
    return ImportedDocument.from_json(cast(JsonObject, source.reading))
