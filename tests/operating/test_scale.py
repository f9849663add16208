"""The plan for the whole country: the page is the simulation's, and the simulation keeps to its arithmetic."""

import copy

import numpy as np
import pytest

from bench import scale
from tests.shared import REPOSITORY


@pytest.fixture(scope="module")
def told() -> scale.Assumptions:
    return scale.load()


def test_every_event_of_the_day_is_in_it(told: scale.Assumptions) -> None:
    people = told["people"]
    expected = (
        people["agencies"] * people["friends_per_agency"] * people["share_that_writes"] * people["events_per_writer"]
    )
    assert scale.arrivals(told).sum() == pytest.approx(expected, rel=0.01)


def test_the_same_day_for_every_reader(told: scale.Assumptions) -> None:
    assert (scale.arrivals(told) == scale.arrivals(told)).all()


@pytest.mark.parametrize(
    ("come", "able", "longest"), [([0, 0, 0], 1, 0), ([5, 0, 0], 1, 4), ([5, 0, 5], 1, 7), ([0, 0, 5, 0], 2, 3)]
)
def test_the_queue(come: list[float], able: float, longest: float) -> None:
    assert scale.longest_queue(np.array(come, float), able) == longest


def test_slower_turns_need_more_workers(told: scale.Assumptions) -> None:
    slow = copy.deepcopy(told)
    slow["measured"]["turns_per_core_second"] /= 20
    assert scale.workers_needed(slow) > scale.workers_needed(told)


def test_the_worst_day_is_within_the_reply_token(told: scale.Assumptions) -> None:
    day = scale.run(told, scale.workers_needed(told))
    assert day.longest_wait < 5
    assert scale.late_at(told, day) > 1
    assert next(factor for _, factor, _ in scale.limits(told, day)) > 1


def test_the_page_is_todays(told: scale.Assumptions) -> None:
    from bench.scale_page import page

    day = scale.run(told, scale.workers_needed(told))
    written = (REPOSITORY / "docs" / "scaling.md").read_text(encoding="utf-8")
    assert written == page(told, day, scale.limits(told, day), scale.late_at(told, day))


def test_the_structure_is_the_programs(told: scale.Assumptions) -> None:
    from inspect import signature

    from bot.web.limits import CHANNEL
    from bot.worker.replies import ReplyPool
    from storage.events.partitions import PARTITIONS

    assert told["structure"]["partitions"] == PARTITIONS
    assert told["structure"]["channel_events_per_10_seconds"] == CHANNEL
    assert told["structure"]["reply_slots_per_worker"] == signature(ReplyPool).parameters["size"].default
