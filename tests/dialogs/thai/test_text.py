"""One spelling for one word."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.thai import text as rules
from dialogs.thai.text import canonical, compact, one_space, without_invisible

THAI = st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=12)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("เเผน", "แผน"),
        ("กำ", "กำ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ท่ี", "ที่"),
        ("ท้ัง", "ทั้ง"),
        ("มาตร\u200bการ", "มาตรการ"),
        ("\ufeffไฟ\u00ad", "ไฟ"),
        ("ทดลอง", "ทดลอง"),
    ],
)
def test_both_spellings_become_one(written: str, meant: str) -> None:
    assert canonical(written) == meant


def test_a_no_break_space_is_a_space() -> None:
    assert without_invisible("ก\u00a0ข") == "ก ข"


def test_white_space_is_made_one_or_none() -> None:
    assert one_space("  ก \n\t ข  ") == "ก ข"
    assert compact(" E-Service\n ของ เเผน ") == "e-serviceของแผน"


@example("\u0e48\u0e31\u0e34")
@given(THAI | st.text(max_size=20))
def test_canonical_is_settled_after_one_pass(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(THAI | st.text(max_size=20))
def test_a_key_for_comparing_knows_no_space(text: str) -> None:
    assert not any(character.isspace() for character in compact(text))
    assert compact(f"\u200b{text} ") == compact(text)


@given(THAI)
def test_decomposed_text_compares_equal(text: str) -> None:
    assert compact(unicodedata.normalize("NFD", text)) == compact(unicodedata.normalize("NFC", text))


def all_rules(text: str) -> str:
    """``canonical`` as it is without its look ahead."""
    text = without_invisible(text)
    while (better := rules._straightened(text)) != text:
        text = better
    return text


def test_what_is_passed_over_as_settled_is() -> None:
    thai = [chr(code) for code in range(0x0E00, 0x0E5C)]
    texts = [*map(chr, range(0x2100)), *(a + b + c for a in thai for b in thai[0x2F:0x4F] for c in thai[0x2F:0x4F])]
    assert all(canonical(text) == all_rules(text) for text in texts)


@given(st.text(max_size=30) | THAI)
def test_the_look_ahead_changes_nothing(text: str) -> None:
    assert canonical(text) == all_rules(text)
