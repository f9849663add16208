"""What makes an unsigned complaint checkable, asked one at a time, none of it demanded (domain.md 4.7).

The cabinet's circular on nameless letters (22 December 2541) has them considered when they state evidence, clear
circumstances and witnesses. So the meter counts those and never a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

QUESTIONS = ("what", "who", "when", "where", "how_known", "evidence", "witnesses")
CATEGORIES = ("bribe", "procurement", "property", "personnel", "budget", "favour", "other")
DEFAULT_CATEGORY = "other"
MAX_ANSWER = 10_000
"""Characters of one answer."""
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("what", ("what",)),
    ("who", ("who",)),
    ("when", ("when",)),
    ("where", ("where",)),
    ("basis", ("how_known", "evidence", "witnesses")),
)
_ENOUGH = 4
_MUST = ("what",)


@dataclass(frozen=True, slots=True)
class Meter:
    """How far the detail has come: parts told of all, which are missing, and whether it is enough to look into."""

    filled: int
    whole: int
    missing: tuple[str, ...]
    enough: bool


def meter(answers: Mapping[str, str], pictures: int = 0) -> Meter:
    """Enough: what happened, and three more of who, when, where, and how it is known or proven."""
    told = {name for name, needs in _PARTS if any(_says(answers.get(need, "")) for need in needs)}
    if pictures:
        told.add("basis")
    missing = tuple(name for name, _ in _PARTS if name not in told)
    enough = len(told) >= _ENOUGH and all(name in told for name in _MUST)
    return Meter(len(told), len(_PARTS), missing, enough)


def _says(answer: str) -> bool:
    """ "There is no evidence" is an answer, and no ground to look into anything."""
    return bool(answer.strip()) and not answer.strip().startswith("ไม่มี")
