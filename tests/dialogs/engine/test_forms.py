"""Filling a form: the derived next step, what is known already, corrections, back, cancel, start over."""

import pytest

from dialogs.records.effect import FollowMeasure
from tests.dialogs.engine.toys import Chat


def reporting(**known: object) -> Chat:
    return Chat().says("รายงาน", "report", **known)


def test_each_answer_leads_to_the_first_question_that_is_still_open() -> None:
    chat = reporting().hears("เรื่องไหน")
    assert chat.labels == ["ถนน", "ไฟ", "ยกเลิก"]
    chat.says("ไฟ").hears("กี่เปอร์เซ็นต์")
    chat.says("40").hears("เล่าสั้น ๆ")
    chat.says("เสาล้มสองต้น").hears("ส่งเลยไหม")
    chat.presses("ส่ง").hears("บันทึกแล้ว", "note=เสาล้มสองต้น", "percent=40", "sure=True", "thing=2")
    assert chat.last.effects == (FollowMeasure(None),)
    assert chat.conversation.frames == ()


def test_a_step_that_does_not_apply_is_not_asked() -> None:
    reporting().says("ถนน").says("100").hears("ส่งเลยไหม").does_not_hear("เล่าสั้น ๆ")


def test_what_the_first_sentence_said_is_not_asked_again() -> None:
    chat = reporting(percent=80).hears("เรื่องไหน")
    chat.says("ถนน").hears("เล่าสั้น ๆ").does_not_hear("กี่เปอร์เซ็นต์")


@pytest.mark.parametrize("words", ["ถนน", "ทาง", " ถ น น ", "อันแรก", "อันที่หนึ่ง"])
def test_an_option_also_works_typed_by_label_by_other_words_and_by_place(words: str) -> None:
    chat = reporting().says(words).hears("กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 1}


def test_a_bare_number_is_a_value_and_not_a_place_in_the_list() -> None:
    assert reporting().says("ถนน").says("2").slots["percent"] == 2


def test_a_value_that_does_not_fit_is_named_and_asked_again() -> None:
    chat = reporting().says("ถนน").says("130").hears("อ่านได้ว่า 130", "กี่เปอร์เซ็นต์")
    assert "percent" not in chat.slots


def test_a_correction_changes_the_newest_value_that_reads_it() -> None:
    chat = reporting().says("ถนน").says("40").says("เล่าแล้ว").hears("ส่งเลยไหม")
    chat.says("ไม่ใช่ 40 เป็น 55").hears("แก้ให้แล้ว", "ส่งเลยไหม")
    assert chat.slots == {"thing": 1, "note": "เล่าแล้ว", "percent": 55}


def test_a_correction_may_name_an_option() -> None:
    chat = reporting().says("ถนน").says("ไม่ใช่ถนน เป็นไฟ").hears("แก้ให้แล้ว", "กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 2}


def test_a_correction_that_opens_a_question_asks_it() -> None:
    chat = reporting().says("ถนน").says("100").hears("ส่งเลยไหม")
    chat.says("ไม่ใช่ 100 เป็น 60").hears("แก้ให้แล้ว", "เล่าสั้น ๆ")


def test_in_a_free_text_step_a_correction_is_text() -> None:
    chat = reporting().says("ถนน").says("40").says("ไม่ใช่ 40 เป็น 55")
    assert chat.slots["note"] == "ไม่ใช่ 40 เป็น 55"
    assert chat.slots["percent"] == 40


def test_back_goes_answer_by_answer_to_the_first_question() -> None:
    chat = reporting().says("ถนน").says("40").hears("เล่าสั้น ๆ")
    chat.says("ย้อนกลับ").hears("กี่เปอร์เซ็นต์")
    chat.says("ย้อนกลับ").hears("เรื่องไหน")
    chat.says("ย้อนกลับ").hears("คำถามแรก", "เรื่องไหน")
    assert chat.slots == {}


def test_back_leaves_alone_what_the_first_sentence_said() -> None:
    chat = reporting(percent=80).says("ถนน").says("ย้อนกลับ").hears("เรื่องไหน")
    assert chat.slots == {"percent": 80}


def test_cancel_leaves_the_form_and_the_second_one_has_nothing_to_leave() -> None:
    chat = reporting().says("ถนน").says("ยกเลิก").hears("ยกเลิกให้แล้ว")
    assert chat.conversation.frames == () and chat.last.effects == ()
    chat.says("ยกเลิก").hears("ไม่มีเรื่องที่ทำค้างอยู่")


def test_the_cancel_button_under_a_question_does_the_same() -> None:
    chat = reporting().presses("ยกเลิก").hears("ยกเลิกให้แล้ว")
    assert chat.conversation.frames == ()


def test_starting_over_forgets_the_answers_and_the_old_buttons() -> None:
    chat = reporting(percent=80)
    old = chat.data_of("ถนน")
    chat.says("ถนน").says("เริ่มใหม่").hears("เริ่มใหม่ตั้งแต่ต้น", "เรื่องไหน")
    assert chat.slots == {}
    chat.sends(old).hears("ของคำถามก่อนหน้า", "เรื่องไหน")


@pytest.mark.parametrize("word", ["ย้อนกลับ", "เริ่มใหม่", "ทำต่อ"])
def test_a_command_with_nothing_open_says_so(word: str) -> None:
    chat = Chat().says(word)
    assert chat.text and "ไม่เข้าใจ" not in chat.text


@pytest.mark.parametrize("word", ["เมนู", "ช่วยด้วย", "help"])
def test_menu_and_help_interrupt_a_form_and_return_to_it(word: str) -> None:
    chat = reporting().says("ถนน").says(word).hears("นี่คือเมนู", "กลับมาที่เรื่องเดิม", "กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 1}


def test_a_wish_to_cancel_in_other_words_leaves_the_form() -> None:
    reporting().says("ไม่เอาแล้วดีกว่า ไม่อยากทำ", "cancel").hears("ยกเลิกให้แล้ว")
