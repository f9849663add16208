"""Keys that live a day."""

import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.events.daykeys import DayKeys, DerivedDayKeys, EventCipher, FileDayKeys, oldest_kept
from storage.sealing import Keyring, NotOpened

NOW = datetime(2026, 1, 15, 23, 59, tzinfo=UTC)
TODAY = NOW.date()
OLD, NEW = "o" * 32, "n" * 32
MAKERS: list[Callable[[Path], DayKeys]] = [lambda folder: FileDayKeys(folder), lambda _: DerivedDayKeys(Keyring([NEW]))]


@pytest.fixture(params=MAKERS, ids=["files", "derived"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> DayKeys:
    return request.param(tmp_path / "keys")  # type: ignore[no-any-return]


def test_an_event_opens_on_its_day_and_the_next(keys: DayKeys) -> None:
    cipher = EventCipher(keys)
    sealed = cipher.seal("ข้อความ".encode(), NOW)
    assert cipher.open(sealed).decode() == "ข้อความ"
    assert "ข้อความ".encode() not in sealed
    assert cipher.open(cipher.seal(b"later", NOW + timedelta(days=1))) == b"later"


def test_every_day_has_a_key_of_its_own(keys: DayKeys) -> None:
    assert keys.sealing(TODAY) != keys.sealing(TODAY + timedelta(days=1))
    assert keys.sealing(TODAY) == keys.opening(TODAY)[0]


def test_an_event_moved_to_another_day_does_not_open(keys: DayKeys) -> None:
    cipher = EventCipher(keys)
    cipher.seal(b"", NOW + timedelta(days=1))
    sealed = cipher.seal(b"x", NOW)
    with pytest.raises(NotOpened):
        cipher.open(b"20260116" + sealed[8:])


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda tail: b"20260115" + tail))
def test_what_is_not_ours_is_refused_and_does_not_crash(sealed: bytes) -> None:
    with pytest.raises(NotOpened):
        EventCipher(DerivedDayKeys(Keyring([NEW]))).open(sealed)


def test_derived_keys_open_what_an_older_secret_sealed() -> None:
    before = EventCipher(DerivedDayKeys(Keyring([OLD]))).seal(b"x", NOW)
    assert EventCipher(DerivedDayKeys(Keyring([NEW, OLD]))).open(before) == b"x"
    with pytest.raises(NotOpened):
        EventCipher(DerivedDayKeys(Keyring([NEW]))).open(before)


def test_derived_keys_are_the_same_on_every_machine() -> None:
    assert DerivedDayKeys(Keyring([NEW])).sealing(TODAY) == DerivedDayKeys(Keyring([NEW])).sealing(TODAY)
    assert DerivedDayKeys(Keyring([NEW])).destroy_before(TODAY) == 0


def test_two_processes_with_one_folder_have_one_key(tmp_path: Path) -> None:
    web, worker = FileDayKeys(tmp_path / "k"), FileDayKeys(tmp_path / "k")
    sealed = EventCipher(web).seal(b"x", NOW)
    assert EventCipher(worker).open(sealed) == b"x"


def test_a_key_file_is_for_its_owner_only_and_nothing_else_stays(tmp_path: Path) -> None:
    FileDayKeys(tmp_path / "k").sealing(TODAY)
    (path,) = (tmp_path / "k").iterdir()
    assert path.name == "20260115.key" and len(path.read_bytes()) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o700


def test_a_destroyed_key_opens_nothing_and_does_not_come_back(tmp_path: Path) -> None:
    keys = FileDayKeys(tmp_path / "k")
    cipher = EventCipher(keys)
    old, young = cipher.seal(b"old", NOW - timedelta(days=3)), cipher.seal(b"young", NOW)
    path = tmp_path / "k" / "20260112.key"
    key = path.read_bytes()
    assert keys.destroy_before(oldest_kept(NOW)) == 1
    assert not path.exists() and cipher.open(young) == b"young"
    for later in (cipher, EventCipher(FileDayKeys(tmp_path / "k"))):
        with pytest.raises(NotOpened):
            later.open(old)
    assert [file.name for file in (tmp_path / "k").iterdir()] == ["20260115.key"], "no new key in its place"
    assert key != b""


def test_destroying_keeps_the_days_that_may_still_have_events(tmp_path: Path) -> None:
    keys = FileDayKeys(tmp_path / "k")
    for back in range(4):
        keys.sealing(TODAY - timedelta(days=back))
    assert keys.destroy_before(oldest_kept(NOW)) == 1
    assert keys.destroy_before(oldest_kept(NOW)) == 0
    assert oldest_kept(NOW) == date(2026, 1, 13)
