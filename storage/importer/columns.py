"""What the head of a column means, by its words and never by its place."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from dialogs.records.ita import INDICATORS
from storage.importer.vocabulary import bare, load, spellings

GROUP = "group"
_LONGEST_HEAD = 110
_FUZZY = 88
_SHORTEST_PART = 6
_YEAR = re.compile(r"(?:ประจำ)?ปี(?:งบประมาณ)?(?:พศ)?25[0-9]{2}|25[0-9]{2}")
_STATUS_WORDS = ("ดำเนินการแล้ว", "ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ")

Strength = Literal["exact", "like", "part"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column's field and how sure that is: the very words, words like them, or words with more around them."""

    field: str
    strength: Strength


@lru_cache(maxsize=4096)
def meaning(head: str) -> Meaning | None:
    """The field that a head names, or None. Raises nothing."""
    key = _YEAR.sub("", bare(head))
    if not key or len(key) > _LONGEST_HEAD:
        return None
    known = _known()
    if key in known:
        return Meaning(known[key], "exact")
    if len(key) >= 5:
        near = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
        if near:
            return Meaning(known[near[0]], "like")
    return _by_part(key, known)


_INDICATOR_NAMES = frozenset(bare(indicator.name) for indicator in INDICATORS)


def _by_part(key: str, known: dict[str, str]) -> Meaning | None:
    """A head with more words before or after the known ones ("การกำกับติดตาม รายงาน…")."""
    for length in range(min(len(key) - 1, _LONGEST_HEAD), _SHORTEST_PART - 1, -1):
        if key[:length] in known:
            return Meaning(known[key[:length]], "part")
        if length * 4 >= len(key) and key[-length:] in known:
            return Meaning(known[key[-length:]], "part")
    return None


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {word: field for word, field in spellings("columns").items() if word not in _FIELD_NAMES}


_FIELD_NAMES = frozenset(bare(name) for name in load("columns")) - {"output", "outcome"}


def fused_statuses(head: str) -> bool:
    """A head that swallowed the two tick columns beside it (a head of several levels, flattened)."""
    key = bare(head)
    return meaning(head) is not None and sum(word in key for word in _STATUS_WORDS) >= 2


def is_indicator(text: str) -> bool:
    """The very name of an indicator: such a cell is data, whatever else it looks like."""
    return bare(text).lstrip("0123456789") in _INDICATOR_NAMES
