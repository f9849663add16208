"""What a button's data means, and buttons that are older than the question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine import buttons
from dialogs.engine.buttons import Do, Go, Set
from tests.dialogs.engine.test_forms import reporting
from tests.dialogs.engine.toys import Chat

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)


@given(NAMES, st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), JSON, max_size=2))
def test_go_reads_back(intent: str, slots: dict) -> None:  # type: ignore[type-arg]
    try:
        data = buttons.go(intent, **slots)
    except ValueError:
        return
    assert len(data) <= 300
    assert buttons.parse(data) == Go(intent, slots)


@given(NAMES, NAMES, JSON)
def test_set_reads_back(frame: str, step: str, value: object) -> None:
    assert buttons.parse(buttons.set_(frame, step, value)) == Set(frame, step, value)  # type: ignore[arg-type]


def test_do_reads_back() -> None:
    assert buttons.parse(buttons.do("cancel")) == Do("cancel")


@given(st.text() | st.from_regex(r"(go|set|do):.{0,30}"))
def test_no_text_makes_the_reader_fail(data: str) -> None:
    assert buttons.parse(data) is None or isinstance(buttons.parse(data), Go | Set | Do)


@pytest.mark.parametrize(
    "data", ["", "set:1:2", "set:1:x:{", "go:x:[1]", "go:x:{", "fly:away", "go:x:" + "[" * 200_000]
)
def test_what_is_not_ours_reads_as_nothing(data: str) -> None:
    assert buttons.parse(data) is None


def test_data_too_long_for_line_is_refused_when_it_is_made() -> None:
    assert len(buttons.go("x", a="ก" * 280)) <= 300
    with pytest.raises(ValueError, match="300"):
        buttons.go("x", a="ก" * 300)


def test_a_lone_surrogate_in_a_buttons_data_does_not_break_the_turn() -> None:
    Chat().sends('go:report:{"percent":"\\ud83d"}')


def test_a_button_of_an_answered_question_is_old_and_the_open_one_is_asked_again() -> None:
    chat = reporting()
    old = chat.data_of("ไฟ")
    chat.presses("ถนน")
    chat.sends(old).hears("ของคำถามก่อนหน้า", "กี่เปอร์เซ็นต์")
    assert chat.slots == {"thing": 1}


def test_a_button_pressed_twice_counts_once() -> None:
    chat = reporting()
    data = chat.data_of("ถนน")
    chat.sends(data).sends(data).hears("ของคำถามก่อนหน้า")
    assert chat.slots == {"thing": 1}


def test_a_button_of_a_form_that_was_left_shows_the_menu() -> None:
    chat = reporting()
    data = chat.data_of("ถนน")
    chat.says("ยกเลิก").sends(data).hears("ของคำถามก่อนหน้า", "นี่คือเมนู")
    assert chat.conversation.frames == ()


def test_a_button_of_an_earlier_form_of_the_same_kind_is_old() -> None:
    chat = reporting()
    old = chat.data_of("ไฟ")
    chat.says("ยกเลิก").says("รายงาน", "report")
    chat.sends(old).hears("ของคำถามก่อนหน้า")
    assert chat.slots == {}


def test_a_button_of_yesterday_is_old_although_the_record_expired() -> None:
    old = reporting().data_of("ไฟ")
    chat = reporting().waits(days=1)
    today = Chat(now=chat.now).says("รายงาน", "report")
    today.sends(old).hears("ของคำถามก่อนหน้า")


def test_a_start_button_carries_its_slots() -> None:
    assert Chat().sends(buttons.go("report", percent=30)).slots == {"percent": 30}


@pytest.mark.parametrize("data", ["go:nowhere:{}", "set:zz:thing:1", "what is this"])
def test_an_unknown_button_leaves_the_open_question_open(data: str) -> None:
    reporting().sends(data).hears("เรื่องไหน")


def test_typed_labels_mean_the_buttons_of_the_last_answer_only() -> None:
    chat = Chat().says("ขอดูหน่อย", "score pick", decision="ask").says("คะแนน").hears("คะแนนปี")
    chat.says("เลือก").hears("ไม่เข้าใจ")
