"""Every card that the five samples' data can make, reached as a person reaches it: by pressing every button there is.

Judged by LINE's own OpenAPI files and limits, and by half of LINE's size limits, since it is unknown how LINE counts
escaped Thai (line-platform.md 5, trap 9).
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from dialogs.cards.line import to_line
from dialogs.cards.measure import measure_card
from dialogs.cards.score import all_indicators, score_card
from dialogs.catalogue import general_engine
from dialogs.engine.buttons import go
from dialogs.records.conversation import Conversation
from dialogs.records.facts import AgencyFacts
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Answer, Say, Show
from dialogs.records.voice import MALE
from storage.samples.load import SLUGS
from tests.dialogs.samples import sample_agencies, sample_facts
from tests.dialogs.voices import mixed
from tests.shared import needs_shared
from tests.simulator.judge import judge

HALF_BUBBLE, HALF_CAROUSEL = 15_000, 25_000
STARTS = (
    "greeting",
    "help",
    "measure_status",
    "ita_score",
    "survey",
    "contact",
    "complaint",
    "complaint_follow_up",
    "follow",
)


def parts(value: Json) -> Iterator[JsonObject]:
    """Every object inside a message."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts(inner)


def presses(messages: tuple[JsonObject, ...]) -> set[str]:
    return {str(part["data"]) for part in parts(messages) if part.get("type") == "postback"}


@cache
def reachable(slug: str) -> dict[str, tuple[JsonObject, ...]]:
    """Each button's data that starts something, with the messages it leads to."""
    agency = next(agency for agency in sample_agencies() if agency.slug == slug)
    engine, facts = general_engine(), sample_facts(agency)
    waiting = [go(intent) for intent in STARTS] + [go("privacy"), go("thanks"), go("ita_score", detail=True)]
    found: dict[str, tuple[JsonObject, ...]] = {}
    while waiting:
        data = waiting.pop()
        if data in found or not data.startswith("go:"):
            continue
        outcome = engine.turn(Conversation(), Message(Kind.BUTTON, data=data), facts)
        found[data] = to_line(outcome.answer)
        waiting.extend(presses(found[data]))
    return found


@pytest.fixture(params=SLUGS)
def answers(request: pytest.FixtureRequest) -> dict[str, tuple[JsonObject, ...]]:
    return reachable(request.param)


def agency_of(slug: str) -> AgencyFacts:
    return next(agency for agency in sample_agencies() if agency.slug == slug)


@needs_shared
def test_line_would_take_every_answer(answers: dict[str, tuple[JsonObject, ...]]) -> None:
    oracle = judge("messaging-api.yml")
    assert len(answers) > 10
    for data, messages in answers.items():
        body: dict[str, Any] = {"replyToken": "0" * 32, "messages": list(messages)}
        faults = oracle.errors("post", "/v2/bot/message/reply", json.loads(json.dumps(body)))
        assert not faults, f"{data}: {faults}"


def test_no_card_is_larger_than_half_of_what_line_takes(answers: dict[str, tuple[JsonObject, ...]]) -> None:
    cards = [message["contents"] for messages in answers.values() for message in messages if message["type"] == "flex"]
    assert cards
    for card in cards:
        limit = HALF_CAROUSEL if isinstance(card, dict) and card["type"] == "carousel" else HALF_BUBBLE
        assert len(json.dumps(card)) < limit


def test_no_button_leads_to_something_that_is_old_or_unknown(answers: dict[str, tuple[JsonObject, ...]]) -> None:
    for data, messages in answers.items():
        said = json.dumps(messages, ensure_ascii=False)
        assert messages and "ของคำถามก่อนหน้า" not in said, data
        assert "None" not in said and "{" not in "".join(str(m.get("text", "")) for m in messages), data


def test_every_measure_can_be_reached_by_buttons(answers: dict[str, tuple[JsonObject, ...]]) -> None:
    slug = next(slug for slug in SLUGS if reachable(slug) is answers)
    missing = {m.id for m in agency_of(slug).measures if go("measure_status", measure=m.id) not in answers}
    assert not missing


def test_every_answer_keeps_the_agencys_voice(answers: dict[str, tuple[JsonObject, ...]]) -> None:
    slug = next(slug for slug in SLUGS if reachable(slug) is answers)
    for messages in answers.values():
        for part in parts(messages):
            for key in ("text", "altText", "label", "displayText"):
                assert not mixed(str(part.get(key, "")), agency_of(slug).voice)


def test_one_agency_speaks_the_other_voice() -> None:
    assert [agency.slug for agency in sample_agencies() if agency.voice == MALE]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_cards_alt_text_says_what_the_card_says(slug: str) -> None:
    agency = agency_of(slug)
    facts = sample_facts(agency)
    for measure in agency.measures:
        card = measure_card(measure, facts)
        assert (
            str(measure.number) in card.alt
            and (measure.title in card.alt)
            and all(u in card.alt for u in measure.units)
        )
    for assessment in agency.assessments:
        for shown in (score_card(assessment, facts), all_indicators(assessment, facts)):
            assert str(assessment.fiscal_year) in shown.alt


@pytest.mark.parametrize("slug", SLUGS)
def test_every_score_stands_on_the_card_of_all_indicators(slug: str) -> None:
    agency = agency_of(slug)
    for assessment in agency.assessments:
        shown = all_indicators(assessment, sample_facts(agency))
        texts = [part.get("text") for part in parts(shown.contents)]
        for value in assessment.scores.values():
            assert f"{value:.2f}".rstrip("0").rstrip(".") in texts


def test_an_answer_of_text_and_card_keeps_both() -> None:
    agency = agency_of("phon")
    card = measure_card(agency.measures[0], sample_facts(agency))
    first, second = to_line(Answer((Say("ก"), card)))
    assert first["type"] == "text" and second["altText"] == card.alt
    assert isinstance(card, Show)
