"""Clients of Redis: short patience, since LINE waits two seconds at the door."""

import redis
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.retry import Retry

SOCKET_SECONDS = 10.0
"""Longer than any blocking read of ours."""


def connect(url: str) -> "redis.Redis":
    """A client that tries twice more within a quarter of a second, then gives up (the library's default waits seconds)."""
    retry = Retry(ExponentialBackoff(cap=0.2, base=0.05), 2)
    return redis.Redis.from_url(url, socket_timeout=SOCKET_SECONDS, socket_connect_timeout=1.0, retry=retry)


def answers(url: str) -> bool:
    """Whether a server answers right now."""
    probe = redis.Redis.from_url(url, socket_timeout=2.0, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 0))
    try:
        return bool(probe.ping())
    except redis.RedisError:
        return False
    finally:
        probe.close()
