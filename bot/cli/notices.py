"""``notices list|retry``: what waits to be pushed, and what could not be sent."""

import argparse
from datetime import datetime

from sqlalchemy import select

from bot.clock import BANGKOK
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.models import Agency, Purse
from storage.notices import Unsettled, retry, unsettled


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("notices", help="what waits to be pushed, and what could not be sent")
    actions = parser.add_subparsers(required=True, metavar="list|retry")
    one = actions.add_parser("list", help="one line for each person: number, agency, kind, due, fate, reason, to whom")
    one.add_argument("--agency", help="only this one")
    one.set_defaults(run=run_list)
    again = actions.add_parser("retry", help="let what could not be sent wait again, for a day")
    again.add_argument("--agency", required=True)
    again.add_argument("--id", type=int, help="only this number of the list")
    again.add_argument("--may-double", action="store_true", help="also what LINE may have delivered long ago")
    again.set_defaults(run=run_retry)


def run_list(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        for one in unsettled(session, args.agency):
            print(_line(one))
        found = select(Agency.slug, Purse).join(Purse, Purse.agency_id == Agency.id).order_by(Agency.slug)
        for slug, purse in session.execute(found):
            if args.agency in (None, slug) and purse.looked_at is not None:
                limit = purse.monthly_limit if purse.monthly_limit is not None else "unlimited"
                print(
                    f"{slug}\tquota\t{purse.used} of {limit} used this month, as LINE said {_moment(purse.looked_at)}"
                )
    return 0


def run_retry(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        if session.scalar(select(Agency.id).where(Agency.slug == args.agency)) is None:
            raise CommandError(f"there is no agency {args.agency!r}; see: python -m bot agency list")
        count = retry(session, args.agency, parts.clock(), only=args.id, doubling=args.may_double)
    print(f"{count} wait again")
    return 0


def _line(one: Unsettled) -> str:
    due = f"{_moment(one.due)} – {_moment(one.expires)}"
    reason = f"{one.fate} {one.reason}".rstrip()
    return "\t".join((str(one.id), one.agency, one.kind, one.importance.name.lower(), due, reason, one.to))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(BANGKOK):%Y-%m-%d %H:%M}"
