"""Importing a document: upload, look at what was understood and every doubt, then confirm or refuse."""

import tempfile
from pathlib import Path, PurePath

from flask import Blueprint, Response, request, url_for
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.render import page
from bot.web.console.words import doubts, refusal
from dialogs.records.errors import Refused
from dialogs.records.ita import BY_SLUG
from storage.editing import uploads
from storage.importer.assigning import agency_of
from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.importing import read_batch
from storage.importer.limits import MAX_FILE_BYTES
from storage.importer.workbook import write_template
from storage.models import Source

LARGEST_UPLOAD = MAX_FILE_BYTES + 64 * 1024
"""The file, and what a form puts around it."""
ENDINGS = (".docx", ".xlsx", ".csv", ".txt", ".md")


def add_imports(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/import``"""

    @pages.get("/import", endpoint="imports")
    def listed() -> Response:
        return _list(desk)

    @pages.post("/import", endpoint="import_upload")
    def upload() -> Response:
        try:
            name, documents = _read(request.files.get("file"))
        except Refused as error:
            return _list(desk, status=422, trouble=str(error))
        with desk.database.transaction() as session:
            number = uploads.keep(session, editor(), at().visit_id, name, documents)
        return to(url_for("console.import_review", number=number))

    @pages.get("/import/<int:number>", endpoint="import_review")
    def review(number: int) -> Response:
        with desk.database.reading() as session:
            file, documents = uploads.kept(session, at().agency_id, at().visit_id, number, desk.clock())
            foreign = [_named(document) for document in documents if not _is_ours(desk, document)]
        return page(
            "import_review",
            file=file,
            documents=documents,
            number=number,
            foreign=foreign,
            indicators=BY_SLUG,
            asked=doubts(),
        )

    @pages.post("/import/<int:number>/confirm", endpoint="import_confirm")
    def confirm(number: int) -> Response:
        with desk.database.transaction() as session:
            results = uploads.confirm(session, editor(), at().visit_id, number)
        return to(url_for("console.imports", done="imported" if any(r.changed for r in results) else "same"))

    @pages.post("/import/<int:number>/refuse", endpoint="import_refuse")
    def refuse(number: int) -> Response:
        with desk.database.transaction() as session:
            uploads.refuse(session, at().visit_id, number)
        return to(url_for("console.imports", done="refused"))

    @pages.get("/import/template.xlsx", endpoint="import_template")
    def template() -> Response:
        return _template()


def _template() -> Response:
    """The empty workbook for an office that starts from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        content = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="prongsai-template.xlsx"'}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(content, content_type=kind, headers=headers)


def _list(desk: ConsoleDesk, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        sources = list(
            session.scalars(
                select(Source).where(Source.agency_id == at().agency_id).order_by(Source.imported_at.desc(), Source.id)
            )
        )
        found = {source.id: list(source.warnings) for source in sources}
    return page("imports", status=status, sources=sources, doubts=found, asked=doubts(), endings=ENDINGS, **values)


def _read(file: FileStorage | None) -> tuple[str, list[ImportedDocument]]:
    """The documents of an upload, read in a process of its own limits. Raises Refused."""
    name = PurePath((file.filename if file else "") or "").name
    if file is None or not name:
        raise Refused("ยังไม่ได้เลือกไฟล์")
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused(f"ไฟล์ {ending or 'ที่ไม่มีนามสกุล'} ยังอ่านไม่ได้ รับ {' '.join(ENDINGS)}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{ending}"
        file.save(path)
        batch = read_batch([path], agency_known=True)
    if batch.refusals:
        raise Refused(f"อ่านไฟล์นี้ไม่ได้: {refusal(batch.refusals[0].reason)}")
    if not batch.documents:
        raise Refused("ไม่พบมาตรการ ผลคะแนน หรือแบบสำรวจในไฟล์นี้")
    return name, list(batch.documents)


def _is_ours(desk: ConsoleDesk, document: ImportedDocument) -> bool:
    """Whether the document names this agency, or none. One that names another is asked about, not refused."""
    if not document.agency.name_as_first_written:
        return True
    with desk.database.reading() as session:
        try:
            return agency_of(session, document.agency).id == at().agency_id
        except ImportRefused:
            return False


def _named(document: ImportedDocument) -> str:
    return document.agency.name_as_first_written
