"""The keyboard layout: what is re-typed, and above all what is not."""

import pytest

from dialogs.understanding.keyboard import right_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l;ylfu", "สวัสดี"),
        ("L:YLFU", "สวัสดี"),
        ("-v[86I8iy[", "ขอบคุณครับ"),
        ("g,o^", "เมนู"),
        ("8;k,8n[sohk", "ความคืบหน้า"),
        ("สวัสดีl;ylfu", "สวัสดีสวัสดี"),
        ("vpkdihv'giupo", "อยากร้องเรียน"),
        ("ระฟ", "ita"),
        ("้ำสย", "help"),
    ],
)
def test_the_other_layout_is_read(typed: str, meant: str) -> None:
    assert right_layout(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ABC-1234", "ok", "K7M2-99XZ", "hello world", "e-service", "P@ssw0rd!x", "https://itas.nacc.go.th/go/eit/ab12",
        "somchai@example.com", "don't", "it's ok", "test1234", "dashboard", "progress", "ita 2566", "no-gift", "คะแนน", "ที่นี่", "o17", "60%", "นา",
    ],
)  # fmt: skip
def test_english_codes_and_thai_stay(text: str) -> None:
    assert right_layout(text) == text
