"""Act, ask or admit: from class scores to a decision (thai.md 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from dialogs.understanding.examples import OTHER
from dialogs.understanding.model import Thresholds
from dialogs.understanding.reading import OFFERED, UNKNOWN, Decision

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the intents that were in question, best first."""

    decision: Decision
    intent: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


def chances_of(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as probabilities."""
    highest = max(scores.values())
    raised = {name: exp(score - highest) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


def decided(scores: Mapping[str, float], thresholds: Thresholds, without: frozenset[str]) -> Decided:
    """What to do with an utterance of these class scores.

    Intents in ``without`` are no candidates; where one of them was what was meant, the rest is only offered.
    """
    chances = chances_of(scores)
    withheld = sum(chances.get(name, 0.0) for name in without)
    if without:
        chances = chances_of({name: score for name, score in scores.items() if name not in without})
    ranked = sorted(((name, p) for name, p in chances.items() if name != OTHER), key=lambda pair: (-pair[1], pair[0]))
    intent, confidence = ranked[0]
    alternatives = tuple((name, round(p, 4)) for name, p in ranked[:OFFERED])
    if 1 - chances.get(OTHER, 0.0) < thresholds.ours:
        return Decided("unknown", UNKNOWN, round(confidence, 4), alternatives)
    clear = confidence >= thresholds.accept and confidence - ranked[1][1] >= thresholds.margin
    act = clear and withheld < _HALF
    return Decided("act" if act else "ask", intent, round(confidence, 4), alternatives)
