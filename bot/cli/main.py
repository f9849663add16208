"""Finding the command and running it. Exit 0: done; 1: one clear sentence; 2: wrong usage."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from bot.log import set_up_logging
from dialogs.records.errors import ProngsaiError

MODULES = (
    "demo",
    "simulate",
    "chat",
    "understand",
    "train",
    "agency",
    "channel",
    "db",
    "doctor",
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    parsed = parser.parse_args(arguments)
    if not hasattr(parsed, "run"):
        parser.print_help(sys.stderr)
        return 2
    set_up_logging()
    try:
        return int(parsed.run(parsed) or 0)
    except ProngsaiError as error:
        if parsed.debug:
            raise
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0  # whoever read our output has had enough


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Prongsai, the LINE front desk for integrity.")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for name in MODULES:
        importlib.import_module(f"bot.cli.{name}").register(commands)
    return parser
