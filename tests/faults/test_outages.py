"""Redis and PostgreSQL go and come back under load: 503 at the door or an apology in the chat, and nothing is lost."""

import signal
from pathlib import Path

import pytest

from tests.faults.fleet import Fleet
from tests.faults.reckoning import hold, spells
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders
from tests.faults.stores import SECRET_KEY, own_redis
from tests.servers import REDIS_SERVERS, own_postgres


def redis_away(folder: Path, size: Size, make: str, times: int) -> None:
    """By turns killed and told to end. Its file brings back what it had taken."""
    with (
        own_redis(folder / "redis", make) as redis,
        scenario(folder / "data", size, {"REDIS_URL": redis.url, "SECRET_KEY": SECRET_KEY}) as (running, told),
    ):
        Fleet(running)
        with Senders(running.fake.platform, told) as senders:
            for number in range(times):
                senders.reached((number + 1) / (times + 1))
                refused = senders.answers["503"]
                redis.stop((signal.SIGKILL, signal.SIGTERM)[number % 2])
                running.wait_for(lambda before=refused: senders.answers["503"] > before)
                redis.start()
            senders.delivered()
        running.wait_until_drained()
        hold(f"{make} away {times} times", running, told, senders.told)


def postgres_away(folder: Path, size: Size, times: int) -> None:
    """Stopped at once; it stays away until somebody was told that their message waits."""
    with own_postgres() as server, own_redis(folder / "redis") as redis:
        stores = {"DATABASE_URL": server.url, "REDIS_URL": redis.url, "SECRET_KEY": SECRET_KEY}
        with scenario(folder / "data", size, stores) as (running, told):
            Fleet(running)
            with Senders(running.fake.platform, told) as senders:
                spells(running, senders, times, server.stop, server.start)
                senders.delivered()
            running.wait_until_drained()
            found = hold(f"PostgreSQL away {times} times", running, told, senders.told)
            assert found.apologies >= times


@pytest.mark.parametrize(
    "make", [make if make == "redis" else pytest.param(make, marks=pytest.mark.soak) for make in REDIS_SERVERS]
)
def test_redis_goes_and_comes_back(tmp_path: Path, make: str) -> None:
    redis_away(tmp_path, SHORT, make, times=2)


def test_postgresql_goes_and_comes_back(tmp_path: Path) -> None:
    postgres_away(tmp_path, SHORT, times=1)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_redis_goes_and_comes_back_in_ten_thousand_events(tmp_path: Path) -> None:
    redis_away(tmp_path, LONG, "redis", times=8)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_postgresql_goes_and_comes_back_in_ten_thousand_events(tmp_path: Path) -> None:
    postgres_away(tmp_path, LONG, times=6)
