"""The table that training prints: what cross-validation says about each intent, and what its probabilities are worth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.examples import OTHER
from dialogs.understanding.softmax import softmax
from dialogs.understanding.training import FOLDS, Trained

_BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))


def table(trained: Trained) -> str:
    """Precision and recall per intent with the most frequent confusions, totals, calibration, thresholds."""
    evaluation = trained.evaluation
    chances = softmax(evaluation.scores * np.float32(trained.model.sharpness))
    guesses = _decisions(trained)
    lines = [
        f"{FOLDS}-fold cross-validation over {len(guesses)} lines, rules and thresholds included",
        f"{'intent':20}lines  precision  recall  taken for",
    ]
    for number, name in enumerate(evaluation.classes):
        lines.append(_row(number, name, evaluation.labels, guesses, evaluation.classes))
    return "\n".join([*lines, *_totals(trained, guesses), *_calibration(chances, evaluation.labels)]) + "\n"


def _decisions(trained: Trained) -> NDArray[np.int64]:
    """The class that each line is read as; what is below the threshold is not the bot's business."""
    foreign = trained.verdicts.ours < trained.model.thresholds.ours
    other = trained.evaluation.classes.index(OTHER)
    return np.where(foreign, other, trained.verdicts.chances.argmax(axis=1))


def _row(number: int, name: str, labels: NDArray[np.int64], guesses: NDArray[np.int64], classes: Sequence[str]) -> str:
    own, guessed = labels == number, guesses == number
    right = int((own & guessed).sum())
    wrong, counts = np.unique(guesses[own & ~guessed], return_counts=True)
    worst = sorted(zip(counts.tolist(), wrong.tolist(), strict=True), reverse=True)[:3]
    confused = ", ".join(f"{classes[other]} {count}" for count, other in worst)
    precision, recall = right / max(int(guessed.sum()), 1), right / max(int(own.sum()), 1)
    return f"{name:20}{int(own.sum()):5}  {precision:9.3f}  {recall:6.3f}  {confused}"


def _totals(trained: Trained, guesses: NDArray[np.int64]) -> list[str]:
    evaluation, thresholds, foreign = trained.evaluation, trained.model.thresholds, trained.evaluation.foreign
    best = trained.verdicts.chances.argmax(axis=1) == evaluation.labels
    return [
        f"intent right, of our lines              {(guesses == evaluation.labels)[~foreign].mean():7.1%}",
        f"best guess right, of our lines          {best[~foreign].mean():7.1%}",
        f"foreign lines taken for ours            {(guesses != evaluation.labels)[foreign].mean():7.1%}",
        f"thresholds: ours {thresholds.ours}, accept {thresholds.accept}, margin {thresholds.margin}",
    ]


def _calibration(chances: NDArray[np.float32], labels: NDArray[np.int64]) -> list[str]:
    best, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    lines = ["probability  lines  said   true"]
    for low, high in _BINS:
        inside = (best >= low) & (best < high)
        if inside.any():
            said, true = best[inside].mean(), right[inside].mean()
            lines.append(f"{low:.2f}–{min(high, 1):.2f}  {inside.sum():7}  {said:.3f}  {true:.3f}")
    return lines
