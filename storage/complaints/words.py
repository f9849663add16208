"""Passphrases: words drawn by chance from a list of 2,048, so that six of them hold 66 bits."""

import re
import secrets
from functools import cache
from pathlib import Path

OFFICER_WORDS = 6
RECOVERY_WORDS = 8
_FILE = Path(__file__).parent / "data" / "syllables.txt"
_BETWEEN = re.compile(r"[\s\-_.,]+")


@cache
def words() -> tuple[str, ...]:
    """All words, in a fixed order."""
    lists = dict(
        line.split(":", 1) for line in _FILE.read_text(encoding="ascii").splitlines() if not line.startswith("#")
    )
    return tuple(opening + ending for opening in lists["openings"].split() for ending in lists["endings"].split())


def new_passphrase(count: int = OFFICER_WORDS) -> str:
    """Words with spaces between."""
    return " ".join(secrets.choice(words()) for _ in range(count))


def read_passphrase(typed: str) -> str:
    """As it was given: lower case, single spaces, whatever was typed between the words."""
    return " ".join(part for part in _BETWEEN.split(typed.strip().lower()) if part)
