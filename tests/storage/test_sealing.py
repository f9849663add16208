"""Sealing: what opens, what does not, and what an old key still reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.records.errors import SettingsError
from storage.sealing import Keyring, NotOpened, derive, seal, unseal

OLD, NEW = "o" * 32, "n" * 32
KEY = derive(b"k", "test")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: str) -> None:
    assert unseal(KEY, seal(KEY, plain, place), place) == plain


def test_in_another_place_or_under_another_key_it_does_not_open() -> None:
    sealed = seal(KEY, b"x", "channel/phon")
    with pytest.raises(NotOpened):
        unseal(KEY, sealed, "channel/ko")
    with pytest.raises(NotOpened):
        unseal(derive(b"k", "other"), sealed, "channel/phon")


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(seal(KEY, b"twenty bytes of text", "p"))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(NotOpened):
        unseal(KEY, bytes(sealed), "p")


@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 27])
def test_what_is_too_short_is_refused_and_does_not_crash(length: int) -> None:
    with pytest.raises(NotOpened):
        unseal(KEY, b"x" * length, "p")


def test_the_same_text_never_looks_the_same() -> None:
    assert seal(KEY, b"x", "p") != seal(KEY, b"x", "p")


def test_the_first_key_seals_and_all_of_them_open() -> None:
    before = Keyring([OLD]).seal(b"x", "p")
    both = Keyring([NEW, OLD])
    assert both.unseal(before, "p") == b"x"
    after = both.seal(b"y", "p")
    assert Keyring([NEW]).unseal(after, "p") == b"y"
    with pytest.raises(NotOpened):
        Keyring([OLD]).unseal(after, "p")


def test_a_short_or_missing_key_is_a_setting_to_mend() -> None:
    for secrets in ([], ["short"], [NEW, "short"], [""]):
        with pytest.raises(SettingsError, match="SECRET_KEY"):
            Keyring(secrets)


def test_a_digest_links_nobody_across_agencies_or_keys() -> None:
    keys = Keyring([NEW, OLD])
    person = keys.digest("general", "phon", "U1")
    assert len(person) == 64 and int(person, 16) >= 0
    assert person != keys.digest("general", "ko", "U1") and person != Keyring([OLD]).digest("general", "phon", "U1")
    assert keys.digests("general", "phon", "U1") == [person, Keyring([OLD]).digest("general", "phon", "U1")]


def test_the_parts_of_a_digest_do_not_run_into_each_other() -> None:
    keys = Keyring([NEW])
    assert keys.digest("ab", "c") != keys.digest("a", "bc")


def test_a_subkey_serves_one_purpose() -> None:
    keys = Keyring([NEW, OLD])
    assert keys.subkey("a") != keys.subkey("b") and len(keys.subkey("a")) == 32
    assert keys.subkeys("a") == [keys.subkey("a"), Keyring([OLD]).subkey("a")]
