"""Softmax regression on sparse rows, in numpy alone: a convex problem, solved by L-BFGS to the same end every time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dialogs.understanding.features import Rows

Floats = NDArray[np.float32]
Objective = Callable[[Floats], tuple[float, Floats]]
"""The value to be made small and its gradient."""


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities, row by row."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


_FREQUENT = 1500
"""So many of the most frequent columns are kept dense: they hold most of the values, and BLAS is quick on them."""

_BLOCK = 8192
"""So many of the other values are worked on at once."""


class _Products:
    """The two products that training needs: a dense one for frequent columns, gather and sum over runs for the rest."""

    def __init__(self, rows: Rows, width: int) -> None:
        self.height, self.width = len(rows), width
        owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
        counts = np.bincount(rows.columns, minlength=width)
        self.frequent = np.sort(np.argsort(-counts, kind="stable")[:_FREQUENT])
        place = np.full(width, -1)
        place[self.frequent] = np.arange(len(self.frequent))
        dense = place[rows.columns] >= 0
        self.dense = np.zeros((len(rows), len(self.frequent)), np.float32)
        self.dense[owner[dense], place[rows.columns[dense]]] = rows.values[dense]
        self._keep_sparse(owner[~dense], rows.columns[~dense], rows.values[~dense])

    def _keep_sparse(self, owner: NDArray[np.int64], columns: NDArray[np.int32], values: Floats) -> None:
        self.columns, self.values = columns, values[:, None]
        self.filled, self.row_firsts = np.unique(owner, return_index=True)
        order = np.argsort(columns, kind="stable")
        self.owner, self.sorted_values = owner[order], self.values[order]
        self.present, self.column_firsts = np.unique(columns[order], return_index=True)

    def forward(self, weights: Floats) -> Floats:
        """Rows x weights."""
        out = np.asarray(self.dense @ weights[self.frequent], dtype=np.float32)
        _add_runs(out, weights, self.columns, self.values, self.filled, self.row_firsts)
        return out

    def backward(self, errors: Floats) -> Floats:
        """Rows transposed x errors."""
        out = np.zeros((self.width, errors.shape[1]), np.float32)
        out[self.frequent] = self.dense.T @ errors
        _add_runs(out, errors, self.owner, self.sorted_values, self.present, self.column_firsts)
        return out


def _add_runs(
    out: Floats,
    table: Floats,
    taken: NDArray[np.integer],
    values: Floats,
    rows: NDArray[np.signedinteger],
    firsts: NDArray[np.int64],
) -> None:
    """Add to each of ``rows`` of ``out`` its run of ``taken`` rows of ``table`` times ``values``, the runs beginning at ``firsts``."""
    # In blocks that fit a processor's cache: the terms of all runs at once would go through memory three times.
    ends = np.append(firsts[1:], len(taken))
    first = 0
    while first < len(firsts):
        begin = int(firsts[first])
        last = max(int(np.searchsorted(ends, begin + _BLOCK, side="right")), first + 1)
        terms = np.take(table, taken[begin : int(ends[last - 1])], axis=0)
        terms *= values[begin : int(ends[last - 1])]
        out[rows[first:last]] += np.add.reduceat(terms, firsts[first:last] - begin, axis=0)
        first = last


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
    rows: Rows,
    labels: NDArray[np.int64],
    classes: int,
    width: int,
    *,
    l2: float,
    steps: int,
    weight: Floats | None = None,
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
        errors = np.asarray((chances - target) * share[:, None], dtype=np.float32)
        return loss, np.vstack([products.backward(errors) + np.float32(l2) * theta[:-1], errors.sum(axis=0)])

    theta = _minimise(value, np.zeros((width + 1, classes), np.float32), steps)
    return Fit(theta[:-1], theta[-1])


def _minimise(value: Objective, theta: Floats, steps: int) -> Floats:
    """L-BFGS with a halving line search; stops when the objective settles."""
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
