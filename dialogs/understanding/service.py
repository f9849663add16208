"""Reading a message with the words of the agency it was sent to."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from dialogs.records.facts import AgencyFacts, Facts
from dialogs.records.kept import Kept
from dialogs.records.reading import MeasureName, Reading
from dialogs.rights import reports
from dialogs.understanding.lexicon import Lexicon
from dialogs.understanding.understanding import Understanding

KEPT_LEXICONS = 256
_REPORT = "report_progress"
"""Staff who may report mean that, where a citizen would be asked."""
_GOOD_GUESS, _SUPPORTED_GUESS = 0.75, 0.4
"""Calibrated probabilities: three of four such guesses are right, and a wrong one costs a second question."""
OFFERED_MEASURES = 5
_LIKE = 0.45
"""A candidate must resemble the phrase at least so much (0-1); thai.md 4.3 measured 0.29 for "not a stranger"."""
_NEAR_BEST = 0.8
_TIE = 0.02


class Listener(Protocol):
    """Turns what was typed into a reading."""

    def read(self, text: str, facts: Facts) -> Reading: ...


class AgencyListener:
    """Understanding with a lexicon for each agency, rebuilt when the agency's revision changes.

    ``guessed``: the intents that may be answered on a good guess, with the entities that support one.
    """

    def __init__(self, understanding: Understanding, guessed: Mapping[str, frozenset[str]]) -> None:
        self._understanding = understanding
        self._guessed = guessed
        self._lexicons: Kept[tuple[int, int], Lexicon] = Kept(KEPT_LEXICONS)

    def read(self, text: str, facts: Facts) -> Reading:
        """A reading; ``candidates`` holds measure ids where a phrase fits several."""
        lexicon = self._lexicon(facts.agency)
        reading = self._understanding.read(text, today=facts.today, lexicon=lexicon)
        if reading.decision == "ask" and reports(facts) and _may_be_a_report(reading):
            reading = replace(reading, decision="act", intent=_REPORT)
        if reading.decision == "ask" and self._is_good_guess(reading):
            reading = replace(reading, decision="act")
        phrase = reading.entities.get("measure")
        return _with_candidates(reading, lexicon.measures_like(phrase)) if isinstance(phrase, str) else reading

    def _is_good_guess(self, reading: Reading) -> bool:
        """An answer that changes nothing may be given on a good guess, the more so when a fact in the text supports it."""
        support = self._guessed.get(reading.intent)
        if support is None:
            return False
        return reading.confidence >= (_SUPPORTED_GUESS if support & reading.entities.keys() else _GOOD_GUESS)

    def _lexicon(self, agency: AgencyFacts) -> Lexicon:
        key = (agency.id, agency.revision)
        lexicon = self._lexicons.get(key)
        if lexicon is None:
            names = [MeasureName(m.id, m.number, m.title, m.aliases) for m in agency.measures]
            lexicon = Lexicon(names, agency.units)
            self._lexicons.put(key, lexicon)
        return lexicon


def _may_be_a_report(reading: Reading) -> bool:
    return any(intent == _REPORT for intent, _ in reading.alternatives[:2])


def _with_candidates(reading: Reading, ranked: list[tuple[int, float]]) -> Reading:
    """Several measures that fit about as well stand as candidates; a clear first one stands as ``measure_id``."""
    best = ranked[0][1] if ranked else 0.0
    ties = [measure for measure, score in ranked if score >= best - _TIE]
    known = reading.entities.get("measure_id")
    if known is not None and len(ties) < 2:
        return reading
    near = ties if known is not None else [m for m, score in ranked if score >= max(_LIKE, best * _NEAR_BEST)]
    entities = {key: value for key, value in reading.entities.items() if key != "measure_id"}
    if near:
        entities["candidates"] = near[:OFFERED_MEASURES]
    return replace(reading, entities=entities)
