"""``export``: everything an agency owns, complaints excepted."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.database import Database, open_engine
from storage.importer.codec import JsonValue, to_json
from storage.importer.save import reading_of
from storage.importer.workbook import write_workbook
from storage.models import Agency, IssueRow, Measure, ProgressEntry, Source, Survey
from storage.schema import check_schema

_PROGRESS_COLUMNS = (
    "ปีงบประมาณ",
    "รอบ (เดือน)",
    "มาตรการ",
    "สถานะ",
    "ร้อยละ",
    "รายละเอียด",
    "ผลผลิต",
    "ผลลัพธ์",
    "หน่วยงาน",
    "วันที่รายงาน",
)
_PROFILE = (
    "slug",
    "name",
    "short_name",
    "type",
    "district",
    "province",
    "voice",
    "website",
    "facebook",
    "line_id",
    "address",
)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("export", help="everything that an agency owns, complaints excepted")
    parser.add_argument("--agency", required=True, metavar="SLUG")
    parser.add_argument("--format", choices=("xlsx", "json"), default="xlsx")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write; .xlsx goes to SLUG.xlsx if this is not given"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    database = Database(open_engine(load_settings().database_address))
    try:
        with database.reading() as session:
            check_schema(session)
            agency = session.scalar(select(Agency).where(Agency.slug == args.agency))
            if agency is None:
                raise CommandError(f"there is no agency {args.agency!r}")
            return _json(session, agency, args.output) if args.format == "json" else _xlsx(session, agency, args.output)
    finally:
        database.close()


def _sources(session: Session, agency: Agency) -> list[Source]:
    return list(session.scalars(select(Source).where(Source.agency_id == agency.id).order_by(Source.id)))


def _reports(session: Session, agency: Agency) -> list[tuple[Measure, ProgressEntry]]:
    statement = (
        select(Measure, ProgressEntry)
        .join(ProgressEntry, ProgressEntry.measure_id == Measure.id)
        .where(Measure.agency_id == agency.id)
        .order_by(Measure.plan_year, Measure.number, ProgressEntry.id)
    )
    return [(measure, entry) for measure, entry in session.execute(statement)]


def _xlsx(session: Session, agency: Agency, output: str | None) -> int:
    """Write the workbook beside its final place first, so that a full disk leaves no half of it."""
    path = Path(output or f"{agency.slug}.xlsx")
    documents = [reading_of(source) for source in _sources(session, agency)]
    progress = [
        (
            entry.fiscal_year,
            entry.round_months,
            measure.title,
            entry.status,
            entry.percent,
            entry.detail,
            entry.output,
            entry.outcome,
            entry.unit,
            entry.reported_at.date(),
        )
        for measure, entry in _reports(session, agency)
    ]
    try:
        with tempfile.TemporaryDirectory(dir=path.resolve().parent) as folder:
            made = Path(folder) / path.name
            write_workbook(documents, made, progress=progress, progress_columns=_PROGRESS_COLUMNS)
            made.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error
    print(path)
    return 0


def _json(session: Session, agency: Agency, output: str | None) -> int:
    text = json.dumps(everything(session, agency), ensure_ascii=False, indent=1)
    if output is None:
        sys.stdout.write(text + "\n")
        return 0
    try:
        Path(output).write_text(text + "\n", "utf-8")
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}") from error
    print(output)
    return 0


def everything(session: Session, agency: Agency) -> dict[str, JsonValue]:
    """The agency's profile, documents, measures with all reports, contacts and surveys."""
    reports: dict[int, list[dict[str, JsonValue]]] = {}
    for measure, entry in _reports(session, agency):
        reports.setdefault(measure.id, []).append(_report(entry))
    measures = session.scalars(
        select(Measure).where(Measure.agency_id == agency.id).order_by(Measure.plan_year, Measure.number)
    )
    return {
        "agency": {name: getattr(agency, name) for name in _PROFILE},
        "contacts": [
            {"unit": c.unit, "phone": c.phone, "hours": c.hours, "sample": c.is_sample} for c in agency.contacts
        ],
        "units": [unit.name for unit in agency.units],
        "documents": [reading_of(source).as_json() for source in _sources(session, agency)],
        "measures": [
            {
                "number": measure.number,
                "plan_year": measure.plan_year,
                "title": measure.title,
                "retired": measure.retired,
                "aliases": list(measure.aliases),
                "row": _seq(session, measure),
                "reports": list(reports.get(measure.id, [])),
            }
            for measure in measures
        ],
        "surveys": [
            {
                "instrument": survey.instrument,
                "fiscal_year": survey.fiscal_year,
                "url": survey.url,
                "start": to_json(survey.start),
                "end": to_json(survey.end),
                "suggested_end": to_json(survey.suggested_end),
            }
            for survey in session.scalars(select(Survey).where(Survey.agency_id == agency.id))
        ],
    }


def _seq(session: Session, measure: Measure) -> int | None:
    return session.scalar(select(IssueRow.seq).where(IssueRow.id == measure.row_id))


def _report(entry: ProgressEntry) -> dict[str, JsonValue]:
    return {
        "fiscal_year": entry.fiscal_year,
        "round_months": entry.round_months,
        "status": entry.status,
        "percent": entry.percent,
        "detail": entry.detail,
        "output": entry.output,
        "outcome": entry.outcome,
        "reason": entry.reason,
        "evidence": to_json(entry.evidence),
        "unit": entry.unit,
        "role": entry.role,
        "reported_at": entry.reported_at.isoformat(),
        "replaces": entry.replaces_id is not None,
    }
