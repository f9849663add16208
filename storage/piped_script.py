"""A Lua script that is run many times in one trip to Redis.

The library's own scripts ask before each pipeline whether the server has them; that would be a second trip.
"""

from collections.abc import Sequence

import redis
from redis.exceptions import NoScriptError

Call = tuple[Sequence[str], Sequence[str | bytes | int]]
"""Keys and arguments of one run."""


class PipedScript:
    """Sent by its digest; sent whole again to a server that does not know it (any more)."""

    def __init__(self, client: "redis.Redis", text: str) -> None:
        self._redis = client
        self._text = text
        self._sha = ""

    def run(self, calls: Sequence[Call], replicas: int = 0, replica_ms: int = 0) -> list[int]:
        """What each run returned.

        With ``replicas`` one number more: how many of them had it all within ``replica_ms``. Raises RedisError.
        """
        try:
            return self._run(calls, replicas, replica_ms)
        except NoScriptError:  # the first call said so: none was carried out
            self._sha = ""
            return self._run(calls, replicas, replica_ms)

    def _run(self, calls: Sequence[Call], replicas: int, replica_ms: int) -> list[int]:
        if not self._sha:
            self._sha = str(self._redis.script_load(self._text))
        if len(calls) == 1 and not replicas:
            keys, values = calls[0]
            return [int(self._redis.evalsha(self._sha, len(keys), *keys, *values))]
        pipe = self._redis.pipeline(transaction=False)
        for keys, values in calls:
            pipe.evalsha(self._sha, len(keys), *keys, *values)
        if replicas:
            pipe.wait(replicas, replica_ms)
        return [int(result) for result in pipe.execute()]
