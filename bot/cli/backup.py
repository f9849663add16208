"""``backup FOLDER``: the general database and the complaint stores, without any key."""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from bot.cli.sides import BOTH, COMPLAINTS, GENERAL, add_side
from bot.clock import BANGKOK, make_clock
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from bot.settings import Settings, load_settings
from dialogs.records.errors import CommandError
from storage.backup import write_backup
from storage.backup_folder import drop_old_backups, new_name
from storage.complaints.backup import KEPT_DAYS, drop_old_copies, write_copy
from storage.database import open_engine


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("backup", help="back up the databases into a folder; keys are not in it")
    parser.add_argument("folder", type=Path)
    add_side(parser, "databases")
    parser.add_argument("--days", type=_days, default=KEPT_DAYS, help=f"delete backups older than this ({KEPT_DAYS})")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.side in (GENERAL, BOTH):
        _back_up_general(load_settings(), args.folder / GENERAL, args.days)
    if args.side in (COMPLAINTS, BOTH):
        _back_up_complaints(load_complaint_settings(), args.folder / COMPLAINTS, args.days, args.side)
    print("keys are not in it: keep SECRET_KEY and COMPLAINTS_SECRET_DIR elsewhere", file=sys.stderr)
    return 0


def _back_up_general(settings: Settings, folder: Path, days: int) -> None:
    now = make_clock(settings.now)()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / new_name(now)
    engine = open_engine(settings.database_address)
    try:
        made = write_backup(engine, path)
    finally:
        engine.dispose()
    print(f"general database\t{sum(made.rows.values())} rows of {len(made.rows)} tables\t{path}")
    _tell_gone(drop_old_backups(folder, now - timedelta(days=days)))


def _back_up_complaints(settings: ComplaintSettings, folder: Path, days: int, side: str) -> None:
    """Where the complaint side lives on another machine there is nothing to back up here."""
    if not settings.folder.is_dir():
        if side == COMPLAINTS:
            raise CommandError("there are no complaint stores here (COMPLAINTS_DIR)")
        print("complaint stores\tnone on this machine")
        return
    if settings.secret_folder.resolve().is_relative_to(folder.resolve()):
        raise CommandError("COMPLAINTS_SECRET_DIR lies inside the backup folder; the keys must not be kept with it")
    today = _today(settings)
    print(f"complaint stores\t{write_copy(settings.folder, folder, today)} agencies\t{folder}")
    _tell_gone(drop_old_copies(folder, today, days))


def _today(settings: ComplaintSettings) -> date:
    return make_clock(settings.now)().astimezone(BANGKOK).date()


def _tell_gone(number: int) -> None:
    if number:
        print(f"deleted\t{number} old backups")


def _days(typed: str) -> int:
    if not typed.isdigit() or int(typed) < 1:
        raise argparse.ArgumentTypeError("a number of days, 1 or more")
    return int(typed)
