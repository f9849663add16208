"""What is asked about an event that could not be answered at once, on every Redis server."""

import pytest
import redis

from storage.events.stream import SEEN_SECONDS, EventStream, NewEvent


@pytest.fixture
def stream(client: "redis.Redis") -> EventStream:
    made = EventStream(client)
    for partition in (0, 15):
        made.prepare(partition)
    return made


def test_an_apology_is_noted_once_for_an_event(stream: EventStream, client: "redis.Redis") -> None:
    assert not stream.apologised(0, "a")
    assert stream.note_apology(0, "a") and not stream.note_apology(0, "a")
    assert stream.apologised(0, "a") and not stream.apologised(0, "b")
    assert 0 < client.ttl("{p00}:apology:a") <= SEEN_SECONDS


def test_age_is_by_the_servers_clock(stream: EventStream, client: "redis.Redis") -> None:
    stream.append([NewEvent(0, "a", b"x")])
    (event,) = stream.fresh(0, block_ms=1)
    assert 0 <= stream.age(event) < 60
    seconds, _ = client.time()
    client.xadd("{p15}:events", {"e": b"old"}, id=f"{(seconds - 100) * 1000}-1")
    (old,) = stream.fresh(15, block_ms=1)
    assert 99 <= stream.age(old) < 160


def test_everything_that_waits_is_looked_through_taken_or_not(stream: EventStream) -> None:
    stream.append([NewEvent(0, f"a{number}", f"{number}".encode()) for number in range(1_200)])
    stream.append([NewEvent(15, "b", b"last")])
    stream.fresh(0, count=700, block_ms=1)
    assert list(stream.sealed()) == [*(f"{number}".encode() for number in range(1_200)), b"last"]
