"""S: 32 random bytes that live in tmpfs only, and what is derived from them.

Everything that could link a draft to a person goes through S. It rotates daily at a random minute, or at once by a
signal; the one before stays until the drafts under it have expired and is then overwritten. After that nobody, the
operator included, can test whether a known LINE id was here.
"""

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dialogs.records.errors import SettingsError, StoreUnavailable
from storage.sealing import derive

DRAFT_SECONDS = 30 * 60
_DAY_SECONDS = 24 * 3600
_BYTES = 32
_MEMORY_FILE_SYSTEMS = frozenset({"tmpfs", "ramfs"})


@dataclass(frozen=True, slots=True)
class _State:
    """``next``: when to rotate; ``expires``: when to forget the previous one. Seconds since the epoch."""

    current: str
    next: float
    previous: str | None
    expires: float


class DraftKeys:
    """The keys of one folder, shared by the processes that can enter it."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = folder / "draft.keys"
        self._clock = clock

    def all(self) -> tuple[bytes, ...]:
        """The key that writes, then the previous one while drafts under it may live. Rotates when it is time."""
        with self._locked() as descriptor:
            state = self._due(_read(descriptor))
            _write(descriptor, state)
        return tuple(bytes.fromhex(key) for key in (state.current, state.previous) if key)

    def check(self) -> None:
        """Raises StoreUnavailable where they cannot be read and written."""
        self.all()

    def rotate(self) -> None:
        """At once. What the previous key had kept alive is lost at once too: that one is overwritten now."""
        with self._locked() as descriptor:
            state = _read(descriptor)
            _write(descriptor, self._next(state))

    def _due(self, state: _State | None) -> _State:
        now = self._clock().timestamp()
        if state is None:
            state = self._next(None)
        elif now >= state.next:
            # Counted from when it should have rotated: without visitors nobody wrote under the old key since.
            state = replace(self._next(state), expires=state.next + DRAFT_SECONDS)
        if state.previous and now >= state.expires:
            state = _State(state.current, state.next, None, 0.0)
        return state

    def _next(self, old: _State | None) -> _State:
        now = self._clock().timestamp()
        wait = _DAY_SECONDS / 2 + secrets.randbelow(_DAY_SECONDS)
        return _State(secrets.token_hex(_BYTES), now + wait, old.current if old else None, now + DRAFT_SECONDS)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnavailable("the folder of the short-lived keys is gone") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def name_under(key: bytes, *parts: str) -> str:
    """Stands for a person, an event or a message under S: 64 hex digits."""
    return hmac.new(derive(key, "names"), "\x1f".join(parts).encode(), sha256).hexdigest()


def draft_key(key: bytes, *parts: str) -> bytes:
    """The key of one person's draft."""
    return derive(key, "\x1f".join(("draft", *parts)))


def check_memory_folder(folder: Path) -> None:
    """Raises SettingsError when a folder for short-lived keys lies on a disk."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    best, kind = "", ""
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        mount, file_system = line.split()[1:3]
        inside = str(folder.resolve()).startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, file_system
    if kind not in _MEMORY_FILE_SYSTEMS:
        raise SettingsError(
            f"short-lived keys must lie in memory, but {folder} is on {kind or 'an unknown file system'}"
        )


def _read(descriptor: int) -> _State | None:
    stored = os.pread(descriptor, 4096, 0)
    return _State(**json.loads(stored)) if stored.strip() else None


def _write(descriptor: int, state: _State) -> None:
    """In place and of one length, so that the old bytes are written over."""
    os.pwrite(descriptor, json.dumps(asdict(state)).encode().ljust(512), 0)
