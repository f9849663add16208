"""More training lines out of one: the same wish in another register, with typing errors."""

import random
from functools import lru_cache

from dialogs.understanding.entities.names import DATA, read_table
from dialogs.understanding.typos import with_typos

MOST_TYPOS = 2
_SAME = "-"
_REPLACED = 0.7
"""Chance that a word with another form in the register takes it."""


@lru_cache(maxsize=1)
def _registers() -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """Per register: (standard form, other forms), the longest standard form first."""
    rows = sorted(read_table(DATA / "registers.tsv"), key=lambda row: (-len(row[0]), row[0]))
    columns = range(1, len(rows[0]))
    return tuple(
        tuple((row[0], tuple(row[column].split("/"))) for row in rows if row[column] not in (_SAME, row[0]))
        for column in columns
    )


def in_register(text: str, dice: random.Random) -> str:
    """The text as it may be said in one other register, chosen by the dice."""
    for standard, others in dice.choice(_registers()):
        if standard in text and dice.random() < _REPLACED:
            text = text.replace(standard, dice.choice(others))
    return text


def variant(text: str, dice: random.Random) -> str:
    """Another line that wants the same."""
    return with_typos(in_register(text, dice), dice.randint(0, MOST_TYPOS), dice)
