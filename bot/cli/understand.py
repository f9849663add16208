"""``python -m bot understand``: one utterance a line in, one JSON line each out."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, TextIO

from bot.clock import BANGKOK, make_clock
from dialogs.records.errors import CommandError
from dialogs.records.reading import Reading
from dialogs.understanding.lexicon import Lexicon
from dialogs.understanding.understanding import Understanding

LexiconOf = Callable[[str], Lexicon]
"""An agency's words by its slug. Raises CommandError when there is no such agency."""
_NOT_PRINTED = frozenset({"facet"})


@dataclass(frozen=True, slots=True)
class _Run:
    """The command, bound to where agencies are looked up."""

    lexicon_of: LexiconOf | None

    def __call__(self, args: argparse.Namespace) -> int:
        return run(args, self.lexicon_of)


def register(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", lexicon_of: LexiconOf | None = None
) -> None:
    """Add the command. ``lexicon_of`` serves ``--agency``."""
    parser = commands.add_parser("understand", help="read utterances from stdin, write what was understood as JSON")
    parser.add_argument("--agency", metavar="SLUG", help="know the titles and units of this agency")
    parser.add_argument("--now", metavar="ISO", help="the moment that relative years count from")
    parser.set_defaults(run=_Run(lexicon_of))


def run(args: argparse.Namespace, lexicon_of: LexiconOf | None = None) -> int:
    """Read stdin to its end. Raises CommandError when the model or the agency is missing."""
    lexicon = None
    if args.agency:
        if lexicon_of is None:
            raise CommandError("no agencies can be looked up here; leave out --agency")
        lexicon = lexicon_of(args.agency)
    understanding = loaded()
    understanding.warm()
    answer_all(sys.stdin.buffer, sys.stdout, understanding, _today(args.now), lexicon)
    return 0


def loaded() -> Understanding:
    """The trained model, or one sentence that says how to get it."""
    try:
        return Understanding.load()
    except (FileNotFoundError, ValueError) as error:
        raise CommandError(f"the trained model cannot be read ({error}); make it with: python -m bot train") from error


def _today(now: str | None) -> date:
    return make_clock(now or os.environ.get("PRONGSAI_NOW") or None)().astimezone(BANGKOK).date()


def answer_all(
    source: BinaryIO, sink: TextIO, understanding: Understanding, today: date, lexicon: Lexicon | None
) -> None:
    """One JSON line for each line of ``source``, an empty one included, flushed before the next is read."""
    for text in _lines(source):
        reading = understanding.read(text, today=today, lexicon=lexicon)
        sink.write(json.dumps(as_json(reading), ensure_ascii=False) + "\n")
        sink.flush()


def _lines(source: BinaryIO) -> Iterator[str]:
    for line in source:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def as_json(reading: Reading) -> dict[str, object]:
    """The shape that the contract fixes."""
    return {
        "text": reading.text,
        "decision": reading.decision,
        "intent": reading.intent,
        "confidence": reading.confidence,
        "alternatives": [[intent, confidence] for intent, confidence in reading.alternatives],
        "entities": {key: value for key, value in reading.entities.items() if key not in _NOT_PRINTED},
    }
