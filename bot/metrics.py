"""What can be counted without knowing who: for Prometheus, at ``/metrics`` of web and worker.

No label holds an id, an agency's people, or a text. Several web processes write to one folder
(PROMETHEUS_MULTIPROC_DIR, made by ``bot/web/gunicorn_conf.py``), and any of them answers for all.
"""

import os
from collections.abc import Callable, Iterator

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

_MILLISECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0)

ACKNOWLEDGED = Histogram(
    "prongsai_acknowledgement_seconds", "From a webhook's arrival to its answer.", ["status"], buckets=_MILLISECONDS
)
LIMITED = Counter("prongsai_limited_total", "Events or requests turned away, by which limit.", ["limit"])
TURN = Histogram("prongsai_turn_seconds", "One turn, decided and recorded.", buckets=_MILLISECONDS)
WAITED = Histogram(
    "prongsai_queue_age_seconds",
    "How old an event was in its stream when its turn began.",
    buckets=(0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300),
)
LINE_ANSWERS = Counter(
    "prongsai_line_answers_total", "LINE's answers to our calls; none: it did not answer.", ["status"]
)


def exposition() -> tuple[bytes, str]:
    """All of this process's figures, or of all web processes: the text and its content type."""
    registry: CollectorRegistry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library leaves its constructor untyped
    return generate_latest(registry), CONTENT_TYPE_LATEST


class Asked(Collector):
    """A gauge whose value is asked for when somebody looks. Nothing is shown where asking fails."""

    def __init__(self, name: str, help_text: str, ask: Callable[[], float | None]) -> None:
        self._name = name
        self._help = help_text
        self._ask = ask

    def collect(self) -> Iterator[Metric]:
        value = self._ask()
        if value is not None:
            yield GaugeMetricFamily(self._name, self._help, value=value)
