"""``python -m bot train``: make the model of intents from the example lines, and say how good it is."""

import argparse
import sys
import time
from pathlib import Path

from dialogs.records.errors import CommandError
from dialogs.understanding.examples import EXAMPLES, OTHER, Example, read_examples
from dialogs.understanding.heldout import HELDOUT, judged, read_heldout, unseen
from dialogs.understanding.model import DEFAULT_MODEL, Model
from dialogs.understanding.report import table
from dialogs.understanding.training import train
from dialogs.understanding.understanding import Understanding


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("train", help="train the model of intents from the example lines")
    parser.add_argument(
        "--more",
        metavar="FOLDER",
        type=Path,
        action="append",
        default=[],
        help="more labelled lines (INTENT.txt files)",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, default=DEFAULT_MODEL, help="where the model goes")
    parser.add_argument(
        "--heldout", metavar="FILE", type=Path, default=HELDOUT, help="labelled messages that training never sees"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train, write the file, print the figures. Raises CommandError when the examples cannot be used."""
    started = time.monotonic()
    examples = usable_examples([EXAMPLES, *args.more])
    trained = train(examples)
    trained.model.save(args.output)
    sys.stdout.write(table(trained))
    if args.heldout.is_file():
        messages = unseen(read_heldout(args.heldout), examples)
        sys.stdout.write(judged(Understanding(Model.load(args.output)), messages).text())
    size = args.output.stat().st_size / 1e6
    sys.stderr.write(f"{args.output.name}: {size:.1f} MB, {time.monotonic() - started:.0f} s\n")
    return 0


def usable_examples(folders: list[Path]) -> list[Example]:
    """The lines of all folders; each folder must hold labels that the first one knows."""
    missing = [folder for folder in folders if not folder.is_dir()]
    if missing:
        raise CommandError(f"there is no folder {missing[0]}")
    known = {example.intent for example in read_examples(folders[0])}
    if OTHER not in known:
        raise CommandError(f"{OTHER}.txt is missing: what is not the bot's business must be shown too")
    examples = read_examples(*folders)
    strange = sorted({example.intent for example in examples} - known)
    if strange:
        raise CommandError(f"{strange[0]}.txt is no intent of this bot; it has {', '.join(sorted(known))}")
    return examples
