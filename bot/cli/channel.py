"""``channel add|list|check``: LINE channels and their secrets."""

import argparse
import os

from sqlalchemy import select

from bot.complaints.settings import load_complaint_settings
from bot.complaints.setup import add_channel
from bot.handover import hand_over
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.models import Agency

KINDS = ("general", "complaint")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("channel", help="add, list or check LINE channels")
    actions = parser.add_subparsers(required=True, metavar="add|list|check")
    add = actions.add_parser("add", help="set an agency's channel; its old secret is still read")
    add.add_argument("--agency", required=True)
    add.add_argument("--kind", choices=KINDS, default="general")
    add.add_argument("--secret", default=os.environ.get("LINE_CHANNEL_SECRET", ""), help="or LINE_CHANNEL_SECRET")
    add.add_argument("--token", default=os.environ.get("LINE_CHANNEL_TOKEN", ""), help="or LINE_CHANNEL_TOKEN")
    add.add_argument(
        "--other-provider", action="store_true", help="the complaint account has a LINE provider of its own"
    )
    add.add_argument(
        "--line-id", default="", help="the complaint account's id (@…), for its QR code on the public page"
    )
    add.set_defaults(run=run_add)
    actions.add_parser("list", help="list channels, never their secrets").set_defaults(run=run_list)
    check = actions.add_parser("check", help="ask LINE about a channel")
    check.add_argument("--agency", required=True)
    check.set_defaults(run=run_check)


def run_add(args: argparse.Namespace) -> int:
    if not args.secret or not args.token:
        raise CommandError("a channel needs its secret and its access token (--secret, --token)")
    if args.kind == "complaint":
        return _add_complaint(args)
    with open_parts(load_settings()) as parts:
        parts.channels.add(args.agency, args.kind, args.secret, args.token, parts.clock())
    print(f"channel {args.agency}/{args.kind} is set; its webhook is {load_settings().public_url}/line/{args.agency}")
    return 0


def _add_complaint(args: argparse.Namespace) -> int:
    """The complaint account goes to the complaint store, with the agency's signed profile."""
    if not args.other_provider:
        raise CommandError(
            "LINE gives one person the same id in all channels of a provider: put the complaint account under another "
            "provider than the general one, then say so with --other-provider"
        )
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = session.scalar(select(Agency).where(Agency.slug == args.agency))
        if agency is None:
            raise CommandError(f"there is no agency {args.agency!r}; add it first with: python -m bot agency add")
        settings = load_complaint_settings()
        hand_over(parts.settings, settings, agency)
        webhook = add_channel(settings, args.agency, args.secret, args.token)
        agency.complaint_url = f"{settings.complaints_public_url.rstrip('/')}/{args.agency}/"
        agency.complaint_line_id = args.line_id.strip() or agency.complaint_line_id
        agency.revision += 1
    print(f"channel {args.agency}/complaint is set; its webhook is {webhook}")
    return 0


def run_list(_args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts:
        for row in parts.channels.listed():
            print(f"{row.slug}\t{row.kind}")
    return 0


def run_check(args: argparse.Namespace) -> int:
    from bot.line.inspection import inspect_channel  # the SDK takes seconds to import; only this action needs it

    settings = load_settings()
    with open_parts(settings) as parts:
        findings = inspect_channel(parts.channels, args.agency, settings.line_api_url, settings.public_url)
    for finding in findings:
        print(finding.line())
    return 0 if all(finding.good for finding in findings) else 1
