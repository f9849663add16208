"""Keys that live a day: what people type must leave nothing readable in Redis's append-only file.

On one machine each day's key is a file in the runtime folder; when its events are done it is overwritten and removed,
and nobody can read that day's events again. On several machines the keys are derived from SECRET_KEY and the day.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from storage.files import write_once
from storage.sealing import Keyring, NotOpened, seal, unseal

_DAY = 8
_PLACE = "event"


class DayKeys(Protocol):
    """One key for each day (UTC)."""

    def sealing(self, day: date) -> bytes:
        """The key that seals on a day."""

    def opening(self, day: date) -> list[bytes]:
        """Keys to try for a day; none when that day's key is gone."""

    def destroy_before(self, day: date) -> int:
        """Make earlier days unreadable where that is possible; returns how many keys went."""


class DerivedDayKeys:
    """For several machines: derived from the installation's secret."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def sealing(self, day: date) -> bytes:
        return self.opening(day)[0]

    def opening(self, day: date) -> list[bytes]:
        return self._keyring.subkeys(f"events/{day:%Y%m%d}")

    def destroy_before(self, _day: date) -> int:
        return 0  # they come from the secret: only replacing SECRET_KEY ends them


class FileDayKeys:
    """For one machine: random, in files (mode 0600) of a private folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._known: dict[date, tuple[Path, tuple[int, int], bytes]] = {}

    def sealing(self, day: date) -> bytes:
        if (key := self._key(day)) is not None:
            return key
        write_once(self._path(day), os.urandom(32))
        return self.sealing(day)

    def opening(self, day: date) -> list[bytes]:
        key = self._key(day)
        return [key] if key is not None else []

    def _key(self, day: date) -> bytes | None:
        """The file is looked at each time: another process may have destroyed it, by a clock that jumped, or begun anew."""
        path, mark, key = self._known.get(day) or (self._path(day), (0, 0), b"")
        try:
            status = os.stat(path)
            if (status.st_ino, status.st_mtime_ns) != mark:
                key = path.read_bytes()
        except FileNotFoundError:
            return None
        self._known[day] = path, (status.st_ino, status.st_mtime_ns), key
        return key

    def destroy_before(self, day: date) -> int:
        """Overwrite and remove the keys of earlier days; returns how many."""
        gone = 0
        for path in self._folder.glob("*.key"):
            if path.stem < f"{day:%Y%m%d}":
                with suppress(FileNotFoundError):
                    path.write_bytes(os.urandom(32))
                    path.unlink()
                    gone += 1
        self._known = {kept: key for kept, key in self._known.items() if kept >= day}
        return gone

    def _path(self, day: date) -> Path:
        return self._folder / f"{day:%Y%m%d}.key"


class EventCipher:
    """Seals with the day's key; the day stands in clear before the sealed bytes."""

    def __init__(self, keys: DayKeys) -> None:
        self._keys = keys

    def seal(self, plain: bytes, now: datetime) -> bytes:
        day = now.date()
        return f"{day:%Y%m%d}".encode() + seal(self._keys.sealing(day), plain, _PLACE)

    def forget_before(self, day: date) -> int:
        """Destroy the keys of earlier days; what was sealed then cannot be read any more."""
        return self._keys.destroy_before(day)

    def open(self, sealed: bytes) -> bytes:
        """Raises NotOpened for a foreign value and for one whose key was destroyed."""
        return _first_that_opens(self._keys.opening(day_of(sealed)), sealed[_DAY:])


def day_of(sealed: bytes) -> date:
    """The day whose key sealed an event. Raises NotOpened for a foreign value."""
    try:
        return date.fromisoformat(sealed[:_DAY].decode("ascii"))
    except ValueError as error:
        raise NotOpened("a queued event has no day") from error


def _first_that_opens(keys: Iterable[bytes], sealed: bytes) -> bytes:
    failure = NotOpened("the key of this event's day is gone")
    for key in keys:
        try:
            return unseal(key, sealed, _PLACE)
        except NotOpened as error:
            failure = error
    raise failure


def oldest_kept(now: datetime) -> date:
    """Keys before this day may go: an event waits two days at most."""
    return (now - timedelta(days=2)).date()
