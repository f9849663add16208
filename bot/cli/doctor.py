"""``doctor``: is everything as it should be? One line each; exit 1 if anything is wrong."""

import argparse
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.cli import machine
from bot.cli.doctor_complaints import complaint_findings
from bot.cli.findings import Finding
from bot.cli.sides import BOTH, COMPLAINTS, GENERAL, add_side
from bot.parts import open_parts
from bot.settings import Settings, load_settings
from dialogs.records.errors import ProngsaiError
from storage.channels import GENERAL as GENERAL_KIND
from storage.channels import Channels
from storage.sealing import NotOpened

OLDEST_PYTHON = (3, 11)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "doctor", help="check settings, stores, migrations, LINE, clock, disk and backups; one line each"
    )
    add_side(parser, "stores")
    parser.add_argument("--backups", type=Path, help="the folder given to backup; one older than a day is wrong")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    found = []
    for finding in _findings(args.side, args.backups):
        print(finding.line(), flush=True)
        found.append(finding)
    return 0 if all(finding.good for finding in found) else 1


def _findings(side: str, backups: Path | None) -> Iterator[Finding]:
    yield Finding("Python", sys.version_info >= OLDEST_PYTHON, platform.python_version())
    if side in (GENERAL, BOTH):
        yield from _general_findings(backups)
    if side in (COMPLAINTS, BOTH):
        yield from complaint_findings(backups, is_wanted=side == COMPLAINTS)


def _general_findings(backups: Path | None) -> Iterator[Finding]:
    try:
        settings = load_settings()
    except ProngsaiError as error:
        yield Finding("settings", False, str(error))
        return
    yield Finding("settings", True, "read")
    yield machine.disk(settings.data_dir)
    yield machine.line_clock(settings.line_api_url)
    yield from machine.backups(backups, GENERAL)
    yield from _general(settings)


def _general(settings: Settings) -> Iterator[Finding]:
    """The stores of the general side, and what LINE says of each channel."""
    try:
        with open_parts(settings, migrated=False) as parts:
            yield Finding("Redis", True, "Redis answers")
            parts.ping_database()
            yield Finding("database", True, "it answers and has all migrations")
            yield from _channels(parts.channels, settings)
    except ProngsaiError as error:
        yield Finding("general side", False, str(error))


def _channels(channels: Channels, settings: Settings) -> Iterator[Finding]:
    from bot.line.inspection import inspect_channel  # the SDK takes seconds to import

    slugs = [row.slug for row in channels.listed() if row.kind == GENERAL_KIND]
    if not slugs:
        yield Finding("channels", False, "no channel is set; add one with: python -m bot channel add")
    for slug in slugs:
        try:
            for one in inspect_channel(channels, slug, settings.line_api_url, settings.public_url):
                yield Finding(one.what, one.good, one.detail)
        except NotOpened:
            yield Finding(f"channel {slug}", False, "SECRET_KEY does not open its secrets; is it the right one?")
