"""One leads."""

import pytest
import redis

from bot.scheduler.leader import LOCK, Leader
from dialogs.records.errors import StoreUnavailable


def test_one_of_two_leads_and_the_other_follows_when_it_leaves(client: "redis.Redis") -> None:
    first, second = Leader(client), Leader(client)
    assert first.lead() and not second.lead()
    assert first.lead() and first.holds() and not second.holds()
    first.leave()
    assert second.lead() and not first.lead()


def test_a_lock_that_ran_out_is_no_longer_held(client: "redis.Redis") -> None:
    first, second = Leader(client), Leader(client)
    assert first.lead()
    client.delete(LOCK)  # as its time to live would
    assert second.lead()
    assert not first.holds() and not first.lead() and second.holds()


def test_renewing_lengthens_the_lease(client: "redis.Redis") -> None:
    leader = Leader(client, lease_ms=60_000)
    assert leader.lead()
    client.pexpire(LOCK, 1000)
    assert leader.lead()
    left = client.pttl(LOCK)
    assert isinstance(left, int) and left > 50_000


def test_leaving_never_takes_another_ones_lock(client: "redis.Redis") -> None:
    first, second = Leader(client), Leader(client)
    assert first.lead()
    client.delete(LOCK)
    assert second.lead()
    first.leave()
    assert second.holds()


def test_without_redis_it_says_so(dead_redis: "redis.Redis") -> None:
    leader = Leader(dead_redis)
    for question in (leader.lead, leader.holds):
        with pytest.raises(StoreUnavailable):
            question()
