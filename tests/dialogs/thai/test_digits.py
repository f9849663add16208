"""Thai and Arabic digits."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.thai.digits import to_arabic, to_thai


def test_all_ten_both_ways() -> None:
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙") == "0123456789"
    assert to_thai("0123456789") == "๐๑๒๓๔๕๖๗๘๙"


def test_other_scripts_digits_stay() -> None:
    assert to_arabic("ปี ๒๕๖๖ ٣ 三 ５") == "ปี 2566 ٣ 三 ５"


@given(st.text())
def test_nothing_but_digits_changes(text: str) -> None:
    assert len(to_arabic(text)) == len(text)
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(to_arabic(text))
