"""The sentences of the officers' desk, by name."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "desk.yaml"


@cache
def desk_sentences() -> Mapping[str, str]:
    loaded: Mapping[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def desk_words(name: str, /, **values: object) -> str:
    """A sentence with its gaps filled. KeyError for an unknown name."""
    return desk_sentences()[name].format(**values)
