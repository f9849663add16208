"""The contract of event streams, on every Redis server."""

import pytest
import redis

from dialogs.records.errors import StoreUnavailable
from storage.conversations.store import ConversationStore, Loaded
from storage.embedded_redis import EmbeddedRedis
from storage.events.partitions import seen_key, stream_key
from storage.events.stream import SEEN_SECONDS, EventStream, NewEvent, QueuedEvent
from tests.storage.rows import KEYS

P = 3


@pytest.fixture
def stream(client: "redis.Redis") -> EventStream:
    made = EventStream(client)
    made.prepare(P)
    return made


def event(key: str, partition: int = P, unsent: str = "") -> NewEvent:
    return NewEvent(partition, key, f"sealed {key}".encode(), unsent)


def sealed(events: list[QueuedEvent]) -> list[str]:
    return [queued.sealed.decode().removeprefix("sealed ") for queued in events]


def fresh(stream: EventStream, partition: int = P, count: int = 16) -> list[QueuedEvent]:
    return stream.fresh(partition, count=count, block_ms=1)


def test_events_come_out_in_the_order_they_went_in(stream: EventStream) -> None:
    assert stream.append([event(f"{n}") for n in range(40)]) == ["appended"] * 40
    first, second, third = (fresh(stream) for _ in range(3))
    assert sealed(first + second + third) == [str(n) for n in range(40)]
    assert len(first) == 16 and all(queued.deliveries == 1 for queued in first)


def test_an_event_that_was_seen_is_dropped_also_within_one_webhook(stream: EventStream) -> None:
    assert stream.append([event("a"), event("b"), event("a")]) == ["appended", "appended", "duplicate"]
    assert stream.append([event("a")]) == ["duplicate"]
    assert sealed(fresh(stream)) == ["a", "b"]


def test_an_event_stays_seen_after_it_is_done(stream: EventStream, client: "redis.Redis") -> None:
    stream.append([event("a")])
    stream.done(fresh(stream)[0])
    assert stream.append([event("a")]) == ["duplicate"]
    assert 0 < client.ttl(seen_key(P, "a")) <= SEEN_SECONDS


def test_a_full_stream_refuses_and_takes_the_event_when_there_is_room(client: "redis.Redis") -> None:
    stream = EventStream(client, max_waiting=2)
    stream.prepare(P)
    assert stream.append([event("a"), event("b"), event("c")]) == ["appended", "appended", "full"]
    stream.done(fresh(stream)[0])
    assert stream.append([event("c"), event("a")]) == ["appended", "duplicate"], "refused is not seen"


def test_a_full_partition_does_not_fill_the_others(client: "redis.Redis") -> None:
    stream = EventStream(client, max_waiting=1)
    assert stream.append([event("a"), event("b"), event("c", partition=4)]) == ["appended", "full", "appended"]


def test_partitions_are_apart(stream: EventStream) -> None:
    stream.prepare(4)
    stream.append([event("a"), event("b", partition=4)])
    assert sealed(fresh(stream)) == ["a"] and sealed(fresh(stream, 4)) == ["b"]


def test_what_was_handed_out_is_not_fresh_again_but_pending_for_the_next_owner(client: "redis.Redis") -> None:
    first = EventStream(client)
    first.prepare(P)
    first.append([event("a"), event("b"), event("c")])
    first.done(fresh(first)[1])
    second = EventStream(client)
    second.prepare(P)
    assert fresh(second) == []
    left = second.pending(P)
    assert sealed(left) == ["a", "c"]
    assert [queued.deliveries for queued in left] == [2, 2]


def test_every_look_at_what_is_pending_counts_as_a_delivery(stream: EventStream) -> None:
    stream.append([event("a")])
    fresh(stream)
    assert [stream.pending(P)[0].deliveries for _ in range(3)] == [2, 3, 4]


def test_what_is_pending_comes_page_by_page_and_whole(stream: EventStream) -> None:
    stream.append([event(f"{n}") for n in range(120)])
    fresh(stream, count=120)
    found: list[QueuedEvent] = []
    last = "0"
    while page := stream.pending(P, last):
        assert len(page) <= 50
        found += page
        last = page[-1].id
    assert sealed(found) == [str(n) for n in range(120)]
    assert all(queued.deliveries == 2 for queued in found)


