"""The event streams in Redis, one for each partition."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, cast

import redis
from redis.exceptions import RedisError, ResponseError

from dialogs.records.errors import StoreUnavailable
from storage.events.partitions import PARTITIONS, apology_key, outcome_key, seen_key, stream_key, unsent_key
from storage.piped_script import Call, PipedScript

SEEN_SECONDS = 3 * 86_400
MAX_WAITING = 20_000
GROUP = "turns"
_PAGE = 500
REPLICA_MS = 500
"""How long the door waits for a replica to have an event, where replicas are asked for."""

_CHECKED = "prongsai:checked"

# One event: dropped if its id was seen, refused if the stream is full, else appended. An unsend leaves its mark at
# once, so that a message still waiting is dropped when its turn comes, and one that arrives later as well. A duplicate
# writes too: only after a write of its own does a connection wait for the replicas.
_APPEND = """
if ARGV[4] ~= '' then redis.call('SET', KEYS[3], '1', 'EX', ARGV[1]) end
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  return 0
end
if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[2]) then redis.call('DEL', KEYS[1]) return -1 end
redis.call('XADD', KEYS[2], '*', 'e', ARGV[3])
return 1
"""
_DONE = """
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('DEL', KEYS[2])
return redis.call('XDEL', KEYS[1], ARGV[2])
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

    @property
    def milliseconds(self) -> int:
        """When the door took it, since 1970, by Redis's clock."""
        return int(self.id.partition("-")[0])


@contextmanager
def answering() -> Iterator[None]:
    """Redis's errors as ours."""
    try:
        yield
    except RedisError as error:
        raise StoreUnavailable("Redis does not answer") from error


class EventStream:
    """Append at the door; read, and mark done, by the partition's owner.

    ``replicas``: so many must have an event before ``append`` returns, or a failover could lose what was acknowledged.
    """

    def __init__(self, client: "redis.Redis", *, max_waiting: int = MAX_WAITING, replicas: int = 0) -> None:
        self._redis = client
        self._max = max_waiting
        self._replicas = replicas
        self._append = PipedScript(client, _APPEND)
        self._done = PipedScript(client, _DONE)

    def append(self, events: Sequence[NewEvent]) -> list[Appended]:
        """All events of one webhook in one round trip. Raises StoreUnavailable; then it is unknown what was written."""
        if not events:
            return []
        with answering():
            results = self._append.run([self._call(event) for event in events], self._replicas, REPLICA_MS)
        if self._replicas and results.pop() < self._replicas:
            raise StoreUnavailable("too few replicas of Redis have the event")
        return [_RESULTS[result] for result in results]

    def _call(self, event: NewEvent) -> Call:
        keys = (
            seen_key(event.partition, event.key),
            stream_key(event.partition),
            unsent_key(event.partition, event.unsent),
        )
        return keys, (SEEN_SECONDS, self._max, event.sealed, event.unsent)

    def check(self) -> None:
        """Whether an event could be stored now, replicas and all. Raises StoreUnavailable."""
        with answering():
            pipe = self._redis.pipeline(transaction=False)
            pipe.set(_CHECKED, "1")  # only after a write of its own does a connection wait for the replicas
            if self._replicas:
                pipe.wait(self._replicas, REPLICA_MS)
            results = pipe.execute()
        if self._replicas and int(results[1]) < self._replicas:
            raise StoreUnavailable("too few replicas of Redis answer")

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

    def pending_ids(self, partition: int) -> list[str]:
        """Ids of all that was handed out and is not done, oldest first. Looking does not count as handing out."""
        found: list[str] = []
        after = "-"
        while True:
            with answering():
                rows = self._redis.xpending_range(
                    stream_key(partition), GROUP, after, "+", _PAGE, consumername=_consumer(partition)
                )
            found += [_text(row["message_id"]) for row in cast("list[dict[str, Any]]", rows)]
            if len(rows) < _PAGE:
                return found
            after = f"({found[-1]}"

    def again(self, partition: int, ids: Sequence[str]) -> list[QueuedEvent]:
        """Events that were handed out before, those of them that are not done. It does not count as handing out."""
        with answering():
            pipe = self._redis.pipeline(transaction=False)
            for one in ids:
                pipe.xrange(stream_key(partition), one, one)
            found = pipe.execute()
        return [
            QueuedEvent(partition, _text(entry), fields.get(b"e", b""), deliveries=2)
            for rows in found
            for entry, fields in rows
        ]

    def fresh(self, partition: int, count: int = 64, block_ms: int | None = 1000) -> list[QueuedEvent]:
        """New events, oldest first; waits up to ``block_ms`` for one, or not at all."""
        with answering():
            found = self._redis.xreadgroup(
                GROUP, _consumer(partition), {stream_key(partition): ">"}, count=count, block=block_ms
            )
        return _events(partition, found, deliveries=1)

    def done(self, event: QueuedEvent, key: str = "") -> None:
        """The event had its effect and its answer; see ``done_together``."""
        self.done_together([(event, key)])

    def done_together(self, finished: Sequence[tuple[QueuedEvent, str]]) -> None:
        """Nothing of these events stays, nor of what was answered to them (by the events' keys). One round trip."""
        calls: list[Call] = [
            ((stream_key(event.partition), outcome_key(event.partition, key)), (GROUP, event.id))
            for event, key in finished
        ]
        with answering():
            self._done.run(calls)

    def note_apology(self, partition: int, key: str) -> bool:
        """Before the person is told that the answer comes later; False where they were told already."""
        with answering():
            return bool(self._redis.set(apology_key(partition, key), "1", nx=True, ex=SEEN_SECONDS))

    def apologised(self, partition: int, key: str) -> bool:
        """Whether an apology used the event's reply token up."""
        with answering():
            return bool(self._redis.exists(apology_key(partition, key)))

    def age(self, event: QueuedEvent) -> float:
        """Seconds since the door took the event, by Redis's clock."""
        with answering():
            seconds, micro = self._redis.time()
        return seconds + micro / 1_000_000 - event.milliseconds / 1000

    def today(self) -> date:
        """The day (UTC) by Redis's clock: what is on its way to the streams may be sealed under it."""
        with answering():
            seconds, _ = self._redis.time()
        return datetime.fromtimestamp(seconds, UTC).date()

    def sealed(self) -> Iterator[bytes]:
        """What every event in the streams holds, taken or not."""
        for partition in range(PARTITIONS):
            after = "-"
            while entries := self._page(partition, after):
                yield from (fields.get(b"e", b"") for _, fields in entries)
                after = f"({_text(entries[-1][0])}"

    def _page(self, partition: int, after: str) -> list[tuple[bytes, dict[bytes, bytes]]]:
        with answering():
            found = self._redis.xrange(stream_key(partition), after, "+", count=_PAGE)
        return cast("list[tuple[bytes, dict[bytes, bytes]]]", found)

    def waiting(self, partition: int) -> int:
        """How many events are in the stream, taken or not."""
        with answering():
            return int(self._redis.xlen(stream_key(partition)))

    def total(self) -> int:
        """How many events are in all streams, taken or not."""
        return sum(self.waiting(partition) for partition in range(PARTITIONS))


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
