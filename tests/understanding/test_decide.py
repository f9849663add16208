"""Act, ask or admit."""

import numpy as np
import pytest

from dialogs.understanding.decide import decided
from dialogs.understanding.gate import Gate, leaning
from dialogs.understanding.model import Thresholds
from dialogs.understanding.rules import Rules

LIMITS = Thresholds(ours=0.6, accept=0.8, margin=0.1)
SURE = {"summary": 6.0, "ita_score": 1.0, "contact": 0.0, "help": -1.0, "other": -3.0}
TORN = {"summary": 2.0, "ita_score": 1.9, "contact": 0.0, "help": -1.0, "other": -3.0}


def test_a_clear_wish_is_acted_on() -> None:
    verdict = decided(SURE, 0.99, LIMITS)
    assert (verdict.decision, verdict.intent) == ("act", "summary")


def test_two_close_ones_are_asked_about_with_at_most_three_buttons() -> None:
    verdict = decided(TORN, 0.99, LIMITS)
    assert verdict.decision == "ask"
    assert [name for name, _ in verdict.alternatives] == ["summary", "ita_score", "contact"]


def test_what_is_not_our_business_is_unknown() -> None:
    verdict = decided(SURE, 0.3, LIMITS)
    assert (verdict.decision, verdict.intent) == ("unknown", "unknown")


def test_what_a_person_may_not_have_is_not_offered_and_the_rest_only_asked() -> None:
    verdict = decided(SURE, 0.99, LIMITS, frozenset({"summary"}))
    assert verdict.decision == "ask" and verdict.intent == "ita_score"
    assert "summary" not in dict(verdict.alternatives)


def test_withholding_what_was_not_meant_changes_nothing() -> None:
    assert decided(SURE, 0.99, LIMITS, frozenset({"help"})).decision == "act"


def test_the_gate_learns_to_tell_ours_from_foreign() -> None:
    dice = np.random.default_rng(1)
    ours = np.array([True] * 60 + [False] * 20)
    signs = [
        (float(dice.normal(2 if mine else -2)), float(dice.uniform(0.5, 1) if mine else dice.uniform(0, 0.6)), 0.9)
        for mine in ours
    ]
    gate = Gate.fitted(signs, ours, np.ones(len(signs)))
    assert gate.chance(3, 0.9, 0.9) > 0.9 > 0.1 > gate.chance(-3, 0.2, 0.9)


def test_leaning_is_towards_us_when_any_real_intent_leads() -> None:
    assert leaning(SURE) > 0 > leaning({**SURE, "other": 9.0})


@pytest.mark.parametrize(
    ("form", "marks", "intent"),
    [
        ("1234567890123456", {"receipt"}, "complaint_follow_up"),
        ("ยกเลิกค่ะ", set(), "cancel"),
        ("ทราบ", set(), "summary"),
        ("รับทราบครับ", set(), "summary"),
        ("อยากแจ้งทุจริต", set(), "complaint"), ("เมนู", set(), "help"),
    ],
)  # fmt: skip
def test_what_must_never_be_missed(form: str, marks: set[str], intent: str) -> None:
    even = dict.fromkeys(("cancel", "complaint", "complaint_follow_up", "summary", "help", "other"), 0.0)
    changed = Rules.load().applied(form, frozenset(marks), even)
    assert max(changed, key=lambda name: changed[name]) == intent


@pytest.mark.parametrize("form", ["ยกเลิกการติดตาม", "ไม่ทราบว่าใครรับผิดชอบ", "อยากทราบคะแนน", "ขอเมนูอาหาร"])
def test_commands_are_rules_only_when_they_are_all_there_is(form: str) -> None:
    even = {"cancel": 0.0, "summary": 0.0, "help": 0.0}
    assert Rules.load().applied(form, frozenset(), even) == even
