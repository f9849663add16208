"""One decides at a time, and a transaction lets others in."""

import threading

from handlers.gate import Gate


def test_one_is_inside_and_whoever_waits_for_a_disk_lets_the_next_in() -> None:
    gate, order = Gate(), list[str]()
    waiting, committed = threading.Event(), threading.Event()

    def writes() -> None:
        with gate:
            order.append("writer decides")
            with gate.aside():
                waiting.set()
                assert committed.wait(10)
            order.append("writer goes on")

    writer = threading.Thread(target=writes)
    writer.start()
    assert waiting.wait(10)
    with gate:
        order.append("reader decides")
        committed.set()
        writer.join(0.05)
        assert writer.is_alive(), "the writer came back while the reader was inside"
    writer.join(10)
    assert order == ["writer decides", "reader decides", "writer goes on"]
