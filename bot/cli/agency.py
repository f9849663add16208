"""``agency add|list``: the local governments of this installation."""

import argparse
from datetime import datetime

from sqlalchemy import select

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.agency import AGENCY_TYPES, SLUG, short_name
from dialogs.records.errors import CommandError
from storage.models import Agency, Contact


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("agency", help="add or list local governments")
    actions = parser.add_subparsers(required=True, metavar="add|list")
    add = actions.add_parser("add", help="add one")
    add.add_argument("--slug", required=True, help="short name for addresses: a-z, 0-9 and -, e.g. phon")
    add.add_argument("--name", required=True, help="full Thai name, e.g. เทศบาลตำบลโพน")
    add.add_argument("--type", required=True, choices=sorted(AGENCY_TYPES))
    add.add_argument("--district", default="")
    add.add_argument("--province", default="")
    add.add_argument("--voice", choices=("ค่ะ", "ครับ"), default="ค่ะ", help="how the bot ends its sentences")
    add.add_argument("--website", default="")
    add.add_argument("--facebook", default="")
    add.add_argument("--phone", default="", help="main phone number")
    add.add_argument("--hours", default="", help="office hours")
    add.set_defaults(run=run_add)
    actions.add_parser("list", help="list them").set_defaults(run=run_list)


def run_add(args: argparse.Namespace) -> int:
    if not SLUG.fullmatch(args.slug):
        raise CommandError(
            f"the slug {args.slug!r} must begin with a-z, hold a-z, 0-9 and -, 2 to 41 characters, and not be reserved"
        )
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        if session.scalar(select(Agency.id).where(Agency.slug == args.slug)) is not None:
            raise CommandError(f"there is an agency {args.slug!r} already")
        session.add(_agency(args, parts.clock()))
    print(f"added {args.slug}: {args.name}")
    return 0


def run_list(_args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        for agency in session.scalars(select(Agency).order_by(Agency.slug)):
            print(f"{agency.slug}\t{agency.name}\t{agency.district}\t{agency.province}")
    return 0


def _agency(args: argparse.Namespace, now: datetime) -> Agency:
    contacts = [Contact(unit="", phone=args.phone, hours=args.hours)] if args.phone or args.hours else []
    return Agency(
        slug=args.slug,
        name=args.name,
        short_name=short_name(args.name),
        type=args.type,
        district=args.district,
        province=args.province,
        voice=args.voice,
        website=args.website,
        facebook=args.facebook,
        contacts=contacts,
        created_at=now,
    )
