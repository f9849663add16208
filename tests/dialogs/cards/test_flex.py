"""Parts of cards."""

from dialogs.cards import flex
from dialogs.records.reply import Choice, LinkChoice


def test_an_empty_text_becomes_a_dash_because_flex_refuses_it() -> None:
    assert flex.text("")["text"] == "–"


def test_a_bar_keeps_to_its_frame() -> None:
    widths = [flex.bar(percent)["contents"][0]["width"] for percent in (-5, 0, 0.4, 49.6, 100, 130)]  # type: ignore[index, call-overload]
    assert widths == ["1%", "1%", "1%", "50%", "100%", "100%"]


def test_one_bubble_stands_alone_and_twelve_are_the_most() -> None:
    one = flex.bubble("ก", [])
    assert flex.carousel([one]) is one
    many = flex.carousel([one] * 15)
    assert many["type"] == "carousel" and len(many["contents"]) == 12  # type: ignore[arg-type]


def test_a_link_opens_and_a_choice_is_sent_back() -> None:
    link = flex.button(LinkChoice("เปิดเว็บไซต์", "https://phon.test/"))["action"]
    choice = flex.button(Choice("เมนู", "do:menu"))["action"]
    assert link == {"type": "uri", "label": "เปิดเว็บไซต์", "uri": "https://phon.test/"}
    assert choice == {"type": "postback", "label": "เมนู", "data": "do:menu", "displayText": "เมนู"}


def test_a_card_without_buttons_has_no_footer() -> None:
    assert "footer" not in flex.bubble("ก", [flex.text("ข")])
    assert "footer" in flex.bubble("ก", [], footer=[flex.button(Choice("ค", "x"))])
