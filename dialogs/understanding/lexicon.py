"""An agency's own words: which of its measures a phrase means (thai.md 4.3)."""

import math
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

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


class Names:
    """Titles and other names of measures, by the three-letter pieces in them. Plans of several years repeat names."""

    def __init__(self, measures: Sequence[MeasureName]) -> None:
        owners: dict[str, list[int]] = defaultdict(list)
        for measure in measures:
            for title in (measure.title, *measure.aliases):
                if key := _key(title):
                    owners[key].append(measure.id)
        self.owned = tuple((key, tuple(ids)) for key, ids in owners.items())
        self._total = sum(len(ids) for _, ids in self.owned)
        places: dict[str, list[int]] = defaultdict(list)
        for place, (key, _) in enumerate(self.owned):
            for gram in _grams(key):
                places[sys.intern(gram)].append(place)  # the offices of a country share most of their words
        self._places = {gram: tuple(found) for gram, found in places.items()}

    def common(self, wanted: set[str]) -> list[float]:
        """What each name shares with a phrase's pieces: 1 is all of it, and rare pieces count more."""
        shared, weight = [0.0] * len(self.owned), 0.0
        for gram in wanted:
            found = self._places.get(gram, ())
            bearers = sum(len(self.owned[place][1]) for place in found)
            rarity = math.log((1 + self._total) / max(bearers, 1)) + 0.3
            weight += rarity
            for place in found:
                shared[place] += rarity
        return [one / weight for one in shared]


class Lexicon:
    """Made once per revision of an agency's plan; queries cost microseconds per measure."""

    def __init__(self, measures: Sequence[MeasureName], units: Sequence[str]) -> None:
        self.units = UnitNames(units)
        self._measures = tuple(measures)

    @cached_property
    def _names(self) -> Names:
        return Names(self._measures)  # a few milliseconds, spared where nobody names a measure

    def measures_like(self, phrase: str) -> list[tuple[int, float]]:
        """Ids with scores (0-1), best first; an ordinal ("ข้อ 2") is the measure of that number, with score 1."""
        if (numbered := self._by_number(phrase)) is not None:
            return numbered
        key = _key(phrase)
        if len(key) < _SIZE:
            return []
        best: dict[int, float] = {}
        for (name, ids), shared in zip(self._names.owned, self._names.common(_grams(key)), strict=True):
            score = 1.0 if key == name else min((shared + partial_ratio(key, name) / 100) / 2, _ALMOST)
            for measure in ids:
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
