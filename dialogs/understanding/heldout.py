"""Judging against labelled messages that training never sees."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dialogs.records.reading import UNKNOWN
from dialogs.thai.digits import to_arabic
from dialogs.thai.text import compact
from dialogs.understanding.examples import Example
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.particles import bare
from dialogs.understanding.understanding import Understanding

HELDOUT = Path(__file__).parents[2] / "tests" / "understanding" / "heldout.jsonl"
"""Written by other people than the examples."""
HELDOUT_DAY = date(2026, 1, 15)
"""The day from which its relative years count."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message with what a person read in it."""

    text: str
    intent: str
    entities: Mapping[str, object]
    tags: tuple[str, ...] = ()


@dataclass
class Verdict:
    """Counts of one run over labelled messages."""

    ours: int = 0
    right: int = 0
    foreign: int = 0
    taken: int = 0
    entities_right: int = 0
    keys: int = 0
    keys_right: int = 0
    acted: int = 0
    acted_wrong: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed_keys: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        """The figures for people."""
        lines = [
            f"hold-out ({self.ours} of ours, {self.foreign} foreign)",
            f"  intent right         {self.right / max(self.ours, 1):7.1%}",
            f"  foreign taken        {self.taken / max(self.foreign, 1):7.1%}",
            f"  entities, message    {self.entities_right / max(self.ours, 1):7.1%}  (all keys of a message right)",
            f"  entities, single     {self.keys_right / max(self.keys, 1):7.1%}",
            f"  acted on, of those wrong {self.acted / max(self.ours, 1):.1%}, {self.acted_wrong / max(self.acted, 1):.1%}",
        ]
        worst = ", ".join(f"{a} as {b} {n}" for (a, b), n in self.confusions.most_common(8))
        return "\n".join([*lines, f"  most confused: {worst}"]) + "\n"


def read_heldout(path: Path = HELDOUT) -> list[Labelled]:
    """Messages of a JSON-lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Labelled(row["text"], row["intent"], row.get("entities", {}), tuple(row.get("tags", ()))) for row in rows]


def unseen(messages: Sequence[Labelled], examples: Iterable[Example]) -> list[Labelled]:
    """The messages that are no training line, spaces and marks settled."""
    known = {bare(chat_form(example.text)).replace(" ", "") for example in examples}
    return [message for message in messages if bare(chat_form(message.text)).replace(" ", "") not in known]


def judged(understanding: Understanding, messages: Sequence[Labelled], today: date = HELDOUT_DAY) -> Verdict:
    """Read all messages and count. A foreign message is taken when the decision is anything but unknown."""
    verdict = Verdict()
    for message in messages:
        reading = understanding.read(message.text, today=today)
        if message.intent == UNKNOWN:
            verdict.foreign += 1
            verdict.taken += reading.decision != "unknown"
            if reading.decision != "unknown":
                verdict.confusions["foreign", reading.intent] += 1
            continue
        verdict.ours += 1
        verdict.right += reading.intent == message.intent
        if reading.intent != message.intent:
            verdict.confusions[message.intent, reading.intent] += 1
        if reading.decision == "act":
            verdict.acted += 1
            verdict.acted_wrong += reading.intent != message.intent
        _count_entities(verdict, message.entities, reading.entities)
    return verdict


def _count_entities(verdict: Verdict, wanted: Mapping[str, object], found: Mapping[str, object]) -> None:
    shown = {key: value for key, value in found.items() if key not in ("facet", "measure_id")}
    misses = [key for key in shown.keys() | wanted.keys() if _folded(shown.get(key)) != _folded(wanted.get(key))]
    verdict.entities_right += not misses
    verdict.keys += len(shown.keys() | wanted.keys())
    verdict.keys_right += len(shown.keys() | wanted.keys()) - len(misses)
    verdict.missed_keys.update(misses)


def _folded(value: object) -> object:
    """Values compare without regard to case, spaces, kind of digits, and order of a list."""
    if isinstance(value, list):
        return sorted(str(_folded(part)) for part in value)
    return to_arabic(compact(value)) if isinstance(value, str) else value
