"""The pool that sends replies: in order for one person, side by side for different ones."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.worker.replies import ReplyPool

PATIENCE = 10.0


@pytest.fixture
def pool() -> Iterator[ReplyPool]:
    made = ReplyPool(size=4)
    yield made
    made.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60))
def test_jobs_of_one_person_run_in_order_whatever_fails(jobs: list[tuple[str, bool]]) -> None:
    pool = ReplyPool(size=3)
    ran: list[tuple[str, int]] = []

    def job(key: str, number: int, fails: bool) -> None:
        ran.append((key, number))
        if fails:
            raise ConnectionError

    for number, (key, fails) in enumerate(jobs):
        pool.submit(key, lambda key=key, number=number, fails=fails: job(key, number, fails))  # type: ignore[misc]
    assert pool.wait_until_idle(PATIENCE)
    pool.close()
    for who in "abc":
        assert [n for key, n in ran if key == who] == [n for n, (key, _) in enumerate(jobs) if key == who]


def test_a_slow_reply_holds_up_nobody_else(pool: ReplyPool) -> None:
    slow, done = threading.Event(), threading.Event()
    pool.submit("a", lambda: slow.wait(PATIENCE) and None)
    pool.submit("b", done.set)
    assert done.wait(PATIENCE)
    assert pool.depth() == 1
    slow.set()
    assert pool.wait_until_idle(PATIENCE) and pool.depth() == 0


def test_the_next_reply_to_one_person_waits_for_the_one_before(pool: ReplyPool) -> None:
    first, second = threading.Event(), threading.Event()
    pool.submit("a", lambda: first.wait(PATIENCE) and None)
    pool.submit("a", second.set)
    assert pool.depth() == 2 and not second.is_set()
    first.set()
    assert second.wait(PATIENCE)


def test_after_a_reply_that_failed_the_person_is_still_answered(pool: ReplyPool) -> None:
    def fails() -> None:
        raise ConnectionError("LINE is away")

    answered = threading.Event()
    pool.submit("a", fails)
    assert pool.wait_until_idle(PATIENCE)
    pool.submit("a", answered.set)
    assert answered.wait(PATIENCE)


def test_waiting_ends_with_its_time(pool: ReplyPool) -> None:
    held = threading.Event()
    pool.submit("a", lambda: held.wait(PATIENCE) and None)
    assert not pool.wait_until_idle(0.01)
    held.set()
    assert pool.wait_until_idle(PATIENCE)


def test_an_idle_pool_is_idle_at_once(pool: ReplyPool) -> None:
    assert pool.wait_until_idle(0)


def test_closing_lets_what_was_begun_finish() -> None:
    pool, ran = ReplyPool(size=1), threading.Event()
    pool.submit("a", ran.set)
    pool.close()
    assert ran.is_set()
