"""An agency's true name where a document has another spelling of it."""

import re
from collections.abc import Sequence

from dialogs.thai.text import compact


class Spellings:
    """Puts an agency's true name where a document has another spelling of it; the public sees only the true one."""

    def __init__(self, name: str, variants: Sequence[str]) -> None:
        wrong = sorted({variant for variant in variants if variant != name and variant}, key=len, reverse=True)
        known = [name, *wrong]  # the true name first: a variant may be a part of it
        loose = (r"\s*".join(re.escape(character) for character in compact(variant)) for variant in known)
        self._pattern = re.compile("|".join(loose)) if wrong else None
        self._name = name

    def put_right(self, text: str) -> str:
        return self._pattern.sub(self._name, text) if self._pattern else text
