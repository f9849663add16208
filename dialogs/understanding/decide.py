"""Act, ask or admit: from class scores to a decision (thai.md 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from dialogs.records.reading import OFFERED, UNKNOWN, Decision
from dialogs.understanding.examples import OTHER
from dialogs.understanding.model import Thresholds

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


def decided(
    scores: Mapping[str, float], ours: float, thresholds: Thresholds, without: frozenset[str] = frozenset()
) -> Decided:
    """What to do with an utterance of these class scores, that is the bot's business with the chance ``ours``.

    Intents in ``without`` are no candidates; where one of them was what was meant, the rest is only offered.
    """
    real = chances_of({name: score for name, score in scores.items() if name != OTHER})
    withheld = sum(real.get(name, 0.0) for name in without)
    if withheld:
        real = chances_of({name: score for name, score in scores.items() if name != OTHER and name not in without})
    ranked = sorted(real.items(), key=lambda pair: (-pair[1], pair[0]))
    (intent, best), second = ranked[0], ranked[1][1]
    alternatives = tuple((name, round(chance * ours, 4)) for name, chance in ranked[:OFFERED])
    confidence = round(best * ours, 4)
    if ours < thresholds.ours:
        return Decided("unknown", UNKNOWN, confidence, alternatives)
    act = best >= thresholds.accept and best - second >= thresholds.margin and withheld < _HALF
    return Decided("act" if act else "ask", intent, confidence, alternatives)
