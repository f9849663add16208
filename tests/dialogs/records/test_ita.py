"""Instruments, indicators, totals and levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.records.ita import (
    BY_NAME,
    BY_SLUG,
    INDICATORS,
    INSTRUMENT_WEIGHTS,
    LETTERS,
    PASSING,
    Instrument,
    instrument_scores,
    level_of,
    recomputed_total,
    scheme_of,
)

ALL = {indicator.slug: 80.0 for indicator in INDICATORS}
SCORES = st.floats(0, 100).map(lambda value: round(value, 2))


def even(value: float) -> dict[Instrument, float]:
    return dict.fromkeys(Instrument, value)


def test_ten_indicators_five_three_and_two_with_names_of_their_own() -> None:
    counts = [sum(i.instrument is instrument for i in INDICATORS) for instrument in Instrument]
    assert counts == [5, 3, 2]
    assert [i.number for i in INDICATORS] == list(range(1, 11))
    assert len(BY_SLUG) == len(BY_NAME) == 10
    assert sum(INSTRUMENT_WEIGHTS.values()) == 100


def test_the_total_weighs_instruments_and_not_indicators() -> None:
    only_oit = {slug: 100.0 if BY_SLUG[slug].instrument is Instrument.OIT else 0.0 for slug in ALL}
    assert recomputed_total(only_oit) == 40
    assert recomputed_total(ALL) == 80


def test_a_missing_score_leaves_its_instrument_and_the_total_unsaid() -> None:
    partial = {slug: score for slug, score in ALL.items() if slug != "budget_use"}
    assert set(instrument_scores(partial)) == {Instrument.EIT, Instrument.OIT}
    assert recomputed_total(partial) is None
    assert recomputed_total({}) is None


def test_a_score_of_zero_is_a_score() -> None:
    assert recomputed_total(dict.fromkeys(ALL, 0.0)) == 0


@given(st.fixed_dictionaries(dict.fromkeys(ALL, SCORES)))
def test_a_total_lies_between_the_weakest_and_the_best_indicator(scores: dict[str, float]) -> None:
    total = recomputed_total(scores)
    assert total is not None and min(scores.values()) - 0.01 <= total <= max(scores.values()) + 0.01


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (100, "AA"),
        (95, "AA"),
        (94.99, "A"),
        (85, "A"),
        (84.99, "B"),
        (75, "B"),
        (65, "C"),
        (55, "D"),
        (50, "E"),
        (49.99, "F"),
        (0, "F"),
    ],
)
def test_letters_at_their_edges(total: float, level: str) -> None:
    assert level_of(LETTERS, total, {}) == level


@pytest.mark.parametrize(
    ("total", "weakest", "level"),
    [
        (96, 95, "ผ่านดีเยี่ยม"),
        (96, 94.99, "ผ่านดี"),
        (96, 84.99, "ผ่าน"),
        (85, 85, "ผ่านดี"),
        (88.51, 74.99, "ผ่าน"),
        (84.99, 84, "ต้องปรับปรุง"),
        (70, 0, "ต้องปรับปรุง"),
        (69.99, 0, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_the_newer_scheme_also_asks_for_every_instrument(total: float, weakest: float, level: str) -> None:
    assert level_of(PASSING, total, {**even(99), Instrument.EIT: weakest}) == level


def test_a_pass_is_not_claimed_without_all_instruments() -> None:
    assert level_of(PASSING, 90, {Instrument.IIT: 90}) is None
    assert level_of(PASSING, 60, {}) == "ต้องปรับปรุงโดยด่วน"


def test_the_scheme_goes_with_the_year() -> None:
    assert scheme_of(2565) is LETTERS
    assert scheme_of(2566) is PASSING
