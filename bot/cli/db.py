"""``db upgrade``: migrations."""

import argparse

from bot.settings import load_settings
from storage.database import open_engine
from storage.schema import newest_revision, upgrade


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("db", help="look after the database")
    actions = parser.add_subparsers(required=True, metavar="upgrade")
    actions.add_parser("upgrade", help="bring it to this version").set_defaults(run=run_upgrade)


def run_upgrade(_args: argparse.Namespace) -> int:
    settings = load_settings()
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_address)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    print(f"the database is at revision {newest_revision()}")
    return 0
