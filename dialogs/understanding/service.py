"""Reading a message with the words of the agency it was sent to."""

from collections import OrderedDict
from typing import Protocol

from dialogs.records.facts import AgencyFacts, Facts, Role
from dialogs.understanding.lexicon import LIKELY, Lexicon
from dialogs.understanding.reading import MeasureName, Reading
from dialogs.understanding.understanding import Understanding

STAFF_ONLY = frozenset({"report_progress"})
"""Intents that a citizen cannot have."""
KEPT_LEXICONS = 256
_NEAR_BEST = 0.8


class Listener(Protocol):
    """Turns what was typed into a reading."""

    def read(self, text: str, facts: Facts) -> Reading: ...


class AgencyListener:
    """Understanding with a lexicon for each agency, rebuilt when the agency's revision changes."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding
        self._lexicons: OrderedDict[tuple[int, int], Lexicon] = OrderedDict()

    def read(self, text: str, facts: Facts) -> Reading:
        """A reading; ``candidates`` holds measure ids where a phrase fits several."""
        lexicon = self._lexicon(facts.agency)
        reading = self._understanding.read(text, today=facts.today, lexicon=lexicon)
        phrase = reading.entities.get("measure")
        if not isinstance(phrase, str) or "measure_id" in reading.entities:
            return reading
        return _with_candidates(reading, lexicon.measures_like(phrase))

    def _lexicon(self, agency: AgencyFacts) -> Lexicon:
        key = (agency.id, agency.revision)
        if key not in self._lexicons:
            names = [MeasureName(m.id, m.number, m.title, m.aliases) for m in agency.measures]
            self._lexicons[key] = Lexicon(names, agency.units)
            while len(self._lexicons) > KEPT_LEXICONS:
                self._lexicons.popitem(last=False)
        self._lexicons.move_to_end(key)
        return self._lexicons[key]


def _with_candidates(reading: Reading, ranked: list[tuple[int, float]]) -> Reading:
    best = ranked[0][1] if ranked else 0.0
    near = [measure for measure, score in ranked if score >= max(LIKELY, best * _NEAR_BEST)]
    if not near:
        return reading
    entities = {**reading.entities, "candidates": near[:5]}
    return Reading(
        reading.text, reading.decision, reading.intent, reading.confidence, reading.alternatives, entities
    )
