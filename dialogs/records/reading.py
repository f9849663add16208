"""What an utterance was read as. Light to import: no numpy, no dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Decision = Literal["act", "ask", "unknown"]

UNKNOWN = "unknown"
"""The intent of a reading whose decision is ``unknown``."""
OFFERED = 3
"""At most so many alternatives become buttons."""


@dataclass(frozen=True, slots=True)
class MeasureName:
    """How one measure of an agency may be called. ``number`` is its place in the plan, from 1."""

    id: int
    number: int
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One utterance, understood.

    ``intent`` is the best guess also when the decision is ``ask``. ``confidence`` is the calibrated probability (0-1)
    that it is right. ``entities`` has the keys of the contract, plus ``measure_id`` when a lexicon knows the measure
    and ``facet`` for what is asked about it; a key that occurs twice holds a list.
    """

    text: str
    decision: Decision
    intent: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    entities: Mapping[str, object]
