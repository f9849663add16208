"""What may be offered for labelling."""

import pytest

from dialogs.records.reading import Reading
from dialogs.understanding.learning import offerable


def reading(text: str, decision: str = "ask", **chances: float) -> Reading:
    alternatives = tuple(chances.items())
    return Reading(text, decision, alternatives[0][0], alternatives[0][1], alternatives, {})  # type: ignore[arg-type]


def test_a_harmless_question_may_be_offered() -> None:
    assert offerable("ขอทราบรอบหน้า", reading("ขอทราบรอบหน้า", summary=0.5, contact=0.3)) == "ขอทราบรอบหน้า"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("โทรกลับ 081-222-5555 ด้วย", "โทรกลับ … ด้วย"),
        ("ส่งไปที่ somchai@example.com นะ", "ส่งไปที่ … นะ"),
        ("บ้านเลขที่ 12/3 ถามเรื่องป้าย", "… ถามเรื่องป้าย"),
        ("เลขบัตร 1 2345 67890 12 3 ใช้ได้ไหม", "เลขบัตร … ใช้ได้ไหม"),
    ],
)
def test_personal_data_is_taken_out(text: str, kept: str) -> None:
    assert offerable(text, reading(text, contact=0.5)) == kept


@pytest.mark.parametrize(
    ("text", "chances"),
    [
        ("เขาเก็บเงินแปลกๆ", {"contact": 0.5}),
        ("เรื่องนั้นน่ะ", {"contact": 0.5, "complaint": 0.06}),
        ("ถึงไหนแล้ว", {"measure_status": 0.5, "complaint_follow_up": 0.3}),
        ("นายสมชายอยู่ไหม", {"contact": 0.5}),
        ("ก" * 200, {"contact": 0.5}),
        ("1234567", {"contact": 0.5}),
    ],
)
def test_some_texts_are_never_offered(text: str, chances: dict[str, float]) -> None:
    assert offerable(text, reading(text, **chances)) is None


def test_what_was_understood_is_not_offered() -> None:
    assert offerable("คะแนน ita", reading("คะแนน ita", "act", ita_score=0.9)) is None
