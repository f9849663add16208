"""Workers on two machines; one is cut off from Redis, goes on as long as it can, and comes back."""

import time
from pathlib import Path

import pytest

from tests.faults.brisk_worker import LEASE_MS
from tests.faults.cable import Cable
from tests.faults.fleet import Fleet
from tests.faults.reckoning import hold
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders
from tests.faults.stores import SECRET_KEY, own_redis
from tests.servers import own_postgres

TAKEN_OVER = 2 * LEASE_MS / 1000
"""Seconds after which the other worker has everything: a lease must run out before it is taken."""


def one_cut_off(folder: Path, size: Size, times: int) -> None:
    """By turns the cable is pulled out (silence) and cut; each time until the other worker has all partitions."""
    with own_postgres() as server, own_redis(folder / "redis") as redis, Cable(redis.port) as cable:
        stores = {"DATABASE_URL": server.url, "REDIS_URL": redis.url, "SECRET_KEY": SECRET_KEY}
        with scenario(folder / "data", size, stores) as (running, told):
            Fleet(running)
            far = {"REDIS_URL": f"redis://127.0.0.1:{cable.port}/0"}
            other = running.start("-m", "tests.faults.brisk_worker", settings=far)
            running.wait_for(lambda: running.parts.redis.zcard("workers") == 2)
            with Senders(running.fake.platform, told) as senders:
                for number in range(times):
                    senders.reached((number + 0.5) / (times + 1))
                    (cable.silence, cable.cut)[number % 2]()
                    time.sleep(TAKEN_OVER)  # nobody could tell us: that is what being cut off means
                    senders.reached((number + 1) / (times + 1))
                    cable.mend()
                    running.wait_for(lambda: running.parts.redis.zcard("workers") == 2)
                senders.delivered()
            running.wait_until_drained()
            hold(f"one of two workers cut off {times} times", running, told)
            assert other.poll() is None


def test_one_of_two_workers_is_cut_off(tmp_path: Path) -> None:
    one_cut_off(tmp_path, SHORT, times=2)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_one_of_two_workers_is_cut_off_in_ten_thousand_events(tmp_path: Path) -> None:
    one_cut_off(tmp_path, LONG, times=10)
