"""Files to take along. No cell of them runs as a formula."""

import tempfile
from pathlib import Path

from flask import Blueprint, Response
from sqlalchemy import select

from bot.web.console.gate import ConsoleDesk, at
from bot.web.console.render import moment
from bot.web.console.words import FIELDS, STATUSES, SUBJECTS, role_name, said_value
from bot.web.public.csvfile import csv_file
from dialogs.records.facts import Status
from storage.audit import State, all_entries
from storage.editing.measures import measures_of, plan_state, plan_years
from storage.importer.save import reading_of
from storage.importer.workbook import write_workbook
from storage.models import Source

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEASURES = ("ปี", "ข้อ", "มาตรการ", "ผู้รับผิดชอบ", "เริ่ม", "สิ้นสุด", "สถานะ", "ร้อยละ", "รายละเอียด", "รายงานเมื่อ")
_AUDIT = ("เมื่อ", "ผู้แก้", "หน้าที่", "เรื่อง", "รายการ", "เดิม", "ใหม่")


def add_exports(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/export/…``"""

    @pages.get("/export/measures.csv", endpoint="export_measures")
    def measures() -> Response:
        rows = []
        with desk.database.reading() as session:
            for year in plan_years(session, at().agency_id):
                for measure in measures_of(session, at().agency_id, year):
                    last = measure.progress[-1] if measure.progress else None
                    report = (
                        (STATUSES[Status(last.status)], last.percent, last.detail, moment(last.reported_at))
                        if last
                        else (STATUSES[Status.UNKNOWN], None, "", "")
                    )
                    state = [str(value) for value in plan_state(measure).values()]
                    rows.append((year, measure.number, *state, *report))
        return _file(csv_file(_MEASURES, rows), CSV, "measures.csv")

    @pages.get("/export/audit.csv", endpoint="export_audit")
    def audit() -> Response:
        with desk.database.reading() as session:
            rows = [
                (
                    moment(e.at),
                    e.who,
                    role_name(e.role),
                    SUBJECTS.get(e.subject, e.subject),
                    e.name,
                    _said(e.before),
                    _said(e.after),
                )
                for e in all_entries(session, at().agency_id)
            ]
        return _file(csv_file(_AUDIT, rows), CSV, "audit.csv")

    @pages.get("/export/documents.xlsx", endpoint="export_documents")
    def documents() -> Response:
        """All imported documents in the workbook that can be filled in and imported again."""
        with desk.database.reading() as session:
            found = select(Source).where(Source.agency_id == at().agency_id).order_by(Source.id)
            readings = [reading_of(source) for source in session.scalars(found)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "documents.xlsx"
            write_workbook(readings, path)
            return _file(path.read_bytes(), XLSX, path.name)


def _said(state: State) -> str:
    return "; ".join(f"{FIELDS.get(name, name)}: {said_value(name, value)}" for name, value in state.items())


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{at().slug}-{name}"'}
    return Response(content, content_type=kind, headers=headers)
