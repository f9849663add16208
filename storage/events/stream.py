"""The event streams in Redis, one for each partition."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, cast

import redis
from redis.exceptions import NoScriptError, RedisError, ResponseError

from dialogs.records.errors import StoreUnavailable
from storage.events.partitions import outcome_key, seen_key, stream_key, unsent_key

SEEN_SECONDS = 3 * 86_400
MAX_WAITING = 20_000
GROUP = "turns"

# One event: dropped if its id was seen, refused if the stream is full, else appended. An unsend leaves its mark at
# once, so that a message still waiting is dropped when its turn comes, and one that arrives later as well.
_APPEND = """
if ARGV[4] ~= '' then redis.call('SET', KEYS[3], '1', 'EX', ARGV[1]) end
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then return 0 end
if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[2]) then redis.call('DEL', KEYS[1]) return -1 end
redis.call('XADD', KEYS[2], '*', 'e', ARGV[3])
return 1
"""
Appended = Literal["appended", "duplicate", "full"]
_RESULTS: dict[int, Appended] = {1: "appended", 0: "duplicate", -1: "full"}


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event at the door. ``key``: digest of its id; ``unsent``: digest of the message it takes back, or ''."""

    partition: int
    key: str
    sealed: bytes
    unsent: str = ""


@dataclass(frozen=True, slots=True)
class QueuedEvent:
    """An event in its stream. ``id`` is the stream's; ``deliveries`` counts how often it was handed out (1 = new)."""

    partition: int
    id: str
    sealed: bytes
    deliveries: int


@contextmanager
def answering() -> Iterator[None]:
    """Redis's errors as ours."""
    try:
        yield
    except RedisError as error:
        raise StoreUnavailable("Redis does not answer") from error


class EventStream:
    """Append at the door; read, and mark done, by the partition's owner."""

    def __init__(self, client: "redis.Redis", *, max_waiting: int = MAX_WAITING) -> None:
        self._redis = client
        self._max = max_waiting
        self._sha = ""

    def append(self, events: Sequence[NewEvent]) -> list[Appended]:
        """All events of one webhook in one round trip. Raises StoreUnavailable; then it is unknown what was written."""
        if not events:
            return []
        with answering():
            try:
                return self._append(events)
            except NoScriptError:
                self._sha = ""
                return self._append(events)

    def _append(self, events: Sequence[NewEvent]) -> list[Appended]:
        if not self._sha:
            self._sha = str(self._redis.script_load(_APPEND))
        pipe = self._redis.pipeline(transaction=False)
        for event in events:
            keys = (
                seen_key(event.partition, event.key),
                stream_key(event.partition),
                unsent_key(event.partition, event.unsent),
            )
            pipe.evalsha(self._sha, 3, *keys, str(SEEN_SECONDS), str(self._max), event.sealed, event.unsent)
        return [_RESULTS[int(result)] for result in pipe.execute()]

    def prepare(self, partition: int) -> None:
        """Make sure that the partition's consumer group is there."""
        with answering():
            try:
                self._redis.xgroup_create(stream_key(partition), GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise

    def pending(self, partition: int, after: str = "0", count: int = 50) -> list[QueuedEvent]:
        """What an earlier owner took and did not finish, oldest first, a page at a time."""
        consumer = _consumer(partition)
        with answering():
            found = self._redis.xreadgroup(GROUP, consumer, {stream_key(partition): after}, count=count)
            events = _events(partition, found, deliveries=1)
            if not events:
                return []
            rows = cast(
                "list[dict[str, Any]]",
                self._redis.xpending_range(
                    stream_key(partition), GROUP, events[0].id, events[-1].id, count, consumername=consumer
                ),
            )
        times = {_text(row["message_id"]): int(row["times_delivered"]) for row in rows}
        return [QueuedEvent(e.partition, e.id, e.sealed, times.get(e.id, 2)) for e in events]

    def pending_ids(self, partition: int, count: int = 100) -> list[str]:
        """Ids of what was handed out and is not done, oldest first. Looking does not count as handing out."""
        with answering():
            rows = self._redis.xpending_range(
                stream_key(partition), GROUP, "-", "+", count, consumername=_consumer(partition)
            )
        return [_text(row["message_id"]) for row in cast("list[dict[str, Any]]", rows)]

    def fresh(self, partition: int, count: int = 64, block_ms: int | None = 1000) -> list[QueuedEvent]:
        """New events, oldest first; waits up to ``block_ms`` for one, or not at all."""
        with answering():
            found = self._redis.xreadgroup(
                GROUP, _consumer(partition), {stream_key(partition): ">"}, count=count, block=block_ms
            )
        return _events(partition, found, deliveries=1)

    def done(self, event: QueuedEvent, key: str = "") -> None:
        """The event had its effect and its answer: nothing of it stays, nor of what was answered to it (``key``)."""
        with answering():
            pipe = self._redis.pipeline(transaction=True)
            pipe.xack(stream_key(event.partition), GROUP, event.id)
            pipe.xdel(stream_key(event.partition), event.id)
            pipe.delete(outcome_key(event.partition, key))
            pipe.execute()

    def waiting(self, partition: int) -> int:
        """How many events are in the stream, taken or not."""
        with answering():
            return int(self._redis.xlen(stream_key(partition)))


def _consumer(partition: int) -> str:
    return f"partition-{partition:02d}"


def _events(partition: int, found: Any, deliveries: int) -> list[QueuedEvent]:
    """redis-py answers in two shapes, by protocol: a list of pairs (RESP2) or a mapping (RESP3)."""
    if not found:
        return []
    entries = next(iter(found.values()))[0] if isinstance(found, dict) else found[0][1]
    return [
        QueuedEvent(partition, _text(entry_id), fields.get(b"e", b""), deliveries)
        for entry_id, fields in entries
        if fields
    ]


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
