"""``doctor``: is everything as it should be? One line each; exit 1 if anything is wrong."""

import argparse
import platform
import sys

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import ProngsaiError
from storage.channels import GENERAL, Channels

OLDEST_PYTHON = (3, 11)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("doctor", help="check settings, stores, migrations, LINE tokens, webhooks, quota")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    findings = list(_findings())
    for good, line in findings:
        print(f"{'ok  ' if good else 'FAIL'}  {line}")
    return 0 if all(good for good, _ in findings) else 1


def _findings() -> list[tuple[bool, str]]:
    found = [(sys.version_info >= OLDEST_PYTHON, f"Python {platform.python_version()}")]
    try:
        settings = load_settings()
        found.append((True, "settings"))
        with open_parts(settings) as parts:
            parts.ping_redis()
            found.append((True, "Redis answers"))
            found.append((True, "the database answers and has all migrations"))
            slugs = [row.slug for row in parts.channels.listed() if row.kind == GENERAL]
            if not slugs:
                found.append((False, "no channel is set; add one with: python -m bot channel add"))
            found += _channels(parts.channels, slugs, settings.line_api_url, settings.public_url)
    except ProngsaiError as error:
        found.append((False, str(error)))
    return found


def _channels(channels: Channels, slugs: list[str], api_url: str, public_url: str) -> list[tuple[bool, str]]:
    from bot.line.inspection import inspect_channel  # the SDK takes seconds to import

    found = [one for slug in slugs for one in inspect_channel(channels, slug, api_url, public_url)]
    return [(one.good, f"{one.what}: {one.detail}") for one in found]
