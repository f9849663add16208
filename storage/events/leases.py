"""Who works on which partition. A lease is a value only its holder knows, with a time to live."""

import math
import secrets
from typing import cast

import redis

from storage.events.partitions import PARTITIONS, lease_key
from storage.events.stream import answering

LEASE_MS = 10_000
_WORKERS = "workers"

_RENEW = (
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) else return 0 end"
)
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end"


class Leases:
    """One worker's leases. ``token`` is new for every worker process."""

    def __init__(self, client: "redis.Redis", *, partitions: int = PARTITIONS, lease_ms: int = LEASE_MS) -> None:
        self._redis = client
        self._partitions = partitions
        self._lease_ms = lease_ms
        self.seconds = lease_ms / 1000
        self.token = secrets.token_hex(16)
        self._renew = client.register_script(_RENEW)
        self._release = client.register_script(_RELEASE)
        self.held: set[int] = set()

    def refresh(self) -> set[int]:
        """Renew what is held, give back what is more than this worker's share, take what is free.

        Returns the partitions held now. Raises StoreUnavailable; then none may be counted on beyond its time.
        """
        with answering():
            share = math.ceil(self._partitions / max(1, self._beat()))
            before = self.held
            self.held = {p for p in before if self._renew(keys=[lease_key(p)], args=[self.token, self._lease_ms])}
            for partition in range(self._partitions):
                if len(self.held) >= share:
                    break
                # One that was just lost may have had another owner meanwhile: whoever works on it here must hear of it.
                if partition not in before and self._take(partition):
                    self.held.add(partition)
        return set(self.held)

    def surplus(self) -> set[int]:
        """Partitions to give back, so that another worker can have its share."""
        with answering():
            share = math.ceil(self._partitions / max(1, self._beat()))
        return set(sorted(self.held)[share:])

    def release(self, partition: int) -> None:
        """Give one back (graceful: nothing of it may be under way)."""
        self.held.discard(partition)
        with answering():
            self._release(keys=[lease_key(partition)], args=[self.token])

    def holds(self, partition: int) -> bool:
        """The fence: asked just before a database commit."""
        with answering():
            return cast("bytes | None", self._redis.get(lease_key(partition))) == self.token.encode()

    def leave(self) -> None:
        """Give everything back."""
        for partition in sorted(self.held):
            self.release(partition)
        with answering():
            self._redis.zrem(_WORKERS, self.token)

    def _take(self, partition: int) -> bool:
        return bool(self._redis.set(lease_key(partition), self.token, nx=True, px=self._lease_ms))

    def _beat(self) -> int:
        """Announce this worker; returns how many are alive. Redis's clock counts, not ours."""
        seconds, micro = self._redis.time()
        now = seconds * 1000 + micro // 1000
        pipe = self._redis.pipeline(transaction=True)
        pipe.zadd(_WORKERS, {self.token: now})
        pipe.zremrangebyscore(_WORKERS, 0, now - 2 * self._lease_ms)
        pipe.zcard(_WORKERS)
        return int(pipe.execute()[-1])
