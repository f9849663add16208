"""The table that training prints: what cross-validation says about each intent, and what its probabilities are worth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.examples import OTHER
from dialogs.understanding.model import Model
from dialogs.understanding.training import FOLDS, Evaluation, Prepared, with_rules

_BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))


def table(model: Model, prepared: Sequence[Prepared], evaluation: Evaluation) -> str:
    """Precision and recall per intent with the most frequent confusions, totals, calibration, thresholds."""
    chances = with_rules(evaluation, prepared, model.sharpness)
    labels, classes = evaluation.labels, evaluation.classes
    guesses = chances.argmax(axis=1)
    lines = [f"{FOLDS}-fold cross-validation over {len(labels)} lines", f"{'intent':20}lines  precision  recall  taken for"]
    for number, name in enumerate(classes):
        lines.append(_row(number, name, labels, guesses, classes))
    return "\n".join([*lines, *_totals(model, chances, labels, classes), *_calibration(chances, labels)]) + "\n"


def _row(number: int, name: str, labels: NDArray[np.int64], guesses: NDArray[np.int64], classes: Sequence[str]) -> str:
    own, guessed = labels == number, guesses == number
    right = int((own & guessed).sum())
    wrong, counts = np.unique(guesses[own & ~guessed], return_counts=True)
    worst = sorted(zip(counts.tolist(), wrong.tolist(), strict=True), reverse=True)[:3]
    confused = ", ".join(f"{classes[other]} {count}" for count, other in worst)
    precision, recall = right / max(int(guessed.sum()), 1), right / max(int(own.sum()), 1)
    return f"{name:20}{int(own.sum()):5}  {precision:9.3f}  {recall:6.3f}  {confused}"


def _totals(
    model: Model, chances: NDArray[np.float32], labels: NDArray[np.int64], classes: Sequence[str]
) -> list[str]:
    other = classes.index(OTHER)
    foreign = labels == other
    passing = 1 - chances[:, other] >= model.thresholds.ours
    real = chances.copy()
    real[:, other] = 0
    right = real.argmax(axis=1) == labels
    return [
        f"best guess right, of all lines          {(chances.argmax(axis=1) == labels).mean():7.1%}",
        f"intent right, of our lines              {(right & passing)[~foreign].mean():7.1%}",
        f"foreign lines taken for ours            {passing[foreign].mean():7.1%}",
        f"thresholds: ours {model.thresholds.ours}, accept {model.thresholds.accept}, margin {model.thresholds.margin}",
    ]


def _calibration(chances: NDArray[np.float32], labels: NDArray[np.int64]) -> list[str]:
    best, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    lines = ["probability  lines  said   true"]
    for low, high in _BINS:
        inside = (best >= low) & (best < high)
        if inside.any():
            lines.append(f"{low:.2f}–{min(high, 1):.2f}  {inside.sum():7}  {best[inside].mean():.3f}  {right[inside].mean():.3f}")
    return lines
