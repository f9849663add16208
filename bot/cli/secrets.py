"""``secrets rotate|add-key``: replacing the keys without a pause (docs/operating.md, "Replacing keys")."""

import argparse
import sys
from datetime import timedelta

from bot.clock import BANGKOK, make_clock
from bot.complaints.settings import load_complaint_settings
from bot.settings import keyring, load_settings
from dialogs.records.errors import CommandError
from storage.complaints.file import AgencyFile, agencies
from storage.complaints.rotation import add_key, reseal
from storage.complaints.secrets import load_secrets
from storage.database import Database, open_engine
from storage.rotation import rotate

GENERAL, COMPLAINTS = "general", "complaints"
IN_REDIS = timedelta(days=2)
"""How long a conversation or a queued event may still be read under an older key."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("secrets", help="replace the keys that seal what is stored")
    actions = parser.add_subparsers(required=True, metavar="rotate|add-key")
    rotating = actions.add_parser("rotate", help="seal everything anew under the first key; run it again at any time")
    rotating.add_argument("--side", choices=(GENERAL, COMPLAINTS), default=GENERAL)
    rotating.set_defaults(run=run_rotate)
    adding = actions.add_parser("add-key", help="a new first key of the complaint side; restart it afterwards")
    adding.set_defaults(run=run_add_key)


def run_rotate(args: argparse.Namespace) -> int:
    return _rotate_general() if args.side == GENERAL else _rotate_complaints()


def _rotate_general() -> int:
    settings = load_settings()
    now = make_clock(settings.now)()
    database = Database(open_engine(settings.database_address))
    try:
        done = rotate(database, keyring(settings), now)
    finally:
        database.close()
    print(f"channels\t{done.channels}\npeople\t{done.people}\nwaiting files\t{done.files}\nevents\t{done.events}")
    droppable = max(now + IN_REDIS, done.ends or now).astimezone(BANGKOK)
    print(f"older keys may go from {droppable:%Y-%m-%d %H:%M} (Thailand); until then open codes, links and")
    print("conversations may need them")
    return 0


def run_add_key(_args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    load_secrets(settings.secret_folder)  # an empty or readable folder is found out first
    print(f"new key\t{add_key(settings.secret_folder)}")
    print("restart complaints and desk, then run: python -m bot secrets rotate --side complaints", file=sys.stderr)
    return 0


def _rotate_complaints() -> int:
    settings = load_complaint_settings()
    slugs = agencies(settings.folder) if settings.folder.is_dir() else []
    if not slugs:
        raise CommandError("there are no complaint stores here (COMPLAINTS_DIR)")
    secrets = load_secrets(settings.secret_folder)
    addresses = sum(reseal(AgencyFile(settings.folder, slug), secrets) for slug in slugs)
    print(f"agencies\t{len(slugs)}\naddresses\t{addresses}")
    print("older keys stay: receipt codes are looked up under each, and the audit log is proven by them")
    return 0
