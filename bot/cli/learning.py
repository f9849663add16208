"""``learning``: what the bot of an agency did not understand, and teaching it."""

import argparse
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from dialogs.understanding.examples import OTHER, intents
from storage.learning import write_labelled
from storage.models import Agency, MissCount, MissedText


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("learning", help="what was not understood: switch on or off, show, label, write out")
    parser.add_argument("--agency", required=True)
    actions = parser.add_subparsers(required=True, metavar="on|off|show|label|write")
    for word, switch in (("on", True), ("off", False)):
        one = actions.add_parser(word, help="keep texts with the person's consent" if switch else "keep counts only")
        one.set_defaults(run=run_switch, switch=switch)
    actions.add_parser("show", help="counts, and texts that wait for a label").set_defaults(run=run_show)
    label = actions.add_parser("label", help="say what a text meant; 'other' for what is not the bot's business")
    label.add_argument("id", type=int)
    label.add_argument("intent", choices=[*intents(), OTHER])
    label.set_defaults(run=run_label)
    write = actions.add_parser("write", help="write labelled texts as example files, for: python -m bot train")
    write.add_argument("folder", type=Path)
    write.set_defaults(run=run_write)


def run_switch(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        agency.learns = args.switch
        agency.revision += 1
    print(f"{args.agency} {'asks for consent and keeps texts' if args.switch else 'keeps counts only'}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        agency = _agency(session, args.agency)
        total = session.scalar(select(func.sum(MissCount.count)).where(MissCount.agency_id == agency.id)) or 0
        print(f"{total} messages were not understood")
        waiting = select(MissedText).where(MissedText.agency_id == agency.id, MissedText.intent.is_(None))
        for kept in session.scalars(waiting.order_by(MissedText.id)):
            print(f"{kept.id}\t{kept.text}")
    return 0


def run_label(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        kept = session.scalar(select(MissedText).where(MissedText.id == args.id, MissedText.agency_id == agency.id))
        if kept is None:
            raise CommandError(f"{args.agency!r} keeps no text with number {args.id}; see: learning show")
        kept.intent = args.intent
    print(f"{args.id}\t{args.intent}")
    return 0


def run_write(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        count = write_labelled(session, _agency(session, args.agency), args.folder)
    print(f"{count} lines in {args.folder}")
    return 0


def _agency(session: Session, slug: str) -> Agency:
    agency = session.scalar(select(Agency).where(Agency.slug == slug))
    if agency is None:
        raise CommandError(f"there is no agency {slug!r}; see: python -m bot agency list")
    return agency
