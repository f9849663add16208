"""``richmenu publish``: the menus below the chat, for citizens, staff and officials."""

import argparse
import sys

from bot.parts import Parts, open_parts
from bot.richmenus.menus import MENUS
from bot.richmenus.picture import menu_picture
from bot.richmenus.publish import CREATES_AN_HOUR, Published, publish
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.channels import GENERAL
from storage.menu_people import menu_people, note_line_account

_LIMITS = (
    f"LINE takes {CREATES_AN_HOUR} new menus an hour for each channel, and a publication makes at most {len(MENUS)}: "
    f"one channel can be published {CREATES_AN_HOUR // len(MENUS)} times an hour, and any number of agencies one after "
    "the other, since each has a channel of its own."
)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("richmenu", help="draw and publish the menus below the chat")
    actions = parser.add_subparsers(required=True, metavar="publish")
    add = actions.add_parser(
        "publish",
        help="bring the menus at LINE to what this version draws; safe to repeat",
        description="Uploads new menus, switches everybody to them, then deletes the old ones. Safe to repeat.",
        epilog=_LIMITS,
    )
    add.add_argument("--agency", help="only this agency; otherwise every agency with a channel")
    add.set_defaults(run=run_publish)


def run_publish(args: argparse.Namespace) -> int:
    settings = load_settings()
    with open_parts(settings) as parts:
        slugs = [row.slug for row in parts.channels.listed() if row.kind == GENERAL]
        if args.agency:
            if args.agency not in slugs:
                raise CommandError(
                    f"{args.agency!r} has no general channel; add it with: python -m bot channel add --agency {args.agency}"
                )
            slugs = [args.agency]
        if not slugs:
            raise CommandError("no agency has a channel yet; add one with: python -m bot channel add")
        for menu in MENUS:
            menu_picture(menu.audience)  # drawn once, before LINE is asked anything
        failed = [slug for slug in slugs if not _publish(parts, slug)]
    if failed:
        print(f"{len(failed)} of {len(slugs)} agencies were not published; run it again", file=sys.stderr)
    return 1 if failed else 0


def _publish(parts: Parts, slug: str) -> bool:
    """One agency; what goes wrong there does not keep the others from theirs."""
    from bot.line.richmenus import LineMenus, MenuTrouble  # the SDK takes seconds to import

    try:
        account = LineMenus.of(parts.channels, slug, parts.settings.line_api_url, parts.settings.line_data_url)
        with parts.database.reading() as session:
            people = menu_people(session, parts.keyring, slug)
        done = publish(account, people)
        basic_id = account.basic_id()
    except MenuTrouble as trouble:
        print(f"{slug}: {trouble}", file=sys.stderr)
        return False
    with parts.database.transaction() as session:
        note_line_account(session, slug, basic_id)
    print(f"{slug}: {_said(done)}")
    return True


def _said(done: Published) -> str:
    what = f"{done.made} menus made, {done.deleted} old ones deleted" if done.made or done.deleted else "up to date"
    return f"{what}; {done.linked} staff and officials have a menu of their own"
