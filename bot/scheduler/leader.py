"""Which scheduler leads: the holder of one lock in Redis, for as long as it renews it."""

import redis

from storage.events.stream import answering

LOCK = "scheduler:leader"
LEASE_MS = 10_000


class Leader:
    """One process's claim. Raises StoreUnavailable where Redis does not answer."""

    def __init__(self, client: "redis.Redis", lease_ms: int = LEASE_MS) -> None:
        self.seconds = lease_ms / 1000
        self._lock = client.lock(LOCK, timeout=self.seconds, thread_local=False)

    def lead(self) -> bool:
        """Renew the lock, or take it where it is free."""
        with answering():
            if self._lock.owned():
                try:
                    return bool(self._lock.reacquire())
                except redis.exceptions.LockError:
                    return False  # it ran out between the two questions
            return bool(self._lock.acquire(blocking=False))

    def holds(self) -> bool:
        """The fence: asked before every job and just before a database commit."""
        with answering():
            return bool(self._lock.owned())

    def leave(self) -> None:
        """Give the lock back, so that another need not wait for it to run out."""
        with answering():
            if self._lock.owned():
                self._lock.release()
