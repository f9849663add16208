"""``officer add|list|rekey|mail|remove|recover``: complaint officers and their keys (complaint store only)."""

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
from storage.complaints.mailing import Mailing, check_address
from storage.complaints.officers import OPERATOR, RECOVERY, Issued, OfficerKind, Officers
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from storage.complaints.totp import setup_uri


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("officer", help="add, list, re-key, remove or recover complaint officers")
    actions = parser.add_subparsers(required=True, metavar="add|list|rekey|mail|remove|recover")
    add = actions.add_parser("add", help="add one; what opens their key is shown once and stored nowhere")
    add.add_argument("--name", required=True, help="as reporters see it when they choose who must not read")
    add.add_argument("--unit", default="", help="their unit, e.g. สำนักปลัด")
    add.add_argument("--mail", help="where notices go; kept sealed, nobody reads it back")
    add.set_defaults(run=run_add)
    listing = actions.add_parser("list", help="list them")
    listing.set_defaults(run=run_list)
    rekey = actions.add_parser(
        "rekey", help="a new passphrase and key for one who lost theirs; cases open again after a hand-over"
    )
    rekey.add_argument("--name", required=True, help=f"the officer, or {RECOVERY} for the recovery key")
    rekey.set_defaults(run=run_rekey)
    mail = actions.add_parser("mail", help="set or take away where an officer's notices go")
    mail.add_argument("--name", required=True)
    mail.add_argument("--mail", help="the address; without it there are no more notices")
    mail.set_defaults(run=run_mail)
    remove = actions.add_parser("remove", help="remove one; their key is gone from here at once")
    remove.add_argument("--name", required=True)
    remove.set_defaults(run=run_remove)
    recover = actions.add_parser(
        "recover", help="hand every case over to today's officers with the recovery passphrase"
    )
    recover.set_defaults(run=run_recover)
    for action in (add, listing, rekey, mail, remove, recover):
        action.add_argument("--agency", required=True)


def run_add(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    if args.mail is not None:
        check_address(args.mail)  # before anything is kept or shown
    file = create_file(settings.folder, args.agency)
    issued = _officers(settings, args.agency).add(args.name, args.unit, _today(settings), _operator())
    if args.mail is not None:
        Mailing(file, load_secrets(settings.secret_folder)).set_address(issued.officer.id, args.mail)
    _show(issued, args.agency)
    print("cases that are here already open for this officer after the next hand-over at the desk", file=sys.stderr)
    return 0


def run_list(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    reached = _mailing(settings, args.agency).reached()
    for officer in _officers(settings, args.agency).listed():
        mail = "mail" if officer.id in reached else "no mail"
        print(f"{officer.kind}\t{officer.name}\t{officer.unit}\t{mail}")
    return 0


def run_rekey(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    issued = _officers(settings, args.agency).rekey(args.name, _today(settings), _operator())
    _show(issued, args.agency)
    print("their cases open again after the next hand-over at the desk, or officer recover", file=sys.stderr)
    return 0


def run_mail(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    officer = next((one for one in _officers(settings, args.agency).listed() if one.name == args.name), None)
    if officer is None:
        raise CommandError(f"there is no officer {args.name!r}")
    _mailing(settings, args.agency).set_address(officer.id, args.mail)
    print(f"{args.name} is written to" if args.mail else f"{args.name} is written to no more")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    settings = load_complaint_settings()
    _officers(settings, args.agency).remove(args.name, _today(settings), _operator())
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
    names = [one.name for one in _officers(settings, args.agency).listed() if one.kind is OfficerKind.OFFICER]
    print(f"handed over {changed} cases to {', '.join(names)}, each without those that exclude them")
    return 0


def _officers(settings: ComplaintSettings, slug: str) -> Officers:
    file = AgencyFile(settings.folder, slug)
    return Officers(file, load_secrets(settings.secret_folder), Stretcher(settings.runtime_folder / "queues"))


def _mailing(settings: ComplaintSettings, slug: str) -> Mailing:
    return Mailing(AgencyFile(settings.folder, slug), load_secrets(settings.secret_folder))


def _operator() -> str:
    """Who runs the command, for the audit log and the other officers."""
    return f"{OPERATOR} ({getpass.getuser()})"


def _today(settings: ComplaintSettings) -> date:
    return make_clock(settings.now)().astimezone(BANGKOK).date()


def _show(issued: Issued, slug: str) -> None:
    if issued.officer.kind is OfficerKind.RECOVERY:
        print(f"recovery passphrase\t{issued.passphrase}")
        return
    print(f"officer\t{issued.officer.name}\t{issued.officer.unit}")
    print(f"passphrase\t{issued.passphrase}")
    print(f"one-time code secret\t{b32encode(issued.totp_secret).decode()}")
    print(f"one-time code address\t{setup_uri(issued.totp_secret, issued.officer.name, slug)}")
    if issued.recovery_passphrase:
        print(f"recovery passphrase\t{issued.recovery_passphrase}")
        print("print the recovery passphrase once, for an envelope kept outside the unit", file=sys.stderr)
