"""Whether an utterance is the bot's business at all.

The classifier's own opinion is weighed with how much of the utterance is familiar: what people want from the bot is
said in words that the examples know, and a near miss gives itself away by the one that they do not (thai.md 3.4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.examples import OTHER

SIGNS = 3
_NEWTON_STEPS = 25


def leaning(scores: Mapping[str, float]) -> float:
    """Log odds, by class scores alone, that an utterance is ours."""
    real = [score for name, score in scores.items() if name != OTHER]
    highest = max(real)
    return highest + log(sum(exp(score - highest) for score in real)) - scores.get(OTHER, 0.0)


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic regression on three signs: the leaning, the share of familiar words, the share of known n-grams."""

    weights: tuple[float, ...]
    bias: float

    def chance(self, lean: float, familiar_words: float, known_grams: float) -> float:
        """Probability (0-1) that the utterance is ours."""
        signs = (lean, familiar_words, known_grams)
        odds = self.bias + sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))
        return 1 / (1 + exp(-max(min(odds, 50.0), -50.0)))

    @classmethod
    def fitted(
        cls, signs: Sequence[tuple[float, float, float]], ours: NDArray[np.bool_], weight: NDArray[np.float64]
    ) -> "Gate":
        """Fit by Newton's method on rows of some ``weight``; ours and foreign count the same in sum."""
        rows = np.column_stack([np.array(signs, dtype=np.float64), np.ones(len(signs))])
        share = weight * np.where(ours, 0.5 / max(weight[ours].sum(), 1), 0.5 / max(weight[~ours].sum(), 1))
        pull = np.diag([1e-4] * SIGNS + [0.0])
        theta = np.zeros(SIGNS + 1)
        for _ in range(_NEWTON_STEPS):
            chance = 1 / (1 + np.exp(-np.clip(rows @ theta, -50, 50)))
            gradient = rows.T @ (share * (chance - ours)) + pull @ theta
            curvature = (rows * (share * chance * (1 - chance))[:, None]).T @ rows + pull
            theta = theta - np.linalg.solve(curvature + 1e-9 * np.eye(SIGNS + 1), gradient)
        return cls(tuple(float(value) for value in theta[:-1]), float(theta[-1]))
