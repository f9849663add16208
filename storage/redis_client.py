"""Clients of Redis, all made here: short patience, since LINE waits two seconds at the door.

An address is ``redis://``, ``rediss://`` or ``unix://`` as redis-py reads it, or that of a leader which Sentinels know:
``redis+sentinel://[USER:PASSWORD@]HOST[:26379],HOST…/NAME[/DATABASE]`` (``rediss+sentinel`` with TLS; options after a
``?`` as in the others, and ``sentinel_username`` and ``sentinel_password`` where the Sentinels ask for one).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import redis
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.connection import parse_url
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry
from redis.sentinel import Sentinel, SentinelConnectionPool

from dialogs.records.errors import SettingsError

SOCKET_SECONDS = 10.0
"""Longer than any blocking read of ours."""
DOOR_SECONDS = 1.2
"""LINE waits two seconds for a webhook's answer."""
DOOR_CONNECT_SECONDS = 0.4
SENTINEL_SECONDS = 0.3
"""A Sentinel on a machine that is gone; the next one is asked then, and asked first from then on."""
SENTINEL_PORT = 26379
_NO_NOTICES = MaintNotificationsConfig(enabled=False)
_PLAIN = {"redis+sentinel": "redis", "rediss+sentinel": "rediss"}


@dataclass(frozen=True, slots=True)
class Followed:
    """An address of Sentinels, read. ``options`` are redis-py's, for the leader; ``asking`` for the Sentinels."""

    sentinels: tuple[tuple[str, int], ...]
    name: str
    options: dict[str, Any]
    asking: dict[str, Any]


def connect(url: str, setting: str = "REDIS_URL") -> "redis.Redis":
    """A client that tries twice more within a quarter of a second, then gives up (the library's default waits seconds).

    After a failover it finds the new leader by itself. Raises SettingsError, naming ``setting``, for a bad address.
    """
    if urlsplit(url).scheme not in _PLAIN:
        return connect_one(url, setting)
    try:
        followed = read_sentinels(url)
    except ValueError as error:
        raise SettingsError(
            f"{setting} is not of the form redis+sentinel://HOST:PORT,HOST:PORT/NAME/DATABASE, where NAME is what the "
            "Sentinels call the leader"
        ) from error
    sentinel = Sentinel(followed.sentinels, sentinel_kwargs=followed.asking)  # type: ignore[no-untyped-call]
    client: redis.Redis = sentinel.master_for(followed.name, **followed.options, **_patience())  # type: ignore[no-untyped-call]
    return client


def connect_one(url: str, setting: str = "REDIS_URL", seconds: float = SOCKET_SECONDS) -> "redis.Redis":
    """The same for one server that no Sentinel watches; it waits ``seconds`` for an answer."""
    try:
        return redis.Redis.from_url(url, **{**_patience(), "socket_timeout": seconds})
    except ValueError as error:
        raise SettingsError(f"{setting} must begin with redis://, rediss:// or unix://, and be whole") from error


def read_sentinels(url: str) -> Followed:
    """Take an address of Sentinels apart. Raises ValueError."""
    address = urlsplit(url)
    login, at, hosts = address.netloc.rpartition("@")
    name, _, database = address.path.strip("/").partition("/")
    if not name or not (database or "0").isdecimal():
        raise ValueError("no name of a leader, or no number of a database")
    plain = f"{_PLAIN[address.scheme]}://{login}{at}leader/{database or 0}?{address.query}"
    read: dict[str, Any] = parse_url(plain)  # type: ignore[no-untyped-call]
    options = {key: value for key, value in read.items() if key not in ("host", "connection_class")}
    asking = {key: options.pop(f"sentinel_{key}", None) for key in ("username", "password")}
    tls = {key: value for key, value in options.items() if key.startswith("ssl_")}
    if address.scheme == "rediss+sentinel":
        tls["ssl"] = options["ssl"] = True
    once = Retry(NoBackoff(), 0)
    waits = {"socket_timeout": SENTINEL_SECONDS, "socket_connect_timeout": SENTINEL_SECONDS, "retry": once}
    return Followed(tuple(map(_host_and_port, hosts.split(","))), name, options, {**asking, **tls, **waits})


def impatient(client: "redis.Redis") -> "redis.Redis":
    """Another client of the same server, for the door: a Redis that hangs must be a 503 before LINE gives up.

    A connection that broke meanwhile is tried once more; silence is not, nor is a leader: who the next one is, nobody
    knows for a second.
    """
    pool = client.connection_pool
    settings = {
        **{key: value for key, value in pool.connection_kwargs.items() if key != "connection_pool"},
        **_patience(),
        "connection_class": pool.connection_class,
        "socket_timeout": DOOR_SECONDS,
        "socket_connect_timeout": DOOR_CONNECT_SECONDS,
    }
    if isinstance(pool, SentinelConnectionPool):
        # The library closes a leader's connection only for errors that the retry names: silence must be among them.
        settings["retry"] = Retry(NoBackoff(), 0)
        sentinels = pool.sentinel_manager
        return redis.Redis(connection_pool=SentinelConnectionPool(pool.service_name, sentinels, **settings))  # type: ignore[no-untyped-call]
    settings["retry"] = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
    return redis.Redis(connection_pool=redis.ConnectionPool(**settings))


def answers(url: str) -> bool:
    """Whether a server answers right now."""
    probe = impatient(connect_one(url))
    try:
        return bool(probe.ping())
    except redis.RedisError:
        return False
    finally:
        probe.close()


def _patience() -> dict[str, Any]:
    """Without notices of maintenance: upon one the library would wait longer than we say."""
    return {
        "socket_timeout": SOCKET_SECONDS,
        "socket_connect_timeout": 1.0,
        "retry": Retry(ExponentialBackoff(cap=0.2, base=0.05), 2),
        "maint_notifications_config": _NO_NOTICES,
    }


def _host_and_port(host: str) -> tuple[str, int]:
    address = urlsplit(f"//{host}")
    if not address.hostname:
        raise ValueError("a Sentinel without a host")
    return address.hostname, address.port or SENTINEL_PORT
