"""One test for each rule that makes chat text comparable (thai.md 4.1, 5)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.understanding import normalise as n


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ＩＴＡ６６", "ita66"),
        ("คําร้อง", "คำร้อง"),
        ("เเผนงาน", "แผนงาน"),
        ("นำ้ประปา", "น้ำประปา"),
        ("ที่่นี่", "ที่นี่"),
        ("คะ\u200bแนน\ufeff", "คะแนน"),
        ("ปี\u00a0๖๖", "ปี 66"),
        ("ITA Score", "ita score"),
        ("มๅตรการ", "มาตรการ"),
        ("  ขอ \n  ลิงก์ ", "ขอ ลิงก์"),
        ("ค่ะะะ", "ค่ะ"),
        ("จ้าาาา", "จ้า"),
        ("มากกกก", "มาก"),
        ("คร้าบบบ", "คร้าบ"),
        ("okkkk", "ok"),
        ("ก\x00ข", "ก ข"),
        ("\ud83dเมนู", "เมนู"),
        ("8tcoo ita", "คะแนน ita"),
    ],
)
def test_what_varies_is_settled(typed: str, read: str) -> None:
    assert n.chat_form(typed) == read


@pytest.mark.parametrize(
    "word",
    [
        "คะแนนนี้",
        "คะแนนน้อย",
        "ระบบบริหาร",
        "แบบบันทึก",
        "ขอออก",
        "ททท.",
        "สสส.",
        "0812225555",
        "รหัส a-5555",
        "www.go.th",
        "ฤๅษี",
    ],
)
def test_real_words_and_digits_stay(word: str) -> None:
    assert n.chat_form(word) == word


def test_a_long_story_keeps_its_beginning_and_its_end() -> None:
    text = "เริ่ม" + "ก" * 5000 + "ขอเบอร์กองคลัง"
    short = n.shortened(text)
    assert len(short) == n.LONGEST
    assert short.startswith("เริ่ม") and short.endswith("ขอเบอร์กองคลัง")


def test_full_width_forms_do_not_split_sara_am() -> None:
    assert n.chat_form(unicodedata.normalize("NFKD", "คำนำ")) == "คำนำ"


THAI = st.text(alphabet=st.sampled_from("กขคนมบดาำะัิีึืุูเแโใไ่้๊๋์็ํๆๅ๑๒3 .ab"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(st.one_of(THAI, st.text(max_size=60)))
def test_a_second_pass_changes_nothing(text: str) -> None:
    once = n.chat_form(text)
    assert n.chat_form(once) == once
    assert len(once) <= n.LONGEST


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙ก ", max_size=30))
def test_no_digit_is_lost(text: str) -> None:
    assert sum(map(str.isdigit, n.chat_form(text))) == sum(map(str.isdigit, text))


def all_rules(text: str) -> str:
    """``chat_form`` as it is without its look ahead."""
    for _ in range(5):
        text = n._pass(text)
    return text


def test_what_is_passed_over_as_settled_is() -> None:
    thai = [chr(code) for code in range(0x0E00, 0x0E5C)]
    odd = [*map(chr, range(0x20, 0x80)), "\n", "\u00a0", "Ａ", "๙", "😀"]
    texts = [a + b + c for a in thai for b in thai[0x2F:0x4F] for c in thai[0x2F:0x4F]]
    texts += [
        f"{before}{one}{after}"
        for one in odd
        for before in ("", "ก", "a ")
        for after in ("", "ก", " ", one * 2, one * 3)
    ]
    settled = [text for text in texts if not n._ROUGH.search(text)]
    assert len(settled) > 10_000
    assert all(all_rules(text) == text for text in settled)
