"""Other wishes: digressions and the way back, follow-ups, a doubt between two, who may interrupt free text."""

from dataclasses import replace

from dialogs.engine.model import Dialog
from tests.dialogs.engine.test_forms import reporting
from tests.dialogs.engine.toys import PICK, Chat, make_engine


def test_a_digression_is_answered_and_returns_to_the_question() -> None:
    chat = reporting().says("ถนน").says("คะแนนเท่าไร", "score").hears("คะแนนปี 2565", "กลับมาที่เรื่องเดิม", "กี่เปอร์เซ็นต์")
    assert "50%" in chat.labels
    assert chat.says("70").slots == {"thing": 1, "percent": 70}


def test_a_digression_with_a_question_of_its_own_returns_after_its_answer() -> None:
    chat = reporting().says("ถนน").says("ขอเลือก", "pick").hears("เรื่องไหน")
    chat.says("ไฟ").hears("ได้ 2", "กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 1}


def test_cancelling_a_digression_returns_to_the_form() -> None:
    reporting().says("ถนน").says("ขอเลือก", "pick").says("ยกเลิก").hears("ยกเลิกให้แล้ว", "กี่เปอร์เซ็นต์")


def test_a_question_that_does_not_keep_gives_way_to_another_wish() -> None:
    chat = Chat().says("ขอเลือก", "pick").says("คะแนนเท่าไร", "score").hears("คะแนนปี").does_not_hear("เรื่องไหน")
    assert chat.conversation.frames == ()


def test_the_same_wish_again_is_an_answer_and_no_second_form() -> None:
    chat = reporting().says("รายงานหน่อย", "report")
    assert len(chat.conversation.frames) == 1


def test_free_text_is_interrupted_by_a_clear_wish_only() -> None:
    chat = reporting().says("ถนน").says("40")
    chat.says("คะแนนเท่าไร", "score", confidence=0.95).hears("คะแนนปี", "เล่าสั้น ๆ")
    chat.says("ได้คะแนนจากชาวบ้าน", "score", confidence=0.6).hears("ส่งเลยไหม")
    assert chat.slots["note"] == "ได้คะแนนจากชาวบ้าน"


def test_a_follow_up_refers_to_the_last_answer_only() -> None:
    chat = Chat().says("คะแนน", "score").says("แล้วปีก่อนล่ะ").hears("คะแนนปี 2564")
    Chat().says("แล้วปีก่อนล่ะ").hears("ไม่เข้าใจ")
    chat.waits(hours=2).says("แล้วปีก่อนล่ะ").hears("ไม่เข้าใจ")


def test_a_doubt_between_two_is_a_question_with_buttons_that_also_work_typed() -> None:
    chat = Chat().says("ขอดูหน่อย", "score pick", decision="ask").hears("หมายถึงเรื่องไหน")
    assert chat.labels == ["คะแนน", "เลือก", "ไม่ใช่ทั้งหมดนี้"]
    chat.says("เลือก").hears("เรื่องไหน")


def test_none_of_these_shows_the_menu() -> None:
    Chat().says("ขอดูหน่อย", "score pick", decision="ask").says("ไม่ใช่ทั้งหมดนี้").hears("นี่คือเมนู")


def test_a_doubt_about_nothing_we_do_is_not_understood() -> None:
    Chat().says("ขอดูหน่อย", "summary documents", decision="ask").hears("ไม่เข้าใจ")


def test_at_most_three_forms_wait_below_another() -> None:
    chat = Chat(make_engine(*(_kept(f"form{n}") for n in range(6))))
    for number in range(6):
        chat.says("อีกเรื่อง", f"form{number}")
    assert [frame.dialog for frame in chat.conversation.frames] == ["form2", "form3", "form4", "form5"]


def test_misses_are_counted_until_something_is_understood() -> None:
    chat = Chat().says("กขค").says("งจฉ")
    assert chat.conversation.misses == 2
    assert chat.says("คะแนน", "score").conversation.misses == 0


def _kept(name: str) -> Dialog:
    return replace(PICK, name=name, keeps=True)
