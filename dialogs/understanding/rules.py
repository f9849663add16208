"""Fixed rules for what must never be missed, kept as a table that people can review.

A rule adds to (or takes from) the score of an intent, in natural-log odds; so several weak signs add up, and a strong
rule can still be outweighed by nothing but another strong rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.understanding.entities.names import DATA, read_table

_FRIENDLY = re.compile("[👍👌🙏❤💕💖💗😊🥰😍💯🎉👏🙇]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where ``pattern`` is found (and ``mark``, if any, is named), the odds of ``intent`` change by ``weight``."""

    intent: str
    weight: float
    pattern: re.Pattern[str]
    mark: str


class Rules:
    """The table, applied to one chat form at a time."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @classmethod
    def load(cls) -> "Rules":
        """Read the table that belongs to this package."""
        rows = read_table(DATA / "rules.tsv")
        return cls(tuple(Rule(row[0], float(row[1]), re.compile(row[3]), row[2]) for row in rows))

    def applied(self, form: str, marks: frozenset[str], scores: Mapping[str, float]) -> dict[str, float]:
        """The scores with all rules that fit added."""
        changed = dict(scores)
        for rule in self.rules:
            fits = (rule.mark == "-" or rule.mark in marks) and rule.pattern.search(form)
            if fits and rule.intent in changed:
                changed[rule.intent] += rule.weight
        return changed

    def friendly_sign(self, text: str) -> bool:
        """Whether a wordless utterance is a thank-you or a nod."""
        return bool(_FRIENDLY.search(text))
