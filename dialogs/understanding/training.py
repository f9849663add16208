"""Training: examples to a model, with the figures that say how good it is.

Everything is seeded and sorted, so the same examples on the same machine make the same file.
"""

import operator
import os
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.entities.extract import Extractor
from dialogs.understanding.examples import OTHER, Example, fingerprint
from dialogs.understanding.features import Vocabulary, feature_form, named_features
from dialogs.understanding.gate import Gate, leaning
from dialogs.understanding.model import Model, Thresholds, familiarity
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.rules import Rules
from dialogs.understanding.softmax import Fit, fit, scores, softmax
from dialogs.understanding.typos import with_typos
from dialogs.understanding.variants import variant

Floats = NDArray[np.float32]
Features = list[list[str]]

WEIGHTS = (1.0, 0.5)
"""Character n-grams; words and marks."""
LEAST = (5, 2)
"""In how many examples a feature of each kind must occur."""
L2 = 2e-5
STEPS = 45
FOLDS = 3
TYPOS = 3
"""Errors in the misspelt copy of each example; another copy is in another register."""
COPY_WEIGHT = 0.3
"""How much each copy counts beside its example."""
_SEED = 20260115
_SOME_DAY = date(2026, 1, 15)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One example, ready: features of the line, of the same in another register, and misspelt; what rules look at."""

    example: Example
    form: str
    marks: frozenset[str]
    features: Features
    register: Features
    misspelt: Features


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Cross-validated class scores and familiarity: row i belongs to example i, columns follow ``classes``."""

    classes: tuple[str, ...]
    labels: NDArray[np.int64]
    scores: Floats
    familiarity: NDArray[np.float64]

    @property
    def foreign(self) -> NDArray[np.bool_]:
        """Which rows are not the bot's business."""
        return np.asarray(self.labels == self.classes.index(OTHER))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the whole reading makes of each cross-validated row: chances of the real intents, and of being ours."""

    chances: Floats
    ours: NDArray[np.float64]


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
        register = read(variant(example.text, dice))[2]
        misspelt = read(with_typos(example.text, TYPOS, dice))[2]
        prepared.append(Prepared(example, form, marks, features, register, misspelt))
    return prepared


def classes_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """All labels, sorted; what is not the bot's business is among them."""
    return tuple(sorted({example.intent for example in examples}))


def labels_of(examples: Sequence[Example], classes: Sequence[str]) -> NDArray[np.int64]:
    """Class numbers of the examples."""
    numbers = {name: i for i, name in enumerate(classes)}
    return np.array([numbers[example.intent] for example in examples], dtype=np.int64)


def trained(prepared: Sequence[Prepared], classes: Sequence[str]) -> tuple[Vocabulary, Fit]:
    """A vocabulary and a fit on some of the examples and their copies."""
    kinds = (operator.attrgetter("features"), operator.attrgetter("register"), operator.attrgetter("misspelt"))
    features: list[Features] = [kind(item) for kind in kinds for item in prepared]
    vocabulary = Vocabulary.of(features, LEAST)
    rows = vocabulary.rows(features, WEIGHTS)
    labels = labels_of([item.example for item in prepared], classes)
    weight = np.repeat(np.array([1, COPY_WEIGHT, COPY_WEIGHT], np.float32), len(labels))
    every = np.tile(labels, len(kinds))
    found = fit(rows, every, len(classes), len(vocabulary), l2=L2, steps=STEPS, weight=weight)
    return vocabulary, found


def familiar_words(vocabulary: Vocabulary, prepared: Sequence[Prepared]) -> NDArray[np.bool_]:
    """Which word features occur in examples of ours."""
    real = [item for item in prepared if item.example.intent != OTHER]
    ours = {word for item in real for features in (item.features, item.register) for word in features[1]}
    return np.array([word in ours for word in vocabulary.columns[1]], dtype=bool)


def cross_validated(prepared: Sequence[Prepared]) -> Evaluation:
    """Scores of every example by a model that has not seen it."""
    examples = [item.example for item in prepared]
    classes = classes_of(examples)
    order = np.random.default_rng(_SEED).permutation(len(prepared))
    out = np.zeros((len(prepared), len(classes)), np.float32)
    known = np.zeros((len(prepared), 2))

    def one_fold(fold: int) -> None:
        held = order[fold::FOLDS]
        rest = [prepared[i] for i in np.setdiff1d(order, held)]
        vocabulary, found = trained(rest, classes)
        familiar = familiar_words(vocabulary, rest)
        features = [prepared[i].features for i in held]
        out[held] = scores(found, vocabulary.rows(features, WEIGHTS))
        known[held] = [familiarity(vocabulary, familiar, some) for some in features]

    # numpy works outside the interpreter lock; each fold writes rows of its own.
    with ThreadPoolExecutor(max_workers=min(FOLDS, os.cpu_count() or 1)) as pool:
        list(pool.map(one_fold, range(FOLDS)))
    return Evaluation(classes, labels_of(examples, classes), out, known)


