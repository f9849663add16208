"""Understanding of Thai measured: public data, unseen messages, time a message beside word segmentation alone."""

import csv
import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

import numpy as np
from pythainlp.tokenize import word_tokenize

from dialogs.understanding import softmax
from dialogs.understanding.examples import EXAMPLES, read_examples
from dialogs.understanding.features import Vocabulary, feature_form, named_features
from dialogs.understanding.heldout import judged, read_heldout, unseen
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.training import WEIGHTS
from dialogs.understanding.understanding import Understanding
from tests.shared import SHARED

LEAST, L2, STEPS = (2, 1), 3e-5, 80
"""Public data has no misspelt copies and longer messages: rarer features count, and fitting takes more steps."""
TODAY = date(2026, 1, 15)
Labelled = list[tuple[str, str]]


def main() -> None:
    """Print the table. The public data is left out, with a word, when it is not there."""
    before = resident()
    understanding = Understanding.load()
    understanding.warm()
    grown = resident() - before
    messages = unseen(read_heldout(), read_examples(EXAMPLES))
    print(judged(understanding, messages).text())
    texts = [message.text for message in messages]
    rows = [
        ("a message, entities included", lambda text: understanding.read(text, today=TODAY)),
        ("PyThaiNLP newmm alone", lambda text: word_tokenize(text, engine="newmm")),
    ]
    for name, act in rows:
        median, p99 = timed(act, texts)
        print(f"{name:32} median {median:7.3f} ms   p99 {p99:7.3f} ms")
    print(f"{'memory of understanding':32} {grown:.0f} MB, word segmentation included")
    public = SHARED / "thai-data"
    if not public.is_dir():
        print("public Thai data: not here")
        return
    for name, train, test in (facebook(public / "fb-mtod"), truevoice(public / "truevoice")):
        accuracy, distinct = trained_and_tested(train, test)
        print(f"{name:32} accuracy {accuracy:.4f}   distinct messages {distinct:.4f}")


def timed(act: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    times = []
    for text in texts:
        started = time.perf_counter()
        act(text)
        times.append((time.perf_counter() - started) * 1e3)
    return statistics.median(times), sorted(times)[int(len(times) * 0.99)]


def resident() -> float:
    """Resident memory of this process in MB; 0 where /proc is missing."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def facebook(folder: Path) -> tuple[str, Labelled, Labelled]:
    """Facebook MTOD, Thai: the published training and test parts."""

    def part(name: str) -> Labelled:
        lines = (folder / f"{name}-th.tsv").read_text(encoding="utf-8").splitlines()
        return [(cells[2], cells[0]) for line in lines if len(cells := line.split("\t")) > 2]

    return "Facebook Thai intents", part("train"), part("test")


def truevoice(folder: Path) -> tuple[str, Labelled, Labelled]:
    """TrueVoice, destination: the published training and test parts."""

    def part(name: str) -> Labelled:
        with (folder / f"mari_{name}.csv").open(encoding="utf-8", newline="") as file:
            return [(row["texts"], row["destination"]) for row in csv.DictReader(file)]

    return "TrueVoice destination, micro-F1", part("train"), part("test")


def trained_and_tested(train: Labelled, test: Labelled) -> tuple[float, float]:
    """Accuracy (micro-F1, one label a message) on all test lines and on distinct ones."""
    names = sorted({label for _, label in train})
    numbers = {name: i for i, name in enumerate(names)}
    features = [named_features(feature_form(chat_form(text))) for text, _ in train]
    vocabulary = Vocabulary.of(features, LEAST)
    labels = np.array([numbers[label] for _, label in train])
    fit = softmax.fit(vocabulary.rows(features, WEIGHTS), labels, len(names), len(vocabulary), l2=L2, steps=STEPS)
    asked = (named_features(feature_form(chat_form(text))) for text, _ in test)
    guesses = softmax.scores(fit, vocabulary.rows(asked, WEIGHTS)).argmax(axis=1)
    right = [names[guess] == label for guess, (_, label) in zip(guesses.tolist(), test, strict=True)]
    first = list({text: i for i, (text, _) in reversed(list(enumerate(test)))}.values())
    return statistics.mean(right), statistics.mean(right[i] for i in first)


if __name__ == "__main__":
    main()
