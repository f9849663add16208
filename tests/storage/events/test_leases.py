"""Who works on which partition, with several workers on every Redis server."""

import pytest
import redis

from dialogs.records.errors import StoreUnavailable
from storage.events.leases import Leases
from storage.events.partitions import lease_key


def worker(client: "redis.Redis", partitions: int = 8) -> Leases:
    return Leases(client, partitions=partitions)


def settle(*workers: Leases) -> None:
    """Rounds of giving back and taking, as the workers' main loops do."""
    for _ in range(3):
        for one in workers:
            for partition in one.surplus():
                one.release(partition)
            one.refresh()


def test_one_worker_holds_everything(client: "redis.Redis") -> None:
    assert worker(client).refresh() == set(range(8))


@pytest.mark.parametrize(("count", "shares"), [(2, [4, 4]), (3, [2, 3, 3]), (9, [0] + [1] * 8)])
def test_workers_come_to_fair_shares_and_no_partition_has_two_owners(
    client: "redis.Redis", count: int, shares: list[int]
) -> None:
    workers = [worker(client) for _ in range(count)]
    settle(*workers)
    assert sorted(len(one.held) for one in workers) == shares
    assert sorted(p for one in workers for p in one.held) == list(range(8))
    for one in workers:
        assert {p for p in range(8) if one.holds(p)} == one.held


def test_a_second_worker_gets_nothing_before_it_is_given_back(client: "redis.Redis") -> None:
    first, second = worker(client), worker(client)
    first.refresh()
    assert second.refresh() == set()
    assert len(first.surplus()) == 4
    assert first.refresh() == set(range(8)), "a surplus is held until it is given back"


def test_a_worker_that_leaves_makes_room_at_once(client: "redis.Redis") -> None:
    first, second = worker(client), worker(client)
    settle(first, second)
    first.leave()
    assert second.refresh() == set(range(8))
    assert second.surplus() == set()


def test_a_lease_that_ran_out_goes_to_another_and_its_old_owner_knows(client: "redis.Redis") -> None:
    first, second = worker(client), worker(client)
    first.refresh()
    client.delete(lease_key(5))
    assert not first.holds(5)
    assert second.refresh() == {5}
    assert second.holds(5) and not first.holds(5)
    assert 5 not in first.refresh()


def test_what_was_lost_is_not_taken_again_at_once(client: "redis.Redis") -> None:
    """It may have had another owner meanwhile: whoever works on it here must hear that it was lost."""
    owner = worker(client)
    owner.refresh()
    client.delete(lease_key(5))
    assert 5 not in owner.refresh()
    assert 5 in owner.refresh()


def test_a_lease_has_an_end(client: "redis.Redis") -> None:
    short = Leases(client, partitions=2, lease_ms=5_000)
    short.refresh()
    assert 0 < client.pttl(lease_key(0)) <= 5_000


def test_what_belongs_to_another_is_not_released(client: "redis.Redis") -> None:
    first, second = worker(client), worker(client)
    first.refresh()
    second.release(3)
    assert first.holds(3)


def test_a_worker_that_fell_silent_no_longer_counts(client: "redis.Redis") -> None:
    silent, lively = worker(client), worker(client)
    silent.refresh()
    client.zadd("workers", {silent.token: 1})
    client.delete(*(lease_key(p) for p in range(8)))
    assert lively.refresh() == set(range(8))


def test_tokens_are_secrets_of_their_own(client: "redis.Redis") -> None:
    assert len({worker(client).token for _ in range(20)}) == 20


def test_without_redis_nothing_is_held_for_sure(dead_redis: "redis.Redis") -> None:
    leases = Leases(dead_redis)
    for act in (leases.refresh, leases.surplus, lambda: leases.holds(1), lambda: leases.release(1)):
        with pytest.raises(StoreUnavailable):
            act()
