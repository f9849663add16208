"""An agency's own words: which of its measures a phrase means (thai.md 4.3)."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio

from dialogs.records.reading import MeasureName
from dialogs.thai.text import compact
from dialogs.understanding.entities.names import UnitNames
from dialogs.understanding.entities.numbers import number_of
from dialogs.understanding.normalise import chat_form

LIKELY = 0.29
"""Score from which a title may be meant (measured in thai.md 4.3: 5 % of strangers reach it)."""
_CLEARLY_FIRST = 0.08
_ALMOST = 0.99
"""The most that a title can score which is not the phrase itself."""
_HEAD = re.compile("มาตร?า?การ|โครงการ|กิจกรรม")
_ORDINAL = re.compile(r"^(?:มาตรการ)?(?:ข้อ|อัน|ลำดับ|ตัว|รายการ|เบอร์|หมายเลข|no\.?)?(?:ที่)?(?P<n>\d{1,2}|[ก-์]+)$")
_SIZE = 3


def _key(text: str) -> str:
    return _HEAD.sub("", compact(chat_form(text)))


def _grams(key: str) -> set[str]:
    return {key[i : i + _SIZE] for i in range(max(len(key) - _SIZE + 1, 1))}


class Lexicon:
    """Built once per revision of an agency's plan; queries cost microseconds per measure."""

    def __init__(self, measures: Sequence[MeasureName], units: Sequence[str]) -> None:
        self.units = UnitNames(units)
        self._measures = tuple(measures)
        self._names = [(m.id, key) for m in measures for title in (m.title, *m.aliases) if (key := _key(title))]
        self._grams = [_grams(key) for _, key in self._names]
        counts = Counter(gram for grams in self._grams for gram in grams)
        self._rarity = {gram: math.log((1 + len(self._names)) / n) + 0.3 for gram, n in counts.items()}
        self._strange = math.log(1 + len(self._names)) + 0.3

    def measures_like(self, phrase: str) -> list[tuple[int, float]]:
        """Ids with scores (0-1), best first; an ordinal ("ข้อ 2") is the measure of that number, with score 1."""
        if (numbered := self._by_number(phrase)) is not None:
            return numbered
        key = _key(phrase)
        if len(key) < _SIZE:
            return []
        wanted = _grams(key)
        weight = sum(self._rarity.get(gram, self._strange) for gram in wanted)
        best: dict[int, float] = {}
        for (measure, name), grams in zip(self._names, self._grams, strict=True):
            shared = sum(self._rarity[gram] for gram in wanted & grams) / weight
            score = 1.0 if key == name else min((shared + partial_ratio(key, name) / 100) / 2, _ALMOST)
            best[measure] = max(best.get(measure, 0.0), score)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))

    def measure_meant(self, phrase: str) -> int | None:
        """The one measure that a phrase clearly names, None when several fit or none does."""
        ranked = self.measures_like(phrase)
        if not ranked or ranked[0][1] < LIKELY * 2:
            return None
        (best, score), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
        exact = score > _ALMOST >= second
        return best if exact or score - second >= _CLEARLY_FIRST else None

    def _by_number(self, phrase: str) -> list[tuple[int, float]] | None:
        form = chat_form(phrase).replace(" ", "")
        found = _ORDINAL.match(form)
        if found is None:
            return None
        if found["n"] == "แรก":
            number: float | None = 1
        elif found["n"] == "สุดท้าย":
            number = max((m.number for m in self._measures), default=None)
        else:
            number = number_of(found["n"])
        if number is None:
            return None
        return [(m.id, 1.0) for m in self._measures if m.number == int(number)]
