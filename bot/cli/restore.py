"""``restore FOLDER``: the newest backup of a folder, into new databases. The keys must be put back by hand."""

import argparse
import sys
from pathlib import Path

from bot.cli.sides import BOTH, COMPLAINTS, GENERAL, add_side
from bot.complaints.settings import load_complaint_settings
from bot.settings import Settings, keyring, load_settings
from dialogs.records.errors import CommandError
from storage.backup import read_backup
from storage.backup_folder import general_backups
from storage.channels import Channels
from storage.complaints.backup import copies, read_copy
from storage.database import Database, open_engine
from storage.sealing import NotOpened


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("restore", help="restore the newest backup of a folder into new databases")
    parser.add_argument("folder", type=Path, help="the folder that was given to backup, or one backup in it")
    add_side(parser, "databases")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    general = _newest_general(args.folder) if args.side in (GENERAL, BOTH) else None
    complaints = _newest_copy(args.folder) if args.side in (COMPLAINTS, BOTH) else None
    if general is None and complaints is None:
        raise CommandError(f"there is no backup in {args.folder}")
    if general is not None:
        _restore_general(load_settings(), general)
    if complaints is not None:
        slugs = read_copy(complaints, load_complaint_settings().folder)
        print(f"complaint stores\t{len(slugs)} agencies\tfrom {complaints.name}")
    return 0


def _newest_general(folder: Path) -> Path | None:
    if folder.is_file():
        return folder
    found = general_backups(folder / GENERAL)
    return found[-1][1] if found else None


def _newest_copy(folder: Path) -> Path | None:
    if folder.name.startswith(f"{COMPLAINTS}-"):
        return folder
    found = copies(folder / COMPLAINTS)
    return found[-1][1] if found else None


def _restore_general(settings: Settings, path: Path) -> None:
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(open_engine(settings.database_address))
    try:
        backup = read_backup(database.engine, path)
        print(f"general database\t{sum(backup.rows.values())} rows of {len(backup.rows)} tables\tfrom {path.name}")
        if not _opens(Channels(database, keyring(settings))):
            print("warning: SECRET_KEY is not the one of this backup: put it back, or nothing opens", file=sys.stderr)
    finally:
        database.close()


def _opens(channels: Channels) -> bool:
    """Whether today's keys are the backup's: the first channel's token says so."""
    for row in channels.listed()[:1]:
        try:
            channels.token(row.slug, row.kind)
        except NotOpened:
            return False
    return True
