"""``documents add|list|remove|confirm|closing|check``: what the agency published, and whether its links still stand."""

import argparse
import sys
import time

from bot.cli.lookup import agency_named
from bot.linkcheck.checker import LinkChecker, agent_name
from bot.linkcheck.fetch import Fetcher
from bot.parts import Parts, open_parts
from bot.settings import load_settings
from dialogs.checklist import standing_of
from dialogs.records.document import NO_YEAR, DocumentFacts, OitItem, PaperKind
from dialogs.records.errors import CommandError, Refused
from dialogs.thai.dates import InvalidDate, short_date
from storage.documents import PaperDraft, add_paper, confirm_title, items_of, note_closing, papers_of, remove_paper
from storage.linkcheck import PAUSE, look_again
from storage.surveys import read_day


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("documents", help="published papers by disclosure item, forms, services; check links")
    actions = parser.add_subparsers(required=True, metavar="add|list|remove|confirm|closing|check")
    add = _action(actions, "add", "add a paper, or put one right", run_add)
    add.add_argument("--title", required=True)
    add.add_argument("--url", required=True)
    add.add_argument("--kind", choices=[str(kind) for kind in PaperKind], default=str(PaperKind.ITEM))
    add.add_argument("--fiscal-year", type=int, default=NO_YEAR, help="the assessed year (Buddhist era)")
    add.add_argument("--code", default="", help="the item's code in that year, e.g. o12")
    add.add_argument("--unit", default="", help="who looks after it")
    _action(actions, "list", "list them, with what the last look at each link found", run_list)
    gone = _action(actions, "remove", "take one out", run_remove)
    gone.add_argument("--id", type=int, required=True, help="number in the list")
    confirm = _action(actions, "confirm", "keep an item's title as the year's manual has it", run_confirm)
    confirm.add_argument("--fiscal-year", type=int, required=True)
    confirm.add_argument("--code", required=True)
    confirm.add_argument("--title", required=True)
    closing = _action(actions, "closing", "note the last day on which ITAS takes a year's items", run_closing)
    closing.add_argument("--fiscal-year", type=int, required=True)
    closing.add_argument("--day", required=True, help="2026-04-30 or 30 เม.ย. 2569")
    _action(actions, "check", "look at every link now, one request a minute for each host", run_check)


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: object
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words)
    parser.add_argument("--agency", required=True)
    parser.set_defaults(run=run)
    return parser


def run_add(args: argparse.Namespace) -> int:
    draft = PaperDraft(args.title, args.url, PaperKind(args.kind), args.fiscal_year, args.code, args.unit)
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        try:
            paper = add_paper(session, agency_named(session, args.agency), draft, parts.clock())
        except Refused as error:
            raise CommandError(str(error)) from None
        print(f"added {paper.id}: {paper.title}")
    return 0


def run_list(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        agency = agency_named(session, args.agency)
        items = {(item.fiscal_year, item.code): item for item in items_of(session, agency.id)}
        for paper in papers_of(session, agency.id):
            print(_line(paper, items.get((paper.fiscal_year, paper.code))))
    return 0


def run_remove(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        if not remove_paper(session, agency_named(session, args.agency), args.id):
            raise CommandError(f"{args.agency!r} has no paper {args.id}; see: python -m bot documents list")
    print(f"removed {args.id}")
    return 0


def run_confirm(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        try:
            confirm_title(session, agency_named(session, args.agency), args.fiscal_year, args.code, args.title)
        except Refused as error:
            raise CommandError(str(error)) from None
    print(f"{args.code} of {args.fiscal_year}: {args.title}")
    return 0


def run_closing(args: argparse.Namespace) -> int:
    day = read_day(args.day)
    if day is None or isinstance(day, InvalidDate):
        raise CommandError(f"no day was read in {args.day!r}; write 2026-04-30 or 30 เม.ย. 2569")
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        note_closing(session, agency_named(session, args.agency), args.fiscal_year, day)
    print(f"ITAS {args.fiscal_year} closes on {short_date(day)}")
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Rounds until nothing is due; what is found is kept as if the scheduler had looked."""
    with open_parts(load_settings()) as parts:
        with parts.database.transaction() as session:
            agency = agency_named(session, args.agency)
            agency_id, count = agency.id, look_again(session, agency.id, parts.clock())
        print(f"looking at {count} addresses, one request a minute for each host", file=sys.stderr)
        _rounds(parts, agency_id, args.agency)
    return run_list(args)


def _rounds(parts: Parts, agency_id: int, slug: str) -> None:
    agent = agent_name(f"{parts.settings.public_url.rstrip('/')}/{slug}/")
    checker = LinkChecker(parts.database, Fetcher(agent), parts.clock)
    while checker.waiting(agency_id):
        if not checker.round(agency_id):
            time.sleep(PAUSE.total_seconds() / 12)


def _line(paper: DocumentFacts, item: OitItem | None) -> str:
    place = f"{paper.fiscal_year} {paper.code}" if paper.fiscal_year != NO_YEAR else str(paper.kind)
    found = "sample" if paper.is_sample else standing_of(paper, item).name.lower()
    checked = paper.link.checked.isoformat() if paper.link.checked else "-"
    return "\t".join((str(paper.id), place, paper.title, paper.url, found, str(paper.link.fault), checked))
