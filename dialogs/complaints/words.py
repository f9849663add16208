"""The sentences of the complaint channel, by name, in Thai or English."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

Language = Literal["th", "en"]
_FILE = Path(__file__).parent / "data" / "words.yaml"


@cache
def sentences() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """group -> name -> language -> sentence."""
    loaded: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


class Words:
    """``words("form.title")``; a name in braces is filled from the keyword arguments. KeyError for an unknown name."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, name: str, /, **values: object) -> str:
        group, _, key = name.partition(".")
        return sentences()[group][key][self.language].format(**values)


def language_of(asked: str) -> Language:
    """Thai, unless English is asked for."""
    return "en" if asked == "en" else "th"
