"""Where the limits of one process are counted.

The library's own store in memory starts a thread and walks through all its keys a hundred times a second; at the door,
with a key for every person, that is dear.
"""

import threading
import time

from limits.storage import Storage

SWEEP_SECONDS = 10.0
"""Between two looks for counts that are over: so long one may outlive its window in memory, and no longer."""


class Counters(Storage):
    """Fixed windows for the `limits` library. Safe to share between threads."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, float]] = {}
        self._swept = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count up; a window begins with its first count and is over ``expiry`` seconds later."""
        now = time.time()
        with self._lock:
            self._sweep(now)
            count, ends = self._windows.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + expiry
            self._windows[key] = count + amount, ends
            return count + amount

    def get(self, key: str) -> int:
        count, ends = self._windows.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the window is over, in seconds since 1970."""
        return self._windows.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            count = len(self._windows)
            self._windows.clear()
            return count

    def clear(self, key: str) -> None:
        with self._lock:
            self._windows.pop(key, None)

    def _sweep(self, now: float) -> None:
        if now - self._swept >= SWEEP_SECONDS:
            self._swept = now
            self._windows = {key: window for key, window in self._windows.items() if window[1] > now}
