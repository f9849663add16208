"""``console link``: a first log-in code for an agency's console."""

import argparse
import sys

from bot.cli.lookup import agency_named
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.code import shown
from storage.console import CODE_LIFE, make_code


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("console", help="let an administrator into an agency's console")
    actions = parser.add_subparsers(required=True, metavar="link")
    link = actions.add_parser("link", help="make a one-time code, good for 15 minutes")
    link.add_argument("--agency", required=True)
    link.set_defaults(run=run_link)


def run_link(args: argparse.Namespace) -> int:
    settings = load_settings()
    with open_parts(settings) as parts, parts.database.transaction() as session:
        code = make_code(session, parts.keyring, agency_named(session, args.agency), None, parts.clock())
    minutes = int(CODE_LIFE.total_seconds() // 60)
    print(
        f"enter this code within {minutes} minutes at {settings.public_url.rstrip('/')}/console/login", file=sys.stderr
    )
    print(shown(code))
    return 0
