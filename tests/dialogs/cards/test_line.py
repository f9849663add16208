"""Answers as LINE messages: counting as LINE counts, cutting, at most five messages."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.cards.line import MAX_LABEL, action, cut, graphemes, label, to_line
from dialogs.records.reply import Answer, Choice, Picture, Say, Show


def units(text: str) -> int:
    """UTF-16 units, as LINE counts a text."""
    return len(text.encode("utf-16-le")) // 2


def test_a_short_label_stays_as_it_is() -> None:
    assert label("ดูมาตรการทั้งหมด") == "ดูมาตรการทั้งหมด"
    assert label("ก" * MAX_LABEL) == "ก" * MAX_LABEL


def test_a_long_label_is_cut_with_an_ellipsis_and_no_space_before_it() -> None:
    assert label("ก" * 21) == "ก" * 19 + "…"
    assert label("ก" * 18 + " ขคงจ") == "ก" * 18 + "…"


def test_tone_marks_take_no_place() -> None:
    assert graphemes("ที่") == graphemes("ที") == 2
    assert graphemes("น้ำ") == 2
    assert label("ก้" * 20) == "ก้" * 20


@given(st.text(), st.integers(1, 40))
def test_a_label_always_fits(text: str, limit: int) -> None:
    assert graphemes(label(text, limit)) <= limit


@given(st.text(), st.integers(1, 60))
def test_a_cut_text_always_fits_and_is_valid(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert units(shown) <= limit
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


def test_a_pair_of_surrogates_is_not_torn() -> None:
    assert cut("😀😀😀", 4) == "😀…"
    assert cut("😀😀", 4) == "😀😀"


def test_nothing_to_say_is_no_message() -> None:
    assert to_line(None) == () and to_line(Answer(())) == ()


def test_at_most_five_messages_and_thirteen_quick_replies_under_the_last() -> None:
    choices = tuple(Choice(f"ปุ่ม {n}", f"do:{n}") for n in range(20))
    messages = to_line(Answer(tuple(Say(str(n)) for n in range(7)), choices))
    assert [message.get("text") for message in messages] == list("01234")
    assert [("quickReply" in message) for message in messages] == [False] * 4 + [True]
    items = messages[-1]["quickReply"]["items"]  # type: ignore[index, call-overload]
    assert len(items) == 13  # type: ignore[arg-type]


def test_each_kind_of_reply() -> None:
    replies = (Say("ก" * 6000), Show("ข" * 2000, {"type": "bubble"}), Picture("https://x.test/a", "https://x.test/b"))
    text, flex, picture = to_line(Answer(replies))
    assert units(str(text["text"])) == 5000
    assert units(str(flex["altText"])) == 1500 and flex["contents"] == {"type": "bubble"}
    assert (picture["originalContentUrl"], picture["previewImageUrl"]) == ("https://x.test/a", "https://x.test/b")


def test_a_button_shows_its_label_in_the_chat_unless_it_says_otherwise() -> None:
    assert action(Choice("ข้อ 2", "go:x:{}"))["displayText"] == "ข้อ 2"
    assert action(Choice("ข้อ 2", "go:x:{}", "ขอดูข้อ 2"))["displayText"] == "ขอดูข้อ 2"
    assert action(Choice("ก" * 30, "x"))["displayText"] == "ก" * 19 + "…"
