"""Training: examples to a model, with the figures that say how good it is.

Everything is seeded and sorted, so the same examples on the same machine make the same file.
"""

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

WEIGHTS = (1.0, 0.3)
"""Character n-grams; words and marks."""
LEAST = (5, 2)
"""In how many examples a feature of each kind must occur."""
L2 = 1e-5
STEPS = 65
FOLDS = 2
TYPOS = 3
"""Errors in the misspelt copy of each example; another copy is in another register."""
COPY_WEIGHTS = (0.3, 0.8)
"""How much the copies count beside their example: in another register, misspelt."""
TYPED_WEIGHT = 0.5
"""How much a misspelt line counts beside the line itself, where it is learnt what is not the bot's business."""
_SEED = 20260115
_SOME_DAY = date(2026, 1, 15)


@dataclass(frozen=True, slots=True)
class Seen:
    """What classifier and rules look at in one text."""

    form: str
    marks: frozenset[str]
    features: Features


@dataclass(frozen=True, slots=True)
class Prepared:
    """One example, ready: as it stands, the same in another register, and misspelt."""

    example: Example
    line: Seen
    register: Seen
    misspelt: Seen

    @property
    def all(self) -> tuple[Seen, ...]:
        """The line and its copies, in the order of ``COPY_WEIGHTS``."""
        return (self.line, self.register, self.misspelt)


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

    def seen(text: str) -> Seen:
        form = chat_form(text)
        marks = extractor.facts(form, _SOME_DAY).marks
        return Seen(form, marks, named_features(feature_form(form), sorted(marks)))

    return [
        Prepared(
            example,
            seen(example.text),
            seen(variant(example.text, dice)),
            seen(with_typos(example.text, TYPOS, dice)),
        )
        for example in examples
    ]


def classes_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """All labels, sorted; what is not the bot's business is among them."""
    return tuple(sorted({example.intent for example in examples}))


def labels_of(examples: Sequence[Example], classes: Sequence[str]) -> NDArray[np.int64]:
    """Class numbers of the examples."""
    numbers = {name: i for i, name in enumerate(classes)}
    return np.array([numbers[example.intent] for example in examples], dtype=np.int64)


def trained(prepared: Sequence[Prepared], classes: Sequence[str]) -> tuple[Vocabulary, Fit]:
    """A vocabulary and a fit on some of the examples and their copies."""
    features = [seen.features for copies in zip(*(item.all for item in prepared), strict=True) for seen in copies]
    vocabulary = Vocabulary.of(features, LEAST)
    rows = vocabulary.rows(features, WEIGHTS)
    labels = labels_of([item.example for item in prepared], classes)
    weight = np.repeat(np.array([1, *COPY_WEIGHTS], np.float32), len(labels))
    every = np.tile(labels, 1 + len(COPY_WEIGHTS))
    found = fit(rows, every, len(classes), len(vocabulary), l2=L2, steps=STEPS, weight=weight)
    return vocabulary, found


def familiar_words(vocabulary: Vocabulary, prepared: Sequence[Prepared]) -> NDArray[np.bool_]:
    """Which word features occur in examples of ours."""
    real = [item for item in prepared if item.example.intent != OTHER]
    ours = {word for item in real for seen in (item.line, item.register) for word in seen.features[1]}
    return np.array([word in ours for word in vocabulary.columns[1]], dtype=bool)


def cross_validated(prepared: Sequence[Prepared]) -> tuple[Evaluation, Evaluation]:
    """Scores of every example, as it stands and misspelt, by a model that has not seen it."""
    examples = [item.example for item in prepared]
    classes, count = classes_of(examples), len(examples)
    order = np.random.default_rng(_SEED).permutation(count)
    out = np.zeros((2, count, len(classes)), np.float32)
    known = np.zeros((2, count, 2))

    def one_fold(fold: int) -> None:
        held = order[fold::FOLDS]
        rest = [prepared[i] for i in np.setdiff1d(order, held)]
        vocabulary, found = trained(rest, classes)
        familiar = familiar_words(vocabulary, rest)
        for which, seen in enumerate((lines_of, misspelt_of)):
            features = [item.features for item in seen([prepared[i] for i in held])]
            out[which, held] = scores(found, vocabulary.rows(features, WEIGHTS))
            known[which, held] = [familiarity(vocabulary, familiar, some) for some in features]

    # numpy works outside the interpreter lock; each fold writes rows of its own.
    with ThreadPoolExecutor(max_workers=min(FOLDS, os.cpu_count() or 1)) as pool:
        list(pool.map(one_fold, range(FOLDS)))
    labels = labels_of(examples, classes)
    return Evaluation(classes, labels, out[0], known[0]), Evaluation(classes, labels, out[1], known[1])


def lines_of(prepared: Sequence[Prepared]) -> list[Seen]:
    """The examples as they stand."""
    return [item.line for item in prepared]


def misspelt_of(prepared: Sequence[Prepared]) -> list[Seen]:
    """The examples with typing errors."""
    return [item.misspelt for item in prepared]


def ruled(evaluation: Evaluation, seen: Sequence[Seen], sharpness: float) -> list[dict[str, float]]:
    """Class scores after calibration and rules, row by row."""
    rules = Rules.load()
    rows = (dict(zip(evaluation.classes, row.tolist(), strict=True)) for row in evaluation.scores * sharpness)
    return [rules.applied(item.form, item.marks, row) for item, row in zip(seen, rows, strict=True)]


def fitted_gate(
    evaluation: Evaluation, rows: list[dict[str, float]], typed: Evaluation, slips: list[dict[str, float]]
) -> Gate:
    """The gate by the lines and by the same misspelt, so that strange letters alone do not make a message foreign."""
    weight = np.repeat([1, TYPED_WEIGHT], (len(rows), len(slips)))
    return Gate.fitted(signs_of(evaluation, rows) + signs_of(typed, slips), np.tile(~evaluation.foreign, 2), weight)


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
FOREIGN_TAKEN = 0.125
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
    with ThreadPoolExecutor(max_workers=1) as beside:
        whole = beside.submit(trained, prepared, classes_of(examples))
        evaluation, typed = cross_validated(prepared)
        vocabulary, found = whole.result()
    sharpness = calibrated(evaluation)
    rows = ruled(evaluation, lines_of(prepared), sharpness)
    gate = fitted_gate(evaluation, rows, typed, ruled(typed, misspelt_of(prepared), sharpness))
    verdicts = judged(evaluation, rows, gate)
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
