"""Training: examples to a model, with the figures that say how good it is.

Everything is seeded and sorted, so the same examples on the same machine make the same file.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.entities.extract import Extractor
from dialogs.understanding.examples import OTHER, Example, fingerprint
from dialogs.understanding.features import Vocabulary, feature_form, named_features
from dialogs.understanding.model import Model, Thresholds
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.rules import Rules
from dialogs.understanding.softmax import Fit, fit, scores, softmax
from dialogs.understanding.typos import with_typos

Floats = NDArray[np.float32]
Features = list[list[str]]

WEIGHTS = (1.0, 0.7, 0.3)
"""Character n-grams, words and marks, pairs of words."""
L2 = 2e-5
STEPS = 60
FOLDS = 5
TYPOS = 2
"""Errors in the copy of each example that is trained on beside it."""
COPY_WEIGHT = 0.4
_SEED = 20260115
_SOME_DAY = date(2026, 1, 15)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One example, ready: features of the line and of its misspelt copy, and what the rules look at."""

    example: Example
    form: str
    marks: frozenset[str]
    features: Features
    copy: Features


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Cross-validated class scores: row i belongs to example i, columns follow ``classes``."""

    classes: tuple[str, ...]
    labels: NDArray[np.int64]
    scores: Floats


def prepare(examples: Sequence[Example]) -> list[Prepared]:
    """Features of all examples."""
    extractor = Extractor()
    dice = random.Random(_SEED)

    def read(text: str) -> tuple[str, frozenset[str], Features]:
        form = chat_form(text)
        marks = extractor.facts(form, _SOME_DAY).marks
        return form, marks, named_features(feature_form(form), sorted(marks))

    prepared = []
    for example in examples:
        form, marks, features = read(example.text)
        copy = read(with_typos(example.text, TYPOS, dice))[2]
        prepared.append(Prepared(example, form, marks, features, copy))
    return prepared


def classes_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """All labels, sorted; what is not the bot's business is among them."""
    return tuple(sorted({example.intent for example in examples}))


def labels_of(examples: Sequence[Example], classes: Sequence[str]) -> NDArray[np.int64]:
    """Class numbers of the examples."""
    numbers = {name: i for i, name in enumerate(classes)}
    return np.array([numbers[example.intent] for example in examples], dtype=np.int64)


def trained(prepared: Sequence[Prepared], classes: Sequence[str]) -> tuple[Vocabulary, Fit]:
    """A vocabulary and a fit on some of the examples and their misspelt copies."""
    features = [item.features for item in prepared] + [item.copy for item in prepared]
    vocabulary = Vocabulary.of(features)
    rows = vocabulary.rows(features, WEIGHTS)
    labels = labels_of([item.example for item in prepared], classes)
    weight = np.concatenate([np.ones(len(labels)), np.full(len(labels), COPY_WEIGHT)]).astype(np.float32)
    found = fit(rows, np.concatenate([labels, labels]), len(classes), len(vocabulary), l2=L2, steps=STEPS, weight=weight)
    return vocabulary, found


def cross_validated(prepared: Sequence[Prepared]) -> Evaluation:
    """Scores of every example by a model that has not seen it, rules included."""
    examples = [item.example for item in prepared]
    classes = classes_of(examples)
    order = np.random.default_rng(_SEED).permutation(len(prepared))
    out = np.zeros((len(prepared), len(classes)), np.float32)
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        vocabulary, found = trained([prepared[i] for i in rest], classes)
        out[held] = scores(found, vocabulary.rows((prepared[i].features for i in held), WEIGHTS))
    return Evaluation(classes, labels_of(examples, classes), out)


def with_rules(evaluation: Evaluation, prepared: Sequence[Prepared], sharpness: float) -> Floats:
    """Class probabilities after calibration and rules."""
    rules = Rules.load()
    rows = []
    for item, row in zip(prepared, evaluation.scores * sharpness, strict=True):
        changed = rules.applied(item.form, item.marks, dict(zip(evaluation.classes, row.tolist(), strict=True)))
        rows.append([changed[name] for name in evaluation.classes])
    return softmax(np.array(rows, dtype=np.float32))


def calibrated(evaluation: Evaluation) -> float:
    """The factor on scores under which probabilities fit best what really happened."""
    rows = np.arange(len(evaluation.labels))

    def surprise(sharpness: float) -> float:
        chances = softmax(evaluation.scores * np.float32(sharpness))
        return -float(np.log(np.maximum(chances[rows, evaluation.labels], 1e-9)).mean())

    return min((round(0.3 + 0.05 * i, 2) for i in range(40)), key=surprise)


MARGIN = 0.1
"""How far the best intent must lead the second to be acted on."""
FOREIGN_TAKEN = 0.06
"""How many foreign messages may be taken for ours: the bound is 8 %, the rest is for what examples do not show."""
WRONG_ACTS = 0.03
"""How many of the messages that are acted on may be misread."""


def chosen_thresholds(chances: Floats, labels: NDArray[np.int64], classes: Sequence[str]) -> Thresholds:
    """Unknown so far that at most ``FOREIGN_TAKEN`` of the foreign pass; act from where ``WRONG_ACTS`` is kept."""
    other = classes.index(OTHER)
    ours = float(np.quantile(1 - chances[labels == other, other], 1 - FOREIGN_TAKEN))
    real = chances.copy()
    real[:, other] = 0
    best, second = np.sort(real, axis=1)[:, -1], np.sort(real, axis=1)[:, -2]
    passing = (1 - chances[:, other] >= ours) & (best - second >= MARGIN)
    accept = 0.95
    for candidate in np.arange(0.3, 0.95, 0.01):
        acted = passing & (best >= candidate)
        if (real.argmax(axis=1)[acted] != labels[acted]).mean() <= WRONG_ACTS:
            accept = float(candidate)
            break
    return Thresholds(round(ours, 3), round(accept, 3), MARGIN)


def train(examples: Sequence[Example]) -> tuple[Model, list[Prepared], Evaluation]:
    """Cross-validate, calibrate, choose thresholds, and fit on everything."""
    prepared = prepare(examples)
    evaluation = cross_validated(prepared)
    sharpness = calibrated(evaluation)
    chances = with_rules(evaluation, prepared, sharpness)
    thresholds = chosen_thresholds(chances, evaluation.labels, evaluation.classes)
    vocabulary, found = trained(prepared, evaluation.classes)
    print_of = fingerprint(examples, sources())
    model = Model(evaluation.classes, vocabulary, found, WEIGHTS, sharpness, thresholds, print_of)
    return model, prepared, evaluation


def sources() -> dict[str, bytes]:
    """The tables that shape a model beside the examples."""
    folder = Path(__file__).parent / "data"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.tsv"))}