def test_a_new_event_does_not_show_among_the_pending(stream: EventStream) -> None:
    stream.append([event("a")])
    assert stream.pending(P) == []


def test_events_that_came_before_the_first_owner_are_not_lost(client: "redis.Redis") -> None:
    stream = EventStream(client)
    stream.append([event("a")])
    stream.prepare(P)
    stream.prepare(P)
    assert sealed(fresh(stream)) == ["a"]


def test_a_done_event_leaves_nothing_in_the_stream(stream: EventStream, client: "redis.Redis") -> None:
    stream.append([event("a")])
    (queued,) = fresh(stream)
    assert stream.waiting(P) == 1
    stream.append([event("b", partition=P + 1)])
    assert stream.total() == 2
    stream.done(queued)
    stream.done(queued)
    assert stream.waiting(P) == 0 and stream.pending(P) == []
    assert client.xrange(stream_key(P)) == []


def test_once_answered_what_was_said_is_forgotten(stream: EventStream, client: "redis.Redis") -> None:
    conversations = ConversationStore(client, KEYS)
    conversations.commit(P, "c" * 64, "e" * 64, 0, b"record", "คำตอบ".encode())
    stream.append([event("a")])
    (queued,) = fresh(stream)
    stream.done(queued, "e" * 64)
    assert conversations.load(P, "c" * 64, "e" * 64) == Loaded(1, b"record", None, unsent=False)


def test_an_unsend_marks_its_message_before_and_after_it(stream: EventStream, client: "redis.Redis") -> None:
    conversations = ConversationStore(client, KEYS)
    assert not conversations.load(P, "c", "e", "m1").unsent
    stream.append([event("u", unsent="m1")])
    assert conversations.load(P, "c", "e", "m1").unsent
    assert not conversations.load(P, "c", "e", "m2").unsent
    assert not conversations.load(P, "c", "e", "").unsent


def test_an_unsend_that_finds_the_stream_full_still_counts(client: "redis.Redis") -> None:
    stream = EventStream(client, max_waiting=0)
    assert stream.append([event("u", unsent="m1")]) == ["full"]
    assert ConversationStore(client, KEYS).load(P, "c", "e", "m1").unsent


def test_nothing_to_append_asks_nobody(dead_redis: "redis.Redis") -> None:
    assert EventStream(dead_redis).append([]) == []


def test_a_server_that_forgot_its_scripts_is_taught_again(stream: EventStream, client: "redis.Redis") -> None:
    stream.append([event("a")])
    client.script_flush()
    assert stream.append([event("a"), event("b")]) == ["duplicate", "appended"]


def test_a_stream_that_was_wiped_is_prepared_again(stream: EventStream, client: "redis.Redis") -> None:
    client.flushall()
    with pytest.raises(StoreUnavailable):
        fresh(stream)
    stream.prepare(P)
    assert fresh(stream) == []


@pytest.mark.parametrize("protocol", [2, 3])
def test_both_of_redis_protocols_are_understood(
    redis_server: EmbeddedRedis, client: "redis.Redis", protocol: int
) -> None:
    with redis.Redis(unix_socket_path=str(redis_server.socket), protocol=protocol) as speaking:
        stream = EventStream(speaking)
        stream.prepare(P)
        assert fresh(stream) == []
        stream.append([event("a"), event("b")])
        assert sealed(fresh(stream)) == ["a", "b"] == sealed(stream.pending(P))


def test_a_redis_that_is_down_is_an_outage(dead_redis: "redis.Redis") -> None:
    stream = EventStream(dead_redis)
    queued = QueuedEvent(P, "1-0", b"", 1)
    for act in (lambda: stream.append([event("a")]), lambda: stream.prepare(P), lambda: stream.pending(P)):
        with pytest.raises(StoreUnavailable):
            act()
    for act in (lambda: fresh(stream), lambda: stream.done(queued), lambda: stream.waiting(P)):  # type: ignore[assignment]
        with pytest.raises(StoreUnavailable):
            act()


def test_a_redis_without_memory_refuses_and_nothing_is_half_written(stream: EventStream, client: "redis.Redis") -> None:
    client.config_set("maxmemory", 1)
    try:
        with pytest.raises(StoreUnavailable):
            stream.append([event("a")])
    finally:
        client.config_set("maxmemory", 0)
    assert stream.append([event("a")]) == ["appended"]
