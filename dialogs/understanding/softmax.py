"""Softmax regression on sparse rows, in numpy alone: a convex problem, solved by L-BFGS to the same end every time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.features import Rows

Floats = NDArray[np.float32]


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities, row by row."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


class _Products:
    """The two products that training needs, each as one gather and one sum over runs."""

    def __init__(self, rows: Rows, width: int) -> None:
        self.rows, self.width = rows, width
        owner = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.starts))
        order = np.argsort(rows.columns, kind="stable")
        self.owner, self.sorted_values = owner[order], rows.values[order][:, None]
        sorted_columns = rows.columns[order]
        self.present, self.firsts = np.unique(sorted_columns, return_index=True)
        self.filled = np.flatnonzero(np.diff(rows.starts))

    def forward(self, weights: Floats) -> Floats:
        """Rows x weights."""
        out = np.zeros((len(self.rows), weights.shape[1]), np.float32)
        if len(self.filled):
            terms = weights[self.rows.columns] * self.rows.values[:, None]
            out[self.filled] = np.add.reduceat(terms, self.rows.starts[self.filled], axis=0)
        return out

    def backward(self, errors: Floats) -> Floats:
        """Rows transposed x errors."""
        out = np.zeros((self.width, errors.shape[1]), np.float32)
        if len(self.present):
            out[self.present] = np.add.reduceat(errors[self.owner] * self.sorted_values, self.firsts, axis=0)
        return out


@dataclass(frozen=True, slots=True)
class Fit:
    """What training settled: one column of ``weights`` and one ``bias`` per class."""

    weights: Floats
    bias: Floats


def scores(fit: Fit, rows: Rows) -> Floats:
    """Class scores of many rows (before softmax)."""
    return _Products(rows, len(fit.weights)).forward(fit.weights) + fit.bias


@dataclass
class _Memory:
    """The last steps and gradient changes that L-BFGS steers by."""

    depth: int = 8

    def __post_init__(self) -> None:
        self.pairs: list[tuple[Floats, Floats, float]] = []

    def add(self, step: Floats, change: Floats) -> None:
        curvature = float(np.vdot(step, change))
        if curvature > 1e-10:
            self.pairs = [*self.pairs[-self.depth + 1 :], (step, change, 1 / curvature)]

    def direction(self, gradient: Floats) -> Floats:
        q, kept = gradient.copy(), []
        for step, change, scale in reversed(self.pairs):
            part = scale * float(np.vdot(step, q))
            q -= np.float32(part) * change
            kept.append(part)
        if self.pairs:
            step, change, _ = self.pairs[-1]
            q *= np.float32(np.vdot(step, change) / np.vdot(change, change))
        for (step, change, scale), part in zip(self.pairs, reversed(kept), strict=True):
            q += np.float32(part - scale * float(np.vdot(change, q))) * step
        return -q


def fit(
    rows: Rows, labels: NDArray[np.int64], classes: int, width: int, *, l2: float, steps: int, weight: Floats | None = None
) -> Fit:
    """Fit ``classes`` classes on rows of ``width`` columns.

    ``l2`` pulls weights to zero, ``steps`` bounds the iterations, ``weight`` says how much each row counts.
    """
    products = _Products(rows, width)
    share = (weight if weight is not None else np.ones(len(rows), np.float32)) / len(rows)
    target = np.zeros((len(rows), classes), np.float32)
    target[np.arange(len(rows)), labels] = 1

    def value(theta: Floats) -> tuple[float, Floats]:
        chances = softmax(products.forward(theta[:-1]) + theta[-1])
        likely = np.log(np.maximum(chances[np.arange(len(rows)), labels], 1e-12))
        loss = -float(share @ likely) + l2 / 2 * float(np.vdot(theta[:-1], theta[:-1]))
        errors = (chances - target) * share[:, None]
        return loss, np.vstack([products.backward(errors) + np.float32(l2) * theta[:-1], errors.sum(axis=0)])

    theta = _minimise(value, np.zeros((width + 1, classes), np.float32), steps)
    return Fit(theta[:-1], theta[-1])


def _minimise(value, theta: Floats, steps: int) -> Floats:  # type: ignore[no-untyped-def]
    memory = _Memory()
    loss, gradient = value(theta)
    for _ in range(steps):
        direction = memory.direction(gradient)
        slope = float(np.vdot(direction, gradient))
        stride = 1.0 if memory.pairs else 1 / max(float(np.abs(gradient).sum()), 1e-8)
        for _ in range(12):
            new = theta + np.float32(stride) * direction
            new_loss, new_gradient = value(new)
            if new_loss <= loss + 1e-4 * stride * slope:
                break
            stride /= 2
        else:
            return theta
        memory.add(new - theta, new_gradient - gradient)
        settled = abs(loss - new_loss) < 1e-6 * max(abs(loss), 1e-3)
        theta, loss, gradient = new, new_loss, new_gradient
        if settled:
            break
    return theta
