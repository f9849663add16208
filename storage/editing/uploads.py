"""An uploaded document between reading and saving: nothing of it counts before somebody confirms it."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.json import JsonObject
from storage.audit import NOTHING, Editor, Subject, note
from storage.importer.document import ImportedDocument
from storage.importer.save import SaveResult, save
from storage.models import Agency, ConsoleUpload

LIFE = timedelta(hours=2)


def keep(session: Session, editor: Editor, visit_id: int, file: str, documents: list[ImportedDocument]) -> int:
    """Returns the upload's number; what was uploaded before in this visit, and old leavings, go."""
    old = (ConsoleUpload.visit_id == visit_id) | (ConsoleUpload.created_at <= editor.now - LIFE)
    session.execute(delete(ConsoleUpload).where(old))
    upload = ConsoleUpload(
        agency_id=editor.agency_id,
        visit_id=visit_id,
        file=file[-255:],
        documents=cast(list[dict[str, Any]], [document.as_json() for document in documents]),
        created_at=editor.now,
    )
    session.add(upload)
    session.flush()
    return upload.id


def kept(
    session: Session, agency_id: int, visit_id: int, upload_id: int, now: datetime
) -> tuple[str, list[ImportedDocument]]:
    """The file's name and its documents. Raises LookupError for one that is over, or another visit's."""
    upload = session.scalar(
        select(ConsoleUpload).where(
            ConsoleUpload.id == upload_id,
            ConsoleUpload.visit_id == visit_id,
            ConsoleUpload.agency_id == agency_id,
            ConsoleUpload.created_at > now - LIFE,
        )
    )
    if upload is None:
        raise LookupError(upload_id)
    return upload.file, [ImportedDocument.from_json(cast(JsonObject, document)) for document in upload.documents]


def confirm(session: Session, editor: Editor, visit_id: int, upload_id: int) -> list[SaveResult]:
    """Save all documents of an upload. Raises LookupError."""
    file, documents = kept(session, editor.agency_id, visit_id, upload_id, editor.now)
    results = []
    for document in documents:
        agency = session.get_one(Agency, editor.agency_id)
        result = save(session, agency, document, now=editor.now)
        results.append(result)
        if result.changed:
            counts = {
                "rows": result.rows,
                "measures": result.measures,
                "progress": result.progress,
                "retired": result.retired,
                "warnings": len(document.warnings),
            }
            note(session, editor, Subject.IMPORT, result.source_id, document.document.title or file, NOTHING, counts)
    refuse(session, visit_id, upload_id)
    return results


def refuse(session: Session, visit_id: int, upload_id: int) -> None:
    """Forget an upload. Raises LookupError for one that is over, or another visit's."""
    mine = (ConsoleUpload.id == upload_id, ConsoleUpload.visit_id == visit_id)
    if session.execute(delete(ConsoleUpload).where(*mine).returning(ConsoleUpload.id)).first() is None:
        raise LookupError(upload_id)
