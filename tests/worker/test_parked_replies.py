"""A reply that wants to go later holds up its person only, and no thread."""

import threading

from bot.worker.replies import Later, ReplyPool

PATIENCE = 10.0


def test_what_waits_for_later_keeps_its_order_and_holds_up_nobody() -> None:
    pool, ran, other = ReplyPool(size=1), [], threading.Event()

    def first() -> None:
        ran.append("first")
        if ran.count("first") < 3:
            raise Later(0)

    pool.submit("a", first)
    pool.submit("a", lambda: ran.append("second"))
    pool.submit("b", other.set)
    assert other.wait(PATIENCE), "the one thread is free"
    assert pool.wait_until_idle(PATIENCE)
    pool.close()
    assert ran == ["first", "first", "first", "second"]


def test_nothing_is_woken_before_its_time() -> None:
    pool, tries = ReplyPool(size=1), []

    def job() -> None:
        tries.append(1)
        raise Later(3_600)

    pool.submit("a", job)
    assert not pool.wait_until_idle(0.05)
    pool.wake()
    pool.close()
    assert len(tries) == 1 and pool.depth() == 1
