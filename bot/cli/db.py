"""``db upgrade``: migrations of both sides' databases."""

import argparse

from bot.cli.sides import BOTH, COMPLAINTS, GENERAL, add_side
from bot.complaints.settings import load_complaint_settings
from bot.settings import Settings, load_settings
from storage.complaints.file import agencies, create_file
from storage.complaints.schema import VERSION
from storage.database import open_engine
from storage.schema import newest_revision, upgrade


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("db", help="look after the databases")
    actions = parser.add_subparsers(required=True, metavar="upgrade")
    upgrade_both = actions.add_parser("upgrade", help="bring them to this version")
    add_side(upgrade_both, "databases")
    upgrade_both.set_defaults(run=run_upgrade)


def run_upgrade(args: argparse.Namespace) -> int:
    if args.side in (GENERAL, BOTH):
        _upgrade_general(load_settings())
    if args.side in (COMPLAINTS, BOTH):
        print(f"{_upgrade_complaints()} complaint stores are at version {VERSION}")
    return 0


def _upgrade_general(settings: Settings) -> None:
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_address)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    print(f"the database is at revision {newest_revision()}")


def _upgrade_complaints() -> int:
    """Every agency's file; how many there are. Where the complaint side lives on another machine there is none."""
    folder = load_complaint_settings().folder
    found = agencies(folder) if folder.is_dir() else []
    for slug in found:
        create_file(folder, slug)
    return len(found)
