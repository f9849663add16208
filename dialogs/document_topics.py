"""What the disclosure items are about, whatever number they have in a year: the topics, and which one words mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dialogs.thai.text import compact

_FILE = Path(__file__).parent / "data" / "disclosure_topics.yaml"
_NEARLY = 0.7
"""A topic counts beside the best one when the words that name it are about as long."""
_STRAY = str.maketrans("", "", "-_. ")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject. ``words``: each is a tuple of parts that must all be said; ``codes`` by assessed fiscal year."""

    slug: str
    name: str
    words: tuple[tuple[str, ...], ...]
    asks: str
    example: str
    unit: str
    codes: Mapping[int, tuple[str, ...]]


@cache
def topics() -> Mapping[str, Topic]:
    """By slug."""
    loaded = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {slug: _topic(slug, one) for slug, one in loaded.items()}


def topics_meant(text: str) -> tuple[str, ...]:
    """The topics that a text names, the one named by the longest words first."""
    typed = _key(text)
    scores = {slug: _score(topic, typed) for slug, topic in topics().items()}
    best = max(scores.values(), default=0)
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    return tuple(slug for slug in ranked if scores[slug] and scores[slug] >= best * _NEARLY)


def topics_of(year: int, code: str) -> tuple[Topic, ...]:
    """What an item of a year is about."""
    return tuple(topic for topic in topics().values() if code in topic.codes.get(year, ()))


def _score(topic: Topic, typed: str) -> int:
    return max((sum(map(len, parts)) for parts in topic.words if all(part in typed for part in parts)), default=0)


def _topic(slug: str, one: Mapping[str, Any]) -> Topic:
    words = tuple(tuple(_key(part) for part in str(word).split("+")) for word in one["words"])
    codes = {int(year): tuple(listed.split()) for year, listed in dict(one["items"]).items()}
    return Topic(slug, one["name"], words, one["asks"], one["example"], one["unit"], codes)


def _key(text: str) -> str:
    return compact(text).translate(_STRAY)
