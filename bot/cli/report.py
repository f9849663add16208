"""``report``: a round's memo (บันทึกข้อความ) with its tables, and the announcements of a year, as Word files."""

import argparse
import sys
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import BANGKOK, make_clock
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from dialogs.thai.fiscal import ROUNDS, ReportingRound
from storage.database import Database, open_engine
from storage.models import Agency
from storage.reports.load import load_report
from storage.reports.memo import memo
from storage.reports.values import Paper
from storage.reports.yearly import yearly_announcement, yearly_invitation
from storage.schema import check_schema

_KINDS = ("memo", "announcement", "invitation")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help="the memo of a reporting round with its tables, as a Word file")
    parser.add_argument("--agency", required=True, metavar="SLUG")
    parser.add_argument("--fiscal-year", required=True, type=int, metavar="Y", help="Buddhist year, e.g. 2566")
    parser.add_argument("--round", type=int, choices=ROUNDS, help="months since 1 October; a memo needs it")
    parser.add_argument(
        "--document",
        choices=_KINDS,
        default="memo",
        help="memo (the default), the announcement of the year's measures, or the invitation to the EIT survey",
    )
    parser.add_argument("-o", "--output", metavar="FILE.docx")
    parser.set_defaults(run=run, usage=parser.error)


def run(args: argparse.Namespace) -> int:
    if args.document == "memo" and args.round is None:
        args.usage("a memo needs --round")
    if not 2540 <= args.fiscal_year <= 2700:
        args.usage(f"--fiscal-year is a Buddhist year such as 2566, not {args.fiscal_year}")
    settings = load_settings()
    database = Database(open_engine(settings.database_address))
    try:
        with database.reading() as session:
            check_schema(session)
            paper = _paper(session, args, settings.now)
    finally:
        database.close()
    path = Path(args.output or _name(args))
    try:
        path.write_bytes(paper.content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error
    for doubt in paper.doubts:
        print(f"warning: {doubt}", file=sys.stderr)
    print(path)
    return 0


def _paper(session: Session, args: argparse.Namespace, now: str | None) -> Paper:
    agency = session.scalar(select(Agency).where(Agency.slug == args.agency))
    if agency is None:
        raise CommandError(f"there is no agency {args.agency!r}; see: python -m bot agency list")
    if args.document == "announcement":
        return yearly_announcement(session, agency, args.fiscal_year)
    if args.document == "invitation":
        return yearly_invitation(session, agency, args.fiscal_year)
    today = make_clock(now)().astimezone(BANGKOK).date()
    return memo(load_report(session, agency, ReportingRound(args.fiscal_year, args.round), today))


def _name(args: argparse.Namespace) -> str:
    part = f"round{args.round}" if args.document == "memo" else args.document
    return f"{args.agency}-{args.fiscal_year}-{part}.docx"
