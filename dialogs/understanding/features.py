"""An utterance as a sparse vector: character n-grams, words, and marks for the kinds of things it names.

Character n-grams carry most of it and survive typos; words and marks help where few letters decide (thai.md 0, 3.2).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pythainlp.tokenize import word_tokenize

SIZES = (2, 3, 4)
"""Lengths of the character n-grams."""
SKELETON_SIZES = (2, 3)
_LOOSE_SPACE = re.compile(r"(?<=[ก-๎]) +| +(?=[ก-๎])")
_MARKS = re.compile("[\u0e30-\u0e3a\u0e40-\u0e4e]")
_DIGITS = re.compile(r"\d+")


def feature_form(text: str) -> str:
    """A chat form without what varies freely: spaces beside Thai letters, and which digits a number has."""
    return _DIGITS.sub(lambda run: "0" * min(len(run.group()), 5), _LOOSE_SPACE.sub("", text))


def char_grams(text: str, sizes: Sequence[int] = SIZES) -> list[str]:
    """All n-grams of a feature form, its two ends marked by a space."""
    padded = f" {text} "
    return [padded[i : i + n] for n in sizes for i in range(len(padded) - n + 1)]


def skeleton_grams(text: str) -> list[str]:
    """N-grams of what is left without vowels and tone marks, told apart by a tilde.

    Most slips lose, double or swap one of those, and then the consonants still read as they should.
    """
    return ["~" + gram for gram in char_grams(_MARKS.sub("", text), SKELETON_SIZES)]


def words(text: str) -> list[str]:
    """Dictionary words of a feature form, in order."""
    return [word for word in word_tokenize(text, engine="newmm") if not word.isspace()]


def named_features(text: str, marks: Iterable[str] = ()) -> list[list[str]]:
    """The features of one feature form, by kind: n-grams; words, and marks for what else is known of it."""
    return [[*char_grams(text), *skeleton_grams(text)], [*words(text), *(f"<{mark}>" for mark in marks)]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows in one run: row ``i`` holds ``columns[starts[i]:starts[i + 1]]`` with ``values`` beside them."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: NDArray[np.int64]) -> "Rows":
        """Some of the rows, in the order given."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        picked = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Rows(self.columns[picked], self.values[picked], starts)


class Vocabulary:
    """Which features are known, and how telling each one is (inverse document frequency)."""

    def __init__(self, columns: Sequence[Mapping[str, int]], rarity: NDArray[np.float32]) -> None:
        self.columns = tuple(columns)
        self.rarity = rarity

    @classmethod
    def of(cls, examples: Sequence[list[list[str]]], least: Sequence[int]) -> "Vocabulary":
        """The features that occur in at least ``least`` examples, per kind."""
        columns: list[dict[str, int]] = []
        rarity: list[float] = []
        for block, minimum in enumerate(least):
            seen = Counter(name for example in examples for name in set(example[block]))
            names = sorted(name for name, count in seen.items() if count >= minimum)
            columns.append({name: len(rarity) + i for i, name in enumerate(names)})
            rarity += [math.log((1 + len(examples)) / (1 + seen[name])) + 1 for name in names]
        return cls(columns, np.array(rarity, dtype=np.float32))

    def __len__(self) -> int:
        return len(self.rarity)

    def vector(
        self, features: list[list[str]], weights: Sequence[float]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one utterance, and nothing for features that training has not seen.

        Each kind has length 1 before its weight, so a long text is no surer than a short one.
        """
        columns: list[NDArray[np.int64]] = []
        parts: list[NDArray[np.float32]] = []
        for known, names, weight in zip(self.columns, features, weights, strict=True):
            counts = Counter([column for column in map(known.get, names) if column is not None])
            if not counts or not weight:
                continue
            found = np.fromiter(counts, np.int64, len(counts))
            values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.rarity[found]
            parts.append(values * np.float32(weight / math.sqrt(float(values @ values))))
            columns.append(found)
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return np.concatenate(columns), np.concatenate(parts)

    def rows(self, examples: Iterable[list[list[str]]], weights: Sequence[float]) -> Rows:
        """Many utterances at once."""
        vectors = [self.vector(example, weights) for example in examples]
        starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in vectors])]).astype(np.int64)
        if not vectors:
            return Rows(np.zeros(0, np.int32), np.zeros(0, np.float32), starts)
        columns = np.concatenate([columns for columns, _ in vectors]).astype(np.int32)
        return Rows(columns, np.concatenate([values for _, values in vectors]), starts)
