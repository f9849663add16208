"""The trained file: vocabulary, weights and thresholds. Plain arrays without pickle; numpy reads it in milliseconds."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.features import Vocabulary
from dialogs.understanding.gate import Gate
from dialogs.understanding.softmax import Fit

DEFAULT_MODEL = Path(__file__).parent / "model.npz"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a decision turns. All are probabilities (0-1), chosen from cross-validation by ``train``.

    Below ``ours`` (the chance that an utterance is the bot's business at all) it is unknown. To act, the best intent
    needs ``accept`` and must lead the second by ``margin``.
    """

    ours: float
    accept: float
    margin: float


def familiarity(vocabulary: Vocabulary, familiar: NDArray[np.bool_], features: list[list[str]]) -> tuple[float, float]:
    """Share of the words that examples of ours use, and share of the n-grams that training knows (0-1 each)."""
    grams, words = vocabulary.columns[0], vocabulary.columns[1]
    first = len(grams)
    long = [word for word in features[1] if len(word) > 1]
    known = sum(1 for word in long if (column := words.get(word)) is not None and familiar[column - first])
    seen = sum(map(grams.__contains__, features[0]))
    return known / len(long) if long else 1.0, seen / len(features[0]) if features[0] else 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier with everything that reading needs. ``fingerprint`` tells which examples it was trained on."""

    classes: tuple[str, ...]
    vocabulary: Vocabulary
    fit: Fit
    weights: tuple[float, ...]
    """How much each kind of feature counts."""
    sharpness: float
    """Scores are multiplied by this before softmax, so that probabilities mean what they say."""
    familiar: NDArray[np.bool_]
    """For each word feature, whether it occurs in examples of ours."""
    gate: Gate
    thresholds: Thresholds
    fingerprint: str

    def familiarity(self, features: list[list[str]]) -> tuple[float, float]:
        """Share of the words that examples of ours use, and share of the n-grams that training knows (0-1 each)."""
        return familiarity(self.vocabulary, self.familiar, features)

    def scores(self, features: list[list[str]]) -> NDArray[np.float32]:
        """Class scores of one utterance (before softmax)."""
        columns, values = self.vocabulary.vector(features, self.weights)
        return np.asarray((values @ self.fit.weights[columns] + self.fit.bias) * self.sharpness, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the file; the same model makes the same bytes."""
        arrays: dict[str, NDArray[np.generic]] = {
            "format": np.array([_FORMAT]),
            "classes": np.array(self.classes),
            "fingerprint": np.array(self.fingerprint),
            "rarity": self.vocabulary.rarity.astype(np.float16),
            "kernel": self.fit.weights.astype(np.float16),
            "bias": self.fit.bias,
            "weights": np.array(self.weights),
            "sharpness": np.array([self.sharpness]),
            "familiar": np.packbits(self.familiar),
            "gate": np.array([*self.gate.weights, self.gate.bias]),
            "thresholds": np.array([self.thresholds.ours, self.thresholds.accept, self.thresholds.margin]),
        }
        for block, known in enumerate(self.vocabulary.columns):
            arrays[f"names{block}"] = np.frombuffer("\n".join(known).encode(), np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        path.write_bytes(buffer.getvalue())

    @classmethod
    def load(cls, path: Path = DEFAULT_MODEL) -> "Model":
        """Read the file. Raises FileNotFoundError, or ValueError when it is of another format."""
        with np.load(path, allow_pickle=False) as file:
            if int(file["format"][0]) != _FORMAT:
                raise ValueError(f"{path.name} has another format: run python -m bot train")
            columns: list[dict[str, int]] = []
            for block in range(len(file["weights"])):
                start = sum(map(len, columns))
                names = file[f"names{block}"].tobytes().decode().split("\n")
                columns.append({name: start + i for i, name in enumerate(names)})
            *weights, bias = (float(value) for value in file["gate"])
            ours, accept, margin = (float(value) for value in file["thresholds"])
            return cls(
                tuple(str(name) for name in file["classes"]),
                Vocabulary(columns, file["rarity"].astype(np.float32)),
                Fit(file["kernel"].astype(np.float32), file["bias"]),
                tuple(float(weight) for weight in file["weights"]),
                float(file["sharpness"][0]),
                np.unpackbits(file["familiar"], count=len(columns[1])).astype(bool),
                Gate(tuple(weights), bias),
                Thresholds(ours, accept, margin),
                str(file["fingerprint"]),
            )
