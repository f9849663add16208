"""Finding the command and running it. Exit 0: done; 1: one clear sentence; 2: wrong usage."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from bot.log import set_up_logging
from dialogs.records.errors import ProngsaiError

COMMANDS = {
    "demo": "demo",
    "simulate": "simulate",
    "chat": "chat",
    "understand": "understand",
    "train": "train",
    "import": "import_",
    "export": "export",
    "report": "report",
    "learning": "learning",
    "agency": "agency",
    "channel": "channel",
    "staff": "staff",
    "console": "console",
    "richmenu": "richmenu",
    "officer": "officer",
    "notices": "notices",
    "survey": "survey",
    "documents": "documents",
    "db": "db",
    "backup": "backup",
    "restore": "restore",
    "secrets": "secrets",
    "doctor": "doctor",
}
"""Each command with its module below ``bot.cli``. Only the module of the command that was given is imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(words)
    parsed = parser.parse_args(words)
    if not hasattr(parsed, "run"):
        parser.print_help(sys.stderr)
        return 2
    try:
        set_up_logging()
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


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Prongsai, the LINE front desk for integrity.")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    given = next((word for word in arguments if not word.startswith("-")), None)
    for name in [given] if given in COMMANDS else COMMANDS:
        importlib.import_module(f"bot.cli.{COMMANDS[str(name)]}").register(commands)
    return parser