def ruled(evaluation: Evaluation, prepared: Sequence[Prepared], sharpness: float) -> list[dict[str, float]]:
    """Class scores after calibration and rules, row by row."""
    rules = Rules.load()
    rows = (dict(zip(evaluation.classes, row.tolist(), strict=True)) for row in evaluation.scores * sharpness)
    return [rules.applied(item.form, item.marks, row) for item, row in zip(prepared, rows, strict=True)]


def signs_of(evaluation: Evaluation, rows: Sequence[dict[str, float]]) -> list[tuple[float, float, float]]:
    """What the gate looks at."""
    pairs = zip(rows, evaluation.familiarity.tolist(), strict=True)
    return [(leaning(row), words, grams) for row, (words, grams) in pairs]


def judged(evaluation: Evaluation, rows: Sequence[dict[str, float]], gate: Gate) -> Judged:
    """Chances as a reading would give them."""
    ours = np.array([gate.chance(*signs) for signs in signs_of(evaluation, rows)])
    table = np.array([[row[name] for name in evaluation.classes] for row in rows], dtype=np.float32)
    table[:, evaluation.classes.index(OTHER)] = -np.inf
    return Judged(softmax(table), ours)


def calibrated(evaluation: Evaluation) -> float:
    """The factor on scores under which probabilities fit best what really happened."""
    rows = np.arange(len(evaluation.labels))

    def surprise(sharpness: float) -> float:
        chances = softmax(evaluation.scores * np.float32(sharpness))
        return -float(np.log(np.maximum(chances[rows, evaluation.labels], 1e-9)).mean())

    return min((round(0.3 + 0.05 * i, 2) for i in range(40)), key=surprise)


MARGIN = 0.1
"""How far the best intent must lead the second to be acted on."""
FOREIGN_TAKEN = 0.075
"""How many foreign lines may be taken for ours. The examples' foreign lines are harder than most of what comes."""
WRONG_ACTS = 0.06
"""How many of the lines that are acted on may be misread. Unseen messages are easier: of them about 1 % are."""


def chosen_thresholds(verdicts: Judged, evaluation: Evaluation) -> Thresholds:
    """Unknown so far that at most ``FOREIGN_TAKEN`` of the foreign pass; act from where ``WRONG_ACTS`` is kept."""
    ours = float(np.quantile(verdicts.ours[evaluation.foreign], 1 - FOREIGN_TAKEN))
    ordered = np.sort(verdicts.chances, axis=1)
    best, second = ordered[:, -1], ordered[:, -2]
    passing = (verdicts.ours >= ours) & (best - second >= MARGIN)
    wrong = verdicts.chances.argmax(axis=1) != evaluation.labels
    for accept in np.arange(0.3, 0.96, 0.01):
        acted = passing & (best >= accept)
        if wrong[acted].mean() <= WRONG_ACTS:
            break
    return Thresholds(round(ours, 4), round(float(accept), 3), MARGIN)


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with the cross-validation that settled its thresholds."""

    model: Model
    evaluation: Evaluation
    verdicts: Judged


def train(examples: Sequence[Example]) -> Trained:
    """Cross-validate, calibrate, choose thresholds, and fit on everything."""
    prepared = prepare(examples)
    evaluation = cross_validated(prepared)
    sharpness = calibrated(evaluation)
    rows = ruled(evaluation, prepared, sharpness)
    gate = Gate.fitted(signs_of(evaluation, rows), ~evaluation.foreign)
    verdicts = judged(evaluation, rows, gate)
    vocabulary, found = trained(prepared, evaluation.classes)
    model = Model(
        classes=evaluation.classes,
        vocabulary=vocabulary,
        fit=found,
        weights=WEIGHTS,
        sharpness=sharpness,
        familiar=familiar_words(vocabulary, prepared),
        gate=gate,
        thresholds=chosen_thresholds(verdicts, evaluation),
        fingerprint=fingerprint(examples, sources()),
    )
    return Trained(model, evaluation, verdicts)


def sources() -> dict[str, bytes]:
    """The tables that shape a model beside the examples."""
    folder = Path(__file__).parent / "data"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.tsv"))}
