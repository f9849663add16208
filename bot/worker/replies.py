"""A small pool that sends replies: in order for one conversation, side by side for different ones."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)
_GLANCE = 0.2

Job = Callable[[], None]


class Later(Exception):
    """Raised by a job that wants to run again in so many seconds. Its key waits meanwhile, no thread does."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ReplyPool:
    """``submit`` never blocks; jobs of one key run one after the other in the order they came.

    Somebody must call ``wake`` now and then for those that asked for later.
    """

    def __init__(self, size: int = 8) -> None:
        self._pool = ThreadPoolExecutor(max_workers=size, thread_name_prefix="reply")
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._waiting: dict[str, deque[Job]] = {}
        self._parked: dict[str, float] = {}

    def submit(self, key: str, job: Job) -> None:
        with self._lock:
            queue = self._waiting.get(key)
            if queue is not None:
                queue.append(job)
                return
            self._waiting[key] = deque([job])
        self._pool.submit(self._drain, key)

    def wake(self) -> None:
        """Go on with the keys whose time has come."""
        now = time.monotonic()
        with self._lock:
            due = [key for key, moment in self._parked.items() if moment <= now]
            for key in due:
                del self._parked[key]
        for key in due:
            self._pool.submit(self._drain, key)

    def depth(self) -> int:
        """Jobs that are waiting or under way."""
        with self._lock:
            return sum(len(queue) for queue in self._waiting.values())

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is under way; False when the time is over first."""
        deadline = time.monotonic() + seconds
        while True:
            self.wake()
            left = deadline - time.monotonic()
            with self._idle:
                if self._idle.wait_for(lambda: not self._waiting, timeout=max(0.0, min(left, _GLANCE))):
                    return True
            if left <= 0:
                return False

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def _drain(self, key: str) -> None:
        while True:
            with self._lock:
                queue = self._waiting[key]
                if not queue:
                    del self._waiting[key]
                    self._idle.notify_all()
                    return
                job = queue[0]
            try:
                job()
            except Later as later:
                with self._lock:
                    self._parked[key] = time.monotonic() + later.seconds
                return
            except Exception as error:  # noqa: BLE001 - one reply's fault must not silence this person for ever
                log.error("a reply failed", extra={"error": type(error).__name__})
            with self._lock:
                queue.popleft()
