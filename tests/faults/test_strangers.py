"""Ten thousand people whom nobody knows, each writing once, rightly signed, through the real door to a real worker.

Every one is answered once; what stays of each is bounded in Redis and expires, and nothing of them stays in a process.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.processes import memory_mb
from bot.simulator import events
from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel, Rules
from storage.events.partitions import PARTITIONS
from storage.events.stream import MAX_WAITING
from tests.faults.events import Event, StandingClock, post
from tests.faults.installation import Installation, installed
from tests.machine import family

AT_ONCE = 8
A_BODY = 5
"""Events in one webhook: LINE brings several at once when much is going on."""
BYTES_EACH = 2_500
"""In Redis: a conversation for a day, and for three days the mark that the event was seen."""
GROWTH_MB = 12.0
"""A process may grow so much from the first strangers to the last: what the allocators keep, not the people."""
KEYS = ("conversation", "seen")
WORDS = ("สวัสดีค่ะ", "มาตรการถึงไหนแล้ว", "คะแนน ita ปีล่าสุด", "เบอร์กองช่าง", "แบบสำรวจอยู่ไหน", "asdfgh", "ขอบคุณ")


def strangers(fake: FakeLine, channel: Channel, count: int) -> Iterator[Event]:
    """One message each; the platform knows their reply tokens, and nobody made them its friends."""
    for number in range(count):
        user = f"U{os.urandom(16).hex()}"
        content = {"message": events.text(fake.platform.message_ids.next(), WORDS[number % len(WORDS)])}
        yield dict(
            fake.platform.events.make("message", channel.key, user, events.user_source(user, None), content)  # type: ignore[arg-type]
        )


def deliver(running: Installation, found: Sequence[Event]) -> list[int]:
    """As LINE does: again until it is acknowledged."""
    statuses = []
    while not statuses or statuses[-1] != 200:
        if statuses:
            time.sleep(0.2)
        statuses.append(post(f"{running.url}/line/phon", running.channel.secret, found))
    return statuses


@dataclass(frozen=True, slots=True)
class Memory:
    """In MB; of Redis what its data take."""

    web: float
    worker: float
    redis: float

    def __str__(self) -> str:
        return f"web {self.web:.0f} MB, worker {self.worker:.0f} MB, Redis {self.redis:.2f} MB"


class Crowd:
    """An installation whose processes run, and what it has been sent."""

    def __init__(self, fake: FakeLine, running: Installation) -> None:
        self._fake = fake
        self._running = running
        self._web = running.start_web().pid
        self._worker = running.start_worker().pid
        self.statuses: Counter[int] = Counter()
        self.deepest = 0

    def memory(self) -> Memory:
        info = self._running.parts.redis.info("memory")
        return Memory(
            sum(memory_mb(pid) for pid in family(self._web)), memory_mb(self._worker), info["used_memory"] / 2**20
        )

    def come(self, count: int) -> list[Event]:
        """So many write at the same time; returns when each was answered."""
        sent = list(strangers(self._fake, self._running.channel, count))
        stream = self._running.parts.stream()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for statuses in pool.map(
                lambda found: deliver(self._running, found), (sent[at : at + A_BODY] for at in range(0, count, A_BODY))
            ):
                self.statuses.update(statuses)
                self.deepest = max(self.deepest, *(stream.waiting(p) for p in range(PARTITIONS)))
        self._running.wait_until_drained(240)
        return sent


def all_of_them(folder: Path, count: int) -> None:
    with FakeLine(rules=Rules(monthly_quota=None), clock=StandingClock()) as fake, installed(folder, fake) as running:
        crowd = Crowd(fake, running)
        first = max(100, count // 10)  # with them come the connections, the caches and the agency
        sent = crowd.come(1)
        empty = crowd.memory()
        sent += crowd.come(first - 1)
        early = crowd.memory()
        sent += crowd.come(count - first)
        late = crowd.memory()
        answered = Counter(call.body["replyToken"] for call in fake.sent if call.status == 200)
        lost = len({one["replyToken"] for one in sent} - set(answered))
        each = (late.redis - early.redis) * 2**20 / (count - first)
        print(
            f"{count} strangers, answers of the door {dict(crowd.statuses)}, {sum(answered.values())} answered, {lost} "
            f"lost, deepest stream {crowd.deepest}\nafter 1: {empty}\nafter {first}: {early}\nafter all: {late}; "
            f"{each:.0f} bytes of Redis each"
        )
        assert lost == 0 and set(answered.values()) == {1} and len(answered) == count
        assert set(crowd.statuses) <= {200, 503} and crowd.deepest <= MAX_WAITING
        assert each < BYTES_EACH
        assert late.web - early.web < GROWTH_MB and late.worker - early.worker < GROWTH_MB
        keys = [k for kind in KEYS for k in running.parts.redis.scan_iter(match=f"*:{kind}:*", count=1000)]
        assert len(keys) == 2 * count and all(running.parts.redis.ttl(key) > 0 for key in keys)


@pytest.mark.timeout(120)
def test_hundreds_of_strangers_write_once(tmp_path: Path) -> None:
    all_of_them(tmp_path, 400)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_ten_thousand_strangers_write_once(tmp_path: Path) -> None:
    all_of_them(tmp_path, 10_000)
