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

from storage.sealing import Keyring, NotOpened, seal, unseal

_DAY = 8
_PLACE = "event"


class DayKeys(Protocol):
    """One key for each day (UTC)."""

    def key(self, day: date) -> list[bytes]:
        """Keys to try for a day, the sealing one first; none when that day's key is gone."""


class DerivedDayKeys:
    """For several machines: derived from the installation's secret."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def key(self, day: date) -> list[bytes]:
        return self._keyring.subkeys(f"events/{day:%Y%m%d}")


class FileDayKeys:
    """For one machine: random, in files (mode 0600) of a private folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._known: dict[date, bytes] = {}

    def key(self, day: date) -> list[bytes]:
        if day not in self._known:
            self._known[day] = self._read_or_make(self._path(day))
        return [self._known[day]]

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

    @staticmethod
    def _read_or_make(path: Path) -> bytes:
        temporary = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
        temporary.write_bytes(os.urandom(32))
        temporary.chmod(0o600)
        try:
            os.link(temporary, path)  # whole or not at all, and never over a key that another process made first
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
        return path.read_bytes()


class EventCipher:
    """Seals with the day's key; the day stands in clear before the sealed bytes."""

    def __init__(self, keys: DayKeys) -> None:
        self._keys = keys

    def seal(self, plain: bytes, now: datetime) -> bytes:
        day = now.date()
        return f"{day:%Y%m%d}".encode() + seal(self._keys.key(day)[0], plain, _PLACE)

    def open(self, sealed: bytes) -> bytes:
        """Raises NotOpened for a foreign value and for one whose key was destroyed."""
        try:
            day = datetime.strptime(sealed[:_DAY].decode("ascii"), "%Y%m%d").date()
        except ValueError as error:
            raise NotOpened("a queued event has no day") from error
        return _first_that_opens(self._keys.key(day), sealed[_DAY:])


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
