"""``channel add|list|check``: LINE channels and their secrets."""

import argparse
import os

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError

KINDS = ("general", "complaint")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("channel", help="add, list or check LINE channels")
    actions = parser.add_subparsers(required=True, metavar="add|list|check")
    add = actions.add_parser("add", help="set an agency's channel; its old secret is still read")
    add.add_argument("--agency", required=True)
    add.add_argument("--kind", choices=KINDS, default="general")
    add.add_argument("--secret", default=os.environ.get("LINE_CHANNEL_SECRET", ""), help="or LINE_CHANNEL_SECRET")
    add.add_argument("--token", default=os.environ.get("LINE_CHANNEL_TOKEN", ""), help="or LINE_CHANNEL_TOKEN")
    add.set_defaults(run=run_add)
    actions.add_parser("list", help="list channels, never their secrets").set_defaults(run=run_list)
    check = actions.add_parser("check", help="ask LINE about a channel")
    check.add_argument("--agency", required=True)
    check.set_defaults(run=run_check)


def run_add(args: argparse.Namespace) -> int:
    if args.kind == "complaint":
        raise CommandError("the complaint channel is not part of this version; only --kind general can be added")
    if not args.secret or not args.token:
        raise CommandError("a channel needs its secret and its access token (--secret, --token)")
    with open_parts(load_settings()) as parts:
        parts.channels.add(args.agency, args.kind, args.secret, args.token, parts.clock())
    print(f"channel {args.agency}/{args.kind} is set; its webhook is {load_settings().public_url}/line/{args.agency}")
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
