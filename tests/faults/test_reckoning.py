"""The reckoning finds what it is there to find: answers that are missing, doubled, wrong or in the wrong order."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.simulator.fake import FakeLine
from bot.simulator.platform import Call
from tests.faults.reckoning import APOLOGY, Reckoning, count_answers
from tests.faults.story import Deed, Story

NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
SAYS = ("A", "B", "A")


@pytest.fixture
def story() -> Story:
    """Somebody who hears A, B and A again."""
    channel = FakeLine().channel("phon")
    deeds = (Deed("U1", place, {"replyToken": f"t{place}"}, hears) for place, hears in enumerate(SAYS))
    return Story("U1", channel, tuple(deeds))


def call(place: int, words: str, **to: str) -> Call:
    body: Any = {**to, "messages": [{"type": "text", "text": words}]}
    return Call("phon/general", "", "POST", "", body, 200, None, "", NOW, place)


def reply(place: int, number: int, words: str) -> Call:
    return call(place, words, replyToken=f"t{number}")


def counted(story: Story, *calls: Call) -> tuple[int, int, int, int]:
    found = Reckoning()
    count_answers(calls, [story], found)
    return found.lost, found.doubled, found.disordered, found.wrong_answers


def test_all_is_well(story: Story) -> None:
    well = [reply(place + 1, place, words) for place, words in enumerate(SAYS)]
    assert counted(story, *well) == (0, 0, 0, 0)
    refused = replace(well[0], accepted=0, status=400)
    assert counted(story, refused, *well) == (0, 0, 0, 0)


def test_what_is_missing_doubled_wrong_or_out_of_order_is_counted(story: Story) -> None:
    first, second, third = (reply(place + 1, place, words) for place, words in enumerate(SAYS))
    assert counted(story, first, third) == (1, 0, 0, 0)
    assert counted(story, first, second, third, replace(second, accepted=9)) == (0, 1, 0, 0)
    assert counted(story, first, third, replace(second, accepted=9)) == (0, 0, 1, 0)
    assert counted(story, first, reply(2, 1, "C"), third) == (1, 0, 0, 1)


def test_a_push_after_an_apology_is_the_answer_and_after_the_answer_a_second_one(story: Story) -> None:
    first, sorry, third = reply(1, 0, "A"), reply(2, 1, APOLOGY), reply(4, 2, "A")
    assert counted(story, first, sorry, call(3, "B", to="U1"), third) == (0, 0, 0, 0)
    assert counted(story, first, sorry, third) == (1, 0, 0, 0)
    assert counted(story, first, call(2, "A", to="U1"), reply(3, 1, "B"), third) == (0, 1, 0, 0)
