"""Redis with Sentinels, for real: the leader is killed under load, and nothing that was acknowledged is lost."""

import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.simulator.fake import FakeLine
from dialogs.engine.buttons import go
from dialogs.records.errors import SettingsError
from storage.events.partitions import PARTITIONS, lease_key, stream_key
from storage.redis_client import connect, read_sentinels
from tests.faults.events import Event, People, StandingClock, post
from tests.faults.fleet import Fleet
from tests.faults.installation import Installation, installed
from tests.faults.reckoning import hold
from tests.faults.replicated import Replicated, replicated
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders
from tests.figures import show

LINE_WAITS = 2.0
SECRET = "0123456789abcdef" * 3
PATIENCE = 30.0


def test_an_address_of_sentinels_is_read_like_any_other() -> None:
    found = read_sentinels("redis+sentinel://front:p%40ss@one:1,two,[::1]:3/main/2?sentinel_password=s&ssl_x=1")
    assert found.sentinels == (("one", 1), ("two", 26379), ("::1", 3))
    assert found.name == "main"
    assert (found.options["username"], found.options["password"], found.options["db"]) == ("front", "p@ss", 2)
    assert (found.asking["password"], found.asking["username"], "ssl" in found.asking) == ("s", None, False)
    sealed = read_sentinels("rediss+sentinel://one/main?ssl_ca_certs=/ca.pem")
    assert sealed.options["ssl"] is sealed.asking["ssl"] is True
    assert sealed.options["ssl_ca_certs"] == sealed.asking["ssl_ca_certs"] == "/ca.pem"


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://one:26379",
        "redis+sentinel:///main",
        "redis+sentinel://one,,two/main",
        "redis+sentinel://one:door/main",
        "redis+sentinel://one/main/first",
        "http://one",
        "redis://one:door",
    ],
)
def test_a_bad_address_is_one_clear_sentence_without_the_password(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        connect(url.replace("://", "://user:hush@"))
    assert str(refused.value).startswith("REDIS_URL ")
    assert "hush" not in str(refused.value)


@contextmanager
def standing(
    folder: Path, fake: FakeLine, *, worker: bool = True, replicas: int = 0
) -> Iterator[tuple[Replicated, Installation]]:
    """An installation on replicated Redis, its processes running."""
    (folder / "redis").mkdir()
    with replicated(folder / "redis") as servers, installed(folder, fake, settings(servers, replicas)) as running:
        running.start_web()
        if worker:
            running.start_worker()
        yield servers, running


def settings(servers: Replicated, replicas: int) -> dict[str, str]:
    return {"REDIS_URL": servers.url, "SECRET_KEY": SECRET, "REDIS_REPLICAS": str(replicas)}


def ready(running: Installation) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{running.url}/readyz", timeout=5) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().strip()


class Line(threading.Thread):
    """Delivers events one after the other, each again and again until it is acknowledged, as LINE does."""

    def __init__(self, url: str, secret: str, events: list[Event], pace: float) -> None:
        super().__init__()
        self.statuses: list[int] = []
        self.slowest = 0.0
        self._to = url, secret
        self._events = events
        self._pace = pace

    def run(self) -> None:
        for event in self._events:
            while self._deliver(event) != 200:
                time.sleep(0.1)
            time.sleep(self._pace)

    def _deliver(self, event: Event) -> int:
        began = time.monotonic()
        status = post(*self._to, [event])
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.statuses.append(status)
        return status


def lose_leaders(folder: Path, size: Size, kills: int) -> None:
    """The leader's power goes, the first time a Sentinel's as well; a dead leader comes back as a replica."""
    (folder / "redis").mkdir()
    with replicated(folder / "redis") as servers, scenario(folder, size, settings(servers, 1)) as (running, told):
        Fleet(running)
        running.wait_for(lambda: running.parts.redis.exists(lease_key(0)))  # a worker does not start without a leader
        away = []
        everything = sum(len(story.deeds) for story in told)
        with Senders(running.fake.platform, told, ahead=everything) as senders:
            for number in range(kills):
                running.wait_for(partial(has_sent, senders, (number + 0.3) / kills * everything))
                if number == 0:
                    servers.kill(servers.sentinels.pop(0))
                away.append(lose_leader(servers, running, comes_back=number + 1 < kills))
            senders.delivered()
        running.wait_until_drained(seconds=300)
        hold("Redis leaders killed", running, told, f"away {away} s, the door answered {dict(senders.answers)}")
        assert set(senders.answers) == {"200", "503"}


def has_sent(senders: Senders, count: float) -> bool:
    return senders.sent >= count


def lose_leader(servers: Replicated, running: Installation, *, comes_back: bool) -> float:
    """Seconds until the door took events again."""
    leader = servers.leader()
    servers.kill(leader)
    began = time.monotonic()
    assert ready(running) == (503, "not ready: Redis")
    running.wait_for(lambda: ready(running)[0] == 200, PATIENCE)
    took = time.monotonic() - began
    if comes_back:
        servers.start_server(leader)  # it takes itself for the leader until a Sentinel tells it otherwise
        running.wait_for(lambda: servers.is_replica(leader), PATIENCE)
    return round(took, 1)


@pytest.mark.timeout(120)
def test_the_leader_is_killed_and_another_takes_over(tmp_path: Path) -> None:
    lose_leaders(tmp_path, SHORT, 1)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_leaders_are_killed_again_and_again(tmp_path: Path) -> None:
    lose_leaders(tmp_path, LONG, 6)


@pytest.mark.soak
@pytest.mark.timeout(120)
def test_where_a_replica_is_asked_for_nothing_is_acknowledged_without_one(tmp_path: Path) -> None:
    with FakeLine(clock=StandingClock()) as fake, standing(tmp_path, fake, replicas=1) as (servers, running):
        people = People(fake, running.channel)
        user = people.user("one")
        url, secret = f"{running.url}/line/phon", running.channel.secret
        first, second = people.button(user, go("ita_score")), people.button(user, go("contact"))
        assert post(url, secret, [first]) == 200
        with servers.silent(servers.servers[1]), servers.silent(servers.servers[2]):
            assert [post(url, secret, [second]) for _ in range(2)] == [503, 503]  # the second time it is a duplicate
        assert post(url, secret, [second]) == 200
        running.wait_until_drained()
        assert [call.body["replyToken"] for call in fake.sent] == [first["replyToken"], second["replyToken"]]


@pytest.mark.soak
@pytest.mark.timeout(120)
def test_a_leader_that_hangs_is_a_503_in_time_and_is_replaced(tmp_path: Path) -> None:
    """With a Sentinel that hangs too. What was acknowledged is in the new leader's streams."""
    with FakeLine(clock=StandingClock()) as fake, standing(tmp_path, fake, worker=False) as (servers, running):
        people = People(fake, running.channel)
        user = people.user("one")
        events = [people.button(user, go("ita_score")) for _ in range(20)]
        line = Line(f"{running.url}/line/phon", running.channel.secret, events, pace=0.02)
        with servers.silent(servers.leader()), servers.silent(servers.sentinels[0]):
            line.start()
            line.join(timeout=PATIENCE / 2)  # it follows at once, and not only when nothing hangs any more
            there = servers.client(servers.leader())
            kept = sum(there.xlen(stream_key(partition)) for partition in range(PARTITIONS))
        show(
            f"Redis leader hangs: answers of the door {dict(Counter(line.statuses))}, slowest {line.slowest:.2f} s, {kept} kept"
        )
        assert 503 in line.statuses and line.slowest < LINE_WAITS
        assert kept == line.statuses.count(200) == len(events)
