"""Many at once, floods, and how long one takes: over HTTP, with the real Argon2."""

import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from storage.complaints.receipt import new_receipt
from storage.complaints.stretching import argon2id
from tests.complaints.running import Running, proportional_megabytes
from tests.figures import show

pytestmark = [pytest.mark.xdist_group("complaint processes"), pytest.mark.timeout(300)]
MOST_MEGABYTES = 300


def busyness() -> float:
    """How many times longer than its own CPU time a look at Argon2 takes now on both cores: 1 on an idle machine.

    The promises are about an idle machine; this one may be running other tests.
    """
    spent: list[float] = []

    def one(_number: int) -> None:
        start, worked = time.monotonic(), time.thread_time()
        argon2id(b"k" * 32, b"s" * 16, 64)
        spent.append((time.monotonic() - start) / (time.thread_time() - worked))

    at_once(2, one)
    return max(1.0, statistics.mean(spent))


@contextmanager
def watched(live: Running) -> Iterator[list[float]]:
    """Samples of the tree's memory while this is open, the first one taken before."""
    samples, over = [proportional_megabytes(live.processes())], threading.Event()

    def sample() -> None:
        while not over.wait(0.05):
            samples.append(proportional_megabytes(live.processes()))

    watcher = threading.Thread(target=sample)
    watcher.start()
    try:
        yield samples
    finally:
        over.set()
        watcher.join()


def at_once(many: int, work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


def _many(live: Running, many: int) -> float:
    """All succeed, every receipt is a case, memory stays bounded; returns the seconds, as on an idle machine."""
    before, busy, live.told_to_wait = live.cases(), busyness(), 0
    done: list[str] = []
    with watched(live) as memory:
        start = time.monotonic()
        at_once(many, lambda number: done.append(live.submits(f"เรื่องที่ {number}")))
        spent = time.monotonic() - start
    more, busy = max(memory) - memory[0], (busy + busyness()) / 2
    show(
        f"parallel submissions: {many}, receipts {len(set(done))}, cases {live.cases() - before}, "
        f"told to come again {live.told_to_wait}, {spent:.1f} s on a machine {busy:.1f} times as slow as when idle, "
        f"at most {more:.0f} MB more (PSS of the whole tree, from {memory[0]:.0f} MB)"
    )
    assert len(set(done)) == many == live.cases() - before
    assert more < MOST_MEGABYTES
    return spent / busy


def test_ten_at_once_all_succeed(live: Running) -> None:
    _many(live, 10)


@pytest.mark.soak
def test_fifty_at_once_all_succeed_within_twenty_seconds(live: Running) -> None:
    assert _many(live, 50) < 20


@pytest.mark.soak  # a statistic of seconds: it belongs on a quiet machine
def test_one_submission_and_one_look_up_on_an_idle_machine(live: Running) -> None:
    submitting, looking, busy = [], [], [busyness()]
    for _ in range(7):
        start = time.monotonic()
        code = live.submits("เรื่องเดียว")
        submitting.append(time.monotonic() - start)
        start = time.monotonic()
        assert _look_up(live, code).status_code == 303
        looking.append(time.monotonic() - start)
        busy.append(busyness())
    submission, look_up = statistics.median(submitting), statistics.median(looking)
    slow = statistics.median(busy)
    show(
        f"one submission (review and sending) {submission:.2f} s, one look-up {look_up:.2f} s, medians of 7, "
        f"on a machine {slow:.1f} times as slow as when idle"
    )
    assert submission / slow < 1 and look_up / slow < 0.5


def test_a_flood_of_look_ups_stops_no_submission(live: Running) -> None:
    """Twelve strangers try codes without a pause; each answer is an answer or a time to come back."""
    answers: Counter[int] = Counter()
    over, before, count = threading.Event(), live.cases(), 3

    def flood(_number: int) -> None:
        while not over.is_set():
            answer = _look_up(live, new_receipt())
            answers[answer.status_code] += 1
            assert answer.status_code == 303 or answer.headers.get("Retry-After", "").isdigit()

    flooding = [threading.Thread(target=flood, args=(number,)) for number in range(12)]
    for thread in flooding:
        thread.start()
    try:
        start = time.monotonic()
        for number in range(count):
            live.submits(f"ท่ามกลางการรบกวน {number}")
        spent = (time.monotonic() - start) / count
    finally:
        over.set()
        for thread in flooding:
            thread.join(60)
    show(f"under a flood of look-ups ({dict(answers)}): {count} of {count} submissions, {spent:.1f} s each")
    assert live.cases() - before == count and set(answers) <= {303, 503} and answers[303] > 0


def _look_up(live: Running, code: str) -> requests.Response:
    return requests.post(f"{live.url}/phon/follow", data={"code": code}, allow_redirects=False, timeout=60)
