"""The training lines: one text file per intent, one utterance a line, ``#`` for comments.

The intents are the names of the files, so adding or renaming one touches one file here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples"
OTHER = "other"
"""The file of what is not the bot's business. It is a class in training and never an intent."""


@dataclass(frozen=True, slots=True)
class Example:
    """One line and what it asks for."""

    text: str
    intent: str


def read_examples(*folders: Path) -> list[Example]:
    """All lines of all ``*.txt`` files in the folders, sorted by intent, in the order written, each text once an intent.

    Raises ValueError when there is no line at all.
    """
    found: dict[Example, None] = {}
    for path in sorted((path for folder in folders for path in folder.glob("*.txt")), key=lambda p: (p.stem, p)):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if text and not text.startswith("#"):
                found.setdefault(Example(text, path.stem))
    if not found:
        raise ValueError(f"no examples in {', '.join(map(str, folders))}")
    return list(found)


def intents() -> list[str]:
    """The names of the intents, as the files here have them."""
    return sorted(path.stem for path in EXAMPLES.glob("*.txt") if path.stem != OTHER)


def fingerprint(examples: Iterable[Example], sources: Mapping[str, bytes]) -> str:
    """A digest of the lines and of what else shapes the model, to tell when a model is older than its examples."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.intent}\t{example.text}\n".encode())
    for name in sorted(sources):
        digest.update(f"{name}\n".encode() + sources[name])
    return digest.hexdigest()
