"""The importer's word lists, read once from ``data/*.yaml``."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

from dialogs.thai.digits import to_arabic
from dialogs.thai.text import compact

_LONGEST_KEPT = 2_000
_DATA = Path(__file__).parent / "data"
_SIGNS = re.compile(r"[^0-9a-zก-ฮะ-ูเ-๎]")


def bare(text: str) -> str:
    """A key for words in heads and lists: compact, Arabic digits, letters only (no punctuation, no ฯ)."""
    return _bare(text) if len(text) <= _LONGEST_KEPT else _bare.__wrapped__(text)


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return _SIGNS.sub("", to_arabic(compact(text)))


def load(name: str) -> Mapping[str, list[str]]:
    """One word list: a normalised word to its other spellings."""
    with (_DATA / f"{name}.yaml").open(encoding="utf-8") as stream:
        data = yaml.safe_load(stream)
    return {str(key): [str(item) for item in value] for key, value in data.items()}


@cache
def spellings(name: str) -> Mapping[str, str]:
    """Every bare spelling of a word list (the normalised word included) to its normalised word, longest first."""
    found = {bare(word): key for key, words in load(name).items() for word in (key, *words)}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
