"""The trained file: vocabulary, weights and thresholds. Plain arrays without pickle; numpy reads it in milliseconds."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.features import Vocabulary
from dialogs.understanding.softmax import Fit, softmax

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
    thresholds: Thresholds
    fingerprint: str

    def scores(self, features: list[list[str]]) -> NDArray[np.float32]:
        """Class scores of one utterance (before softmax)."""
        columns, values = self.vocabulary.vector(features, self.weights)
        return np.asarray((values @ self.fit.weights[columns] + self.fit.bias) * self.sharpness, dtype=np.float32)

    def chances(self, features: list[list[str]]) -> NDArray[np.float32]:
        """Probability of each class for one utterance."""
        return softmax(self.scores(features))

    def save(self, path: Path) -> None:
        """Write the file; the same model makes the same bytes."""
        names = ["\n".join(block) for block in self.vocabulary.columns]
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            format=np.array([_FORMAT]),
            classes=np.array(self.classes),
            fingerprint=np.array(self.fingerprint),
            rarity=self.vocabulary.rarity.astype(np.float16),
            kernel=self.fit.weights.astype(np.float16),
            bias=self.fit.bias,
            weights=np.array(self.weights),
            sharpness=np.array([self.sharpness]),
            thresholds=np.array([self.thresholds.ours, self.thresholds.accept, self.thresholds.margin]),
            **{f"names{i}": np.frombuffer(text.encode(), np.uint8) for i, text in enumerate(names)},
        )
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
            ours, accept, margin = (float(value) for value in file["thresholds"])
            return cls(
                tuple(str(name) for name in file["classes"]),
                Vocabulary(columns, file["rarity"].astype(np.float32)),
                Fit(file["kernel"].astype(np.float32), file["bias"]),
                tuple(float(weight) for weight in file["weights"]),
                float(file["sharpness"][0]),
                Thresholds(ours, accept, margin),
                str(file["fingerprint"]),
            )
