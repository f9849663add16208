"""``officer add|list|remove|recover``: complaint officers and their keys (complaint store only)."""

import argparse
import getpass
import sys
from base64 import b32encode
from datetime import date

from bot.clock import BANGKOK, make_clock
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from dialogs.records.errors import CommandError
from storage.complaints.desk import Desk
from storage.complaints.file import AgencyFile, create_file
from storage.complaints.officers import RECOVERY, Issued, Officers
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from storage.complaints.totp import setup_uri


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("officer", help="add, list, remove or recover complaint officers")
    actions = parser.add_subparsers(required=True, metavar="add|list|remove|recover")
    add = actions.add_parser("add", help="add one; what opens their key is shown once and stored nowhere")
    add.add_argument("--name", required=True, help="as reporters see it when they choose who must not read")
    add.add_argument("--unit", default="", help="their unit, e.g. สำนักปลัด")
    add.set_defaults(run=run_add)
    listing = actions.add_parser("list", help="list them")
    listing.set_defaults(run=run_list)
    remove = actions.add_parser("remove", help="remove one; their key is gone from here at once")
    remove.add_argument("--name", required=True)
    remove.set_defaults(run=run_remove)
    recover = actions.add_parser(
        "recover", help="hand every case over to today's officers with the recovery passphrase"
    )
    recover.set_defaults(run=run_recover)
    for action in (add, listing, remove, recover):
        action.add_argument("--agency", required=True)


def run_add(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    create_file(settings.folder, args.agency)
    issued = _officers(settings, args.agency).add(args.name, args.unit, _today(settings))
    _show(issued, args.agency)
    print("cases that are here already open for this officer after the next hand-over at the desk", file=sys.stderr)
    return 0


def run_list(args: argparse.Namespace) -> int:
    for officer in _officers(load_complaint_settings(), args.agency).listed():
        print(f"{officer.kind}\t{officer.name}\t{officer.unit}")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    _officers(settings, args.agency).remove(args.name, _today(settings))
    print(f"removed {args.name}; their boxes in open cases go with the next hand-over at the desk")
    return 0


def run_recover(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    typed = getpass.getpass("recovery passphrase: ") if sys.stdin.isatty() else sys.stdin.readline()
    holder = _officers(settings, args.agency).unlock(RECOVERY, typed)
    if holder is None:
        raise CommandError("this is not the recovery passphrase of the agency")
    file, secrets = AgencyFile(settings.folder, args.agency), load_secrets(settings.secret_folder)
    changed = Desk(file, secrets, holder, make_clock(settings.now)).hand_over()
    print(f"handed over {changed} cases")
    return 0


def _officers(settings: ComplaintSettings, slug: str) -> Officers:
    file = AgencyFile(settings.folder, slug)
    return Officers(file, load_secrets(settings.secret_folder), Stretcher(settings.runtime_folder / "queues"))


def _today(settings: ComplaintSettings) -> date:
    return make_clock(settings.now)().astimezone(BANGKOK).date()


def _show(issued: Issued, slug: str) -> None:
    print(f"officer\t{issued.officer.name}\t{issued.officer.unit}")
    print(f"passphrase\t{issued.passphrase}")
    print(f"one-time code secret\t{b32encode(issued.totp_secret).decode()}")
    print(f"one-time code address\t{setup_uri(issued.totp_secret, issued.officer.name, slug)}")
    if issued.recovery_passphrase:
        print(f"recovery passphrase\t{issued.recovery_passphrase}")
        print("print the recovery passphrase once, for an envelope kept outside the unit", file=sys.stderr)
