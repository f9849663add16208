"""``staff invite|list|remove``: who belongs to an agency."""

import argparse

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from dialogs.records.facts import Role
from storage.invitations import DAYS, invite, shown
from storage.models import Agency, Person
from storage.people import unbind

ROLES = [str(role) for role in Role]


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("staff", help="invite, list or remove staff and officials")
    actions = parser.add_subparsers(required=True, metavar="invite|list|remove")
    one = actions.add_parser("invite", help="make a one-time code, to be typed into the agency's chat")
    one.add_argument("--agency", required=True)
    one.add_argument("--role", action="append", required=True, choices=ROLES, help="may be given several times")
    one.add_argument("--unit", default="", help="responsible unit, e.g. กองคลัง")
    one.add_argument("--label", default="", help="post, as others see it, e.g. เจ้าพนักงานธุรการ")
    one.add_argument("--days", type=int, default=DAYS, help=f"how long the code lives (default {DAYS})")
    one.set_defaults(run=run_invite)
    everybody = actions.add_parser("list", help="who is bound")
    everybody.add_argument("--agency", required=True)
    everybody.set_defaults(run=run_list)
    gone = actions.add_parser("remove", help="unbind somebody who left")
    gone.add_argument("--agency", required=True)
    gone.add_argument("--id", type=int, required=True, help="number in the list")
    gone.set_defaults(run=run_remove)


def run_invite(args: argparse.Namespace) -> int:
    if not 1 <= args.days <= 90:
        raise CommandError("an invitation lives 1 to 90 days")
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        code = invite(
            session,
            parts.keyring,
            agency,
            roles=[Role(role) for role in args.role],
            unit=args.unit,
            label=args.label,
            now=parts.clock(),
            days=args.days,
        )
    print(shown(code))
    return 0


def run_list(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        agency = _agency(session, args.agency)
        for person in session.scalars(select(Person).where(Person.agency_id == agency.id).order_by(Person.id)):
            if person.roles:
                print(f"{person.id}\t{','.join(person.roles)}\t{person.unit}\t{person.label}")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        person = session.scalar(select(Person).where(Person.agency_id == agency.id, Person.id == args.id))
        if person is None or not person.roles:
            raise CommandError(
                f"nobody with number {args.id} is bound to {args.agency!r}; see: python -m bot staff list"
            )
        unbind(session, person)
    print(f"removed {args.id}")
    return 0


def _agency(session: Session, slug: str) -> Agency:
    agency = session.scalar(select(Agency).where(Agency.slug == slug))
    if agency is None:
        raise CommandError(f"there is no agency {slug!r}; see: python -m bot agency list")
    return agency
