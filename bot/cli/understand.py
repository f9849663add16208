"""``python -m bot understand``: one utterance a line in, one JSON line each out."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, TextIO

from bot.clock import BANGKOK, make_clock
from bot.demo.demo import prepare_database
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from dialogs.records.reading import MeasureName, Reading
from dialogs.understanding.lexicon import Lexicon
from dialogs.understanding.understanding import Understanding
from storage.samples.load import load_samples_if_empty

_NOT_PRINTED = frozenset({"facet"})


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("understand", help="read utterances from stdin, write what was understood as JSON")
    parser.add_argument("--agency", metavar="SLUG", help="know the titles and units of this agency")
    parser.add_argument("--now", metavar="ISO", help="the moment that relative years count from")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read stdin to its end. Raises CommandError when the model or the agency is missing."""
    lexicon = _lexicon(args.agency) if args.agency else None
    understanding = loaded()
    understanding.warm()
    answer_all(sys.stdin.buffer, sys.stdout, understanding, _today(args.now), lexicon)
    return 0


def _lexicon(slug: str) -> Lexicon:
    """The words of an agency in DATA_DIR, or of a sample where DATA_DIR has none yet."""
    settings = load_settings()
    prepare_database(settings)
    with open_parts(settings) as parts:
        load_samples_if_empty(parts.database, parts.clock(), settings.complaints_public_url)
        known = parts.directory.known(slug, ["-"])
    if known is None:
        raise CommandError(f"there is no agency {slug!r}; see: python -m bot agency list")
    names = [MeasureName(m.id, m.number, m.title, m.aliases) for m in known.agency.measures]
    return Lexicon(names, known.agency.units)


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
