"""``channel add|hand-over|list|check``: LINE channels and their secrets."""

import argparse
import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from bot.complaints.setup import add_channel, install_profile
from bot.handover import Handed, hand_over, sign_profile
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.models import Agency

KINDS = ("general", "complaint")
LINE_ID_HELP = "the complaint account's id (@…), for its QR code on the public page"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("channel", help="add, list or check LINE channels")
    actions = parser.add_subparsers(required=True, metavar="add|hand-over|list|check")
    add = actions.add_parser("add", help="set an agency's channel; its old secret is still read")
    add.add_argument("--agency", required=True)
    add.add_argument("--kind", choices=KINDS, default="general")
    add.add_argument("--secret", default=os.environ.get("LINE_CHANNEL_SECRET", ""), help="or LINE_CHANNEL_SECRET")
    add.add_argument("--token", default=os.environ.get("LINE_CHANNEL_TOKEN", ""), help="or LINE_CHANNEL_TOKEN")
    add.add_argument(
        "--other-provider", action="store_true", help="the complaint account has a LINE provider of its own"
    )
    add.add_argument("--line-id", default="", help=LINE_ID_HELP)
    add.add_argument("--profile", type=Path, help="on the complaint side's own machine: the file of hand-over")
    add.set_defaults(run=run_add)
    hand = actions.add_parser("hand-over", help="write the file that a complaint side of its own needs of an agency")
    hand.add_argument("--agency", required=True)
    hand.add_argument("--line-id", default="", help=LINE_ID_HELP)
    hand.add_argument("file", type=Path)
    hand.set_defaults(run=run_hand_over)
    actions.add_parser("list", help="list channels, never their secrets").set_defaults(run=run_list)
    check = actions.add_parser("check", help="ask LINE about a channel")
    check.add_argument("--agency", required=True)
    check.set_defaults(run=run_check)


def run_add(args: argparse.Namespace) -> int:
    if args.profile:
        return _take_profile(args)
    _ask_for_both(args)
    if args.kind == "complaint":
        return _add_complaint(args)
    with open_parts(load_settings()) as parts:
        parts.channels.add(args.agency, args.kind, args.secret, args.token, parts.clock())
    print(f"channel {args.agency}/{args.kind} is set; its webhook is {load_settings().public_url}/line/{args.agency}")
    return 0


def _add_complaint(args: argparse.Namespace) -> int:
    """The complaint account goes to the complaint store, with the agency's signed profile."""
    _ask_for_another_provider(args)
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        settings = load_complaint_settings()
        hand_over(parts.settings, settings, agency)
        webhook = add_channel(settings, args.agency, args.secret, args.token)
        _point_to(agency, settings, args.line_id)
    print(f"channel {args.agency}/complaint is set; its webhook is {webhook}")
    return 0


def run_hand_over(args: argparse.Namespace) -> int:
    """The general side's half, where the complaint side has a machine or a user of its own."""
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        agency = _agency(session, args.agency)
        handed = sign_profile(parts.settings, agency)
        settings = load_complaint_settings()
        _point_to(agency, settings, args.line_id)
        _write(args.file, handed.dump())
    print(f"bring {args.file} to the complaint side, and run there:")
    print(f"python -m bot channel add --agency {args.agency} --kind complaint --other-provider --profile FILE")
    print(f"from now on people are sent to {_form(settings, args.agency)}")
    return 0


def _take_profile(args: argparse.Namespace) -> int:
    """The complaint side's half; no store of the general side is opened. Without a secret the form stands alone."""
    if args.kind != "complaint":
        raise CommandError("--profile is for --kind complaint")
    has_account = bool(args.secret or args.token)
    if has_account:
        _ask_for_both(args)
        _ask_for_another_provider(args)
    handed, settings = Handed.load(_read(args.profile)), load_complaint_settings()
    install_profile(settings, args.agency, handed.signed, handed.signer)
    print(f"the profile of {args.agency} is installed; its form is at {_form(settings, args.agency)}")
    if has_account:
        webhook = add_channel(settings, args.agency, args.secret, args.token)
        print(f"channel {args.agency}/complaint is set; its webhook is {webhook}")
    return 0


def _form(settings: ComplaintSettings, slug: str) -> str:
    return f"{settings.complaints_public_url.rstrip('/')}/{slug}/"


def _ask_for_both(args: argparse.Namespace) -> None:
    if not args.secret or not args.token:
        raise CommandError("a channel needs its secret and its access token (--secret, --token)")


def _ask_for_another_provider(args: argparse.Namespace) -> None:
    if not args.other_provider:
        raise CommandError(
            "LINE gives one person the same id in all channels of a provider: put the complaint account under another "
            "provider than the general one, then say so with --other-provider"
        )


def _agency(session: Session, slug: str) -> Agency:
    agency = session.scalar(select(Agency).where(Agency.slug == slug))
    if agency is None:
        raise CommandError(f"there is no agency {slug!r}; add it first with: python -m bot agency add")
    return agency


def _point_to(agency: Agency, settings: ComplaintSettings, line_id: str) -> None:
    """From now on the general side names the separate channel."""
    agency.complaint_url = _form(settings, agency.slug)
    agency.complaint_line_id = line_id.strip() or agency.complaint_line_id
    agency.changed()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error


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
