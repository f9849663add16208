"""``import FILE…``: an office's own documents, reviewed and saved."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import make_clock
from bot.settings import load_settings
from dialogs.records.agency import SLUG, short_name
from dialogs.records.errors import CommandError
from storage.database import Database, open_engine
from storage.importer.assigning import agency_of
from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.importing import read_batch
from storage.importer.review import review
from storage.importer.save import SaveResult, save
from storage.importer.workbook import write_template
from storage.models import Agency
from storage.schema import check_schema

_BAR = 40


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("import", help="read plans, reports, scores and survey announcements of an office")
    parser.add_argument("files", nargs="*", metavar="FILE", help=".txt, .md, .docx, .xlsx or .csv")
    parser.add_argument("--agency", metavar="SLUG", help="whose documents these are, where their names leave a doubt")
    parser.add_argument("--dry-run", action="store_true", help="show what was understood and save nothing")
    parser.add_argument("--json", action="store_true", help="print what was understood as JSON")
    parser.add_argument("--template", metavar="FILE.xlsx", help="write an empty workbook to fill in, and stop")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.template:
        write_template(Path(args.template))
        print(args.template)
        return 0
    if not args.files:
        raise CommandError("name at least one file to import (or --template FILE.xlsx for an empty workbook)")
    documents = _read([Path(name) for name in args.files], agency_known=bool(args.agency))
    if args.json:
        json.dump([document.as_json() for document in documents], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n\n".join(review(document) for document in documents))
    if not args.dry_run:
        _save(documents, args.agency)
    return 0


def _read(paths: Sequence[Path], *, agency_known: bool) -> tuple[ImportedDocument, ...]:
    """All documents; every refused file is named, and the first one is the command's sentence."""
    batch = read_batch(paths, agency_known=agency_known, progress=_progress(len(paths)))
    if batch.refusals:
        for refusal in batch.refusals[1:]:
            print(f"error: {refusal}", file=sys.stderr)
        raise CommandError(str(batch.refusals[0]))
    return batch.documents


def _progress(total: int) -> Callable[[int], None] | None:
    """A bar on a terminal; nothing where the messages go to a file, or for a handful of documents."""
    if total < 5 or not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        filled = _BAR * done // total
        end = "\n" if done == total else ""
        print(f"\r[{'█' * filled}{'·' * (_BAR - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show


def _save(documents: Sequence[ImportedDocument], slug: str | None) -> None:
    """All documents in one transaction, so that a refusal of one leaves nothing of the others."""
    settings = load_settings()
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(open_engine(settings.database_address))
    now = make_clock(settings.now)()
    try:
        with database.transaction() as session:
            check_schema(session)
            saved = [_save_one(session, document, slug, now) for document in documents]
    except ImportRefused as refusal:
        raise CommandError(str(refusal)) from refusal
    finally:
        database.close()
    for document, (agency, result) in zip(documents, saved, strict=True):
        print(f"{document.file}: {_said(result)} ({agency})", file=sys.stderr)


def _save_one(session: Session, document: ImportedDocument, slug: str | None, now: datetime) -> tuple[str, SaveResult]:
    if slug:
        agency = session.scalar(select(Agency).where(Agency.slug == slug)) or _new_agency(session, document, slug, now)
    else:
        try:
            agency = agency_of(session, document.agency)
        except ImportRefused as refusal:
            raise ImportRefused(f"{document.file}: {refusal}") from refusal
    return agency.slug, save(session, agency, document, now=now)


def _new_agency(session: Session, document: ImportedDocument, slug: str, now: datetime) -> Agency:
    """An agency made from its first document; a doubtful name needs a person, who adds the agency by hand."""
    reading = document.agency
    if not SLUG.fullmatch(slug):
        raise ImportRefused(f"{slug!r} cannot be an agency's slug: a-z first, then a-z, 0-9 and -, not a reserved word")
    if not reading.name_canonical or not reading.type or reading.canonical_confidence != "high":
        raise ImportRefused(
            f"there is no agency {slug!r}, and the name in {document.file} is doubtful; use “agency add” first"
        )
    agency = Agency(
        slug=slug,
        name=reading.name_canonical,
        short_name=short_name(reading.name_canonical),
        type=reading.type,
        district=reading.district_canonical or "",
        province=reading.province or "",
        created_at=now,
    )
    session.add(agency)
    session.flush()
    return agency


def _said(result: SaveResult) -> str:
    if not result.changed:
        return "nothing new"
    retired = f", {result.retired} measures retired" if result.retired else ""
    return f"saved {result.rows} rows, {result.measures} measures, {result.progress} reports{retired}"
