"""Names of units and indicators with their abbreviations and nicknames, from two reviewable tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dialogs.records.ita import BY_NAME, INDICATORS
from dialogs.thai.text import canonical
from dialogs.understanding.entities.numbers import WORDS, number_of
from dialogs.understanding.entities.spans import Found

DATA = Path(__file__).parent.parent / "data"
_WEAK = "~"
# รายงานนิติการ… and หน่วยงานป้องกัน… hold the word งาน of another word.
_NO_UNIT_BEFORE = re.compile("(?:ราย|หน่วย|พนัก|สำนัก)$")


def read_table(path: Path) -> list[list[str]]:
    """Rows of a tab-separated table; blank lines and ``#`` comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [canonical(line).split("\t") for line in lines if line.strip() and not line.startswith("#")]


def alternatives(forms: Iterable[str]) -> str:
    """A pattern that matches any of the forms, the longest first, with spaces optional."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(r"\s*".join(re.escape(part) for part in form.split()) for form in ordered)


def _key(text: str) -> str:
    return "".join(text.split())


class UnitNames:
    """Finds units. ``known`` are an agency's own, which join the common ones."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        forms: dict[str, str] = {}
        for name, *others in read_table(DATA / "units.tsv"):
            forms |= {_key(form.lower()): name for form in (name, *others)}
        own = [canonical(name).strip() for name in known if name.strip()]
        forms |= {_key(name.lower()): name for name in own}
        spaced = [form.lower() for row in read_table(DATA / "units.tsv") for form in row] + [
            name.lower() for name in own
        ]
        self._names: Mapping[str, str] = forms
        self._pattern = re.compile(alternatives(spaced))

    def find(self, text: str) -> Iterator[Found]:
        """Units in a chat form, by their normalised names."""
        for found in self._pattern.finditer(text):
            if _NO_UNIT_BEFORE.search(text[: found.start()]) or _cuts_a_latin_word(text, found):
                continue
            yield Found("unit", self._names[_key(found.group())], *found.span())


def _cuts_a_latin_word(text: str, found: re.Match[str]) -> bool:
    pairs = (text[max(found.start() - 1, 0) : found.start() + 1], text[found.end() - 1 : found.end() + 1])
    return any(len(pair) == 2 and pair.isascii() and pair.isalpha() for pair in pairs)


class IndicatorNames:
    """Finds the ten indicators by official name, short name or number."""

    def __init__(self) -> None:
        always: dict[str, str] = {}
        scored: dict[str, str] = {}
        for name, *others in read_table(DATA / "indicators.tsv"):
            if name not in BY_NAME:
                raise ValueError(f"indicators.tsv: {name} is no indicator")
            always[name] = name
            for form in others:
                (scored if form.startswith(_WEAK) else always)[form.lstrip(_WEAK)] = name
        self._names = {_key(form): name for form, name in (scored | always).items()}
        self._always = re.compile(alternatives(always))
        self._scored = re.compile(alternatives([*always, *scored]))
        self._numbered = re.compile(
            rf"(?:ตัว\s*ชี้\s*วัด|ตชว\.?|indicator)\s*(?:ที่|ข้อ|ข้อที่|เบอร์|ลำดับที่)?\s*(?P<n>10|[1-9](?!\d)|{WORDS})(?!\.\d|\s*(?:%|ตัว|เปอร์))"
        )

    def find(self, text: str, scores: bool) -> Iterator[Found]:
        """Indicators in a chat form; ``scores`` says that scores are talked about, so short names count too."""
        for found in (self._scored if scores else self._always).finditer(text):
            yield Found("indicator", self._names[_key(found.group())], *found.span())
        for found in self._numbered.finditer(text):
            number = number_of(found["n"])
            if number is not None and 1 <= number <= len(INDICATORS):
                yield Found("indicator", INDICATORS[int(number) - 1].name, *found.span())
