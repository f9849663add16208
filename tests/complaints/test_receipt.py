"""The receipt code: every slip is caught, every way of writing it is read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.thai.digits import to_thai
from storage.complaints.errors import BadReceipt
from storage.complaints.receipt import DIGITS, new_receipt, read_receipt, shown

codes = st.builds(new_receipt)


@given(codes, st.sampled_from([" ", "-", "", " - ", "–", "\u200b", "\u00a0"]), st.booleans())
def test_it_is_read_however_it_is_written(code: str, between: str, thai: bool) -> None:
    typed = between.join(shown(code).split())
    assert read_receipt(to_thai(typed) if thai else typed) == code


@given(codes, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_caught(code: str, place: int, shift: int) -> None:
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    with pytest.raises(BadReceipt):
        read_receipt(wrong)


@given(codes, st.integers(0, DIGITS - 2))
def test_two_swapped_neighbours_are_caught(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(BadReceipt):
            read_receipt(swapped)


@given(st.text(max_size=60))
def test_anything_else_is_refused_or_read_never_worse(text: str) -> None:
    with contextlib.suppress(BadReceipt):
        assert len(read_receipt(text)) == DIGITS


def test_codes_are_random_in_every_digit() -> None:
    seen = [new_receipt() for _ in range(2000)]
    assert len(set(seen)) == 2000
    for place in range(DIGITS):
        counts = [sum(code[place] == str(digit) for code in seen) for digit in range(10)]
        assert min(counts) > 120 and max(counts) < 290
