"""A message that was taken back fills nothing."""

from tests.dialogs.engine.test_forms import reporting


def test_the_slot_that_it_filled_is_emptied_and_the_others_stay() -> None:
    chat = reporting().says("ถนน").says("40").says("เล่าแล้ว")
    chat.unsends(3)
    assert chat.slots == {"thing": 1, "note": "เล่าแล้ว"}
    assert chat.last.answer is None, "LINE gives no reply token for an unsend"


def test_the_emptied_slot_takes_the_next_answer() -> None:
    chat = reporting().says("ถนน").says("40")
    chat.unsends(3).says("60")
    assert chat.slots == {"thing": 1, "percent": 60}


def test_a_form_is_not_finished_with_what_was_taken_back() -> None:
    chat = reporting().says("ถนน").says("40").says("เล่าแล้ว")
    button = chat.data_of("ส่ง")
    chat.unsends(3).sends(button)
    assert chat.last.effects == ()


def test_a_message_that_filled_nothing_changes_nothing() -> None:
    chat = reporting().says("ถนน")
    before = chat.conversation.frames
    chat.unsends(99)
    assert chat.conversation.frames == before
    assert chat.says("40").slots == {"thing": 1, "percent": 40}


def test_a_corrected_value_goes_with_the_correction() -> None:
    chat = reporting().says("ถนน").says("40").says("เล่าแล้ว").says("ไม่ใช่ 40 เป็น 55")
    chat.unsends(5)
    assert "percent" not in chat.slots


def test_what_the_first_sentence_filled_goes_with_it() -> None:
    chat = reporting(percent=80)
    chat.unsends(1)
    assert "percent" not in chat.slots


def test_a_form_that_a_time_out_interrupted_loses_it_too() -> None:
    chat = reporting().says("ถนน").says("40").says("ชื่อคนที่ไม่ควรพิมพ์")
    chat.waits(hours=1).says("คะแนน", "score")
    chat.unsends(4)
    assert chat.conversation.paused
    assert "note" not in chat.conversation.paused.slots
