"""What a time-out interrupts: offered once, taken up or dropped."""

from datetime import timedelta

import pytest

from dialogs.engine.engine import PATIENCE
from dialogs.records.message import Kind, Message
from tests.dialogs.engine.test_forms import reporting
from tests.dialogs.engine.toys import Chat


def interrupted() -> Chat:
    """A form with one answer, and then silence until its time is over."""
    chat = reporting().says("ถนน")
    chat.now += PATIENCE + timedelta(seconds=1)
    return chat


def test_within_its_time_the_question_stays_open() -> None:
    chat = reporting().says("ถนน")
    chat.now += PATIENCE
    assert chat.says("40").slots == {"thing": 1, "percent": 40}


def test_after_it_another_answer_comes_with_the_offer_and_the_next_one_without() -> None:
    chat = interrupted().says("คะแนน", "score").hears("คะแนนปี", "รายงานค้างอยู่ ทำต่อไหม")
    assert chat.labels == ["ทำต่อ", "ไม่ทำต่อ"]
    chat.says("คะแนน", "score").does_not_hear("ค้างอยู่")


@pytest.mark.parametrize("how", ["press", "type", "other words"])
def test_taken_up_it_asks_the_question_that_was_open(how: str) -> None:
    chat = interrupted().says("คะแนน", "score")
    chat = chat.presses("ทำต่อ") if how == "press" else chat.says("ทำต่อ" if how == "type" else "ขอทำต่อ")
    chat.hears("กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 1} and chat.conversation.paused is None
    assert chat.says("40").slots == {"thing": 1, "percent": 40}


def test_taken_up_without_having_been_offered() -> None:
    interrupted().says("ทำต่อ").hears("กี่เปอร์เซ็นต์")


def test_dropped_by_its_button_it_is_gone() -> None:
    chat = interrupted().says("คะแนน", "score").presses("ไม่ทำต่อ").hears("ทิ้งเรื่องที่ค้างไว้")
    assert chat.conversation.paused is None
    chat.says("ทำต่อ").hears("ไม่มีเรื่องค้าง")


def test_the_button_that_drops_it_also_works_typed() -> None:
    interrupted().says("คะแนน", "score").says("ไม่ทำต่อ").hears("ทิ้งเรื่องที่ค้างไว้")


def test_an_answer_that_comes_too_late_is_not_taken_for_one() -> None:
    chat = interrupted().says("40").hears("ไม่เข้าใจ", "ค้างอยู่")
    assert chat.slots == {}


def test_a_button_that_comes_too_late_is_old_and_the_form_is_offered() -> None:
    chat = reporting()
    data = chat.data_of("ไฟ")
    chat.waits(hours=1).sends(data).hears("ของคำถามก่อนหน้า", "ค้างอยู่")


def test_a_question_that_does_not_keep_is_forgotten() -> None:
    chat = Chat().says("ขอเลือก", "pick").waits(hours=1).says("คะแนน", "score").does_not_hear("ค้างอยู่")
    assert chat.conversation.paused is None


def test_interrupted_a_second_time_it_is_offered_a_second_time() -> None:
    chat = interrupted().says("คะแนน", "score").presses("ทำต่อ")
    chat.waits(hours=1).says("คะแนน", "score").hears("ค้างอยู่")


def test_a_new_friend_starts_anew_and_is_reminded_too() -> None:
    interrupted().takes(Message(Kind.FOLLOW)).hears("สวัสดี", "ค้างอยู่")


def test_while_another_form_is_open_nothing_is_offered() -> None:
    interrupted().says("ขอเลือก", "pick").hears("เรื่องไหน").does_not_hear("ค้างอยู่")


def test_taking_up_the_interrupted_form_keeps_the_open_one_waiting() -> None:
    chat = interrupted().says("คะแนน", "score")
    resume = chat.data_of("ทำต่อ")
    chat.says("รายงานใหม่", "report").says("ไฟ")
    chat.sends(resume)
    assert {frame.slots["thing"] for frame in chat.conversation.frames} == {1, 2}
