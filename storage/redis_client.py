"""Clients of Redis: short patience, since LINE waits two seconds at the door."""

import redis
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.retry import Retry

SOCKET_SECONDS = 10.0
"""Longer than any blocking read of ours."""
DOOR_SECONDS = 1.2
"""LINE waits two seconds for a webhook's answer."""


def connect(url: str) -> "redis.Redis":
    """A client that tries twice more within a quarter of a second, then gives up (the library's default waits seconds)."""
    retry = Retry(ExponentialBackoff(cap=0.2, base=0.05), 2)
    return redis.Redis.from_url(url, socket_timeout=SOCKET_SECONDS, socket_connect_timeout=1.0, retry=retry)


def impatient(client: "redis.Redis") -> "redis.Redis":
    """Another client of the same server, for the door: a Redis that hangs must be a 503 before LINE gives up.

    A connection that broke meanwhile is tried once more; silence is not.
    """
    pool = client.connection_pool
    retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
    settings = {**pool.connection_kwargs, "socket_timeout": DOOR_SECONDS, "retry": retry}
    return redis.Redis(connection_pool=redis.ConnectionPool(connection_class=pool.connection_class, **settings))


def answers(url: str) -> bool:
    """Whether a server answers right now."""
    probe = redis.Redis.from_url(url, socket_timeout=2.0, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 0))
    try:
        return bool(probe.ping())
    except redis.RedisError:
        return False
    finally:
        probe.close()
