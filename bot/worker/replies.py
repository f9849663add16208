"""A small pool that sends replies: in order for one conversation, side by side for different ones."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)

Job = Callable[[], None]


class ReplyPool:
    """``submit`` never blocks; jobs of one key run one after the other in the order they came."""

    def __init__(self, size: int = 8) -> None:
        self._pool = ThreadPoolExecutor(max_workers=size, thread_name_prefix="reply")
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._waiting: dict[str, deque[Job]] = {}

    def submit(self, key: str, job: Job) -> None:
        with self._lock:
            queue = self._waiting.get(key)
            if queue is not None:
                queue.append(job)
                return
            self._waiting[key] = deque([job])
        self._pool.submit(self._drain, key)

    def depth(self) -> int:
        """Jobs that are waiting or under way."""
        with self._lock:
            return sum(len(queue) for queue in self._waiting.values())

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is under way; False when the time is over first."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._waiting, timeout=seconds)

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
            except Exception as error:  # noqa: BLE001 - one reply's fault must not silence this person for ever
                log.error("a reply failed", extra={"error": type(error).__name__})
            finally:
                with self._lock:
                    queue.popleft()
