"""A clock that jumps destroys a day's key too early: the day begins anew with another key, in every process."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.events.daykeys import EventCipher, FileDayKeys, day_of, oldest_kept
from storage.sealing import NotOpened

NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


def test_all_processes_agree_on_the_new_key(tmp_path: Path) -> None:
    web, worker, other = (EventCipher(FileDayKeys(tmp_path / "k")) for _ in range(3))
    before = web.seal(b"before", NOW)
    assert worker.open(before) == other.open(before) == b"before"
    assert worker.forget_before(oldest_kept(NOW + timedelta(days=5))) == 1
    after = web.seal(b"after", NOW)
    assert worker.open(after) == other.open(after) == web.open(after) == b"after"
    with pytest.raises(NotOpened):
        web.open(before)


def test_the_day_of_an_event_is_known_without_its_key(tmp_path: Path) -> None:
    assert day_of(EventCipher(FileDayKeys(tmp_path / "k")).seal(b"x", NOW)) == NOW.date()
    with pytest.raises(NotOpened):
        day_of(b"something else")
