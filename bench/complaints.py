"""Complaints submitted at once, through the form's own processes with the real Argon2."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.complaints.running import Running, running
from tests.complaints.test_load import at_once, watched

AT_ONCE = (1, 10, 50)
ROUNDS = 3


def main(at_once_each: tuple[int, ...] = AT_ONCE, rounds: int = ROUNDS) -> None:
    print(f"\nComplaints submitted at once, medians of {rounds} rounds in turn")
    print(f"{'':12}{'all done':>11}{'median':>10}{'slowest':>10}{'told to wait':>14}{'more memory':>13}", flush=True)
    found: dict[int, list[tuple[float, ...]]] = {many: [] for many in at_once_each}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as live:
        live.submits("เรื่องแรก")
        for _ in range(rounds):
            for many, rows in found.items():
                rows.append(submitted(live, many))
    for many, rows in found.items():
        whole, median, slowest, told, more = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{many:12}{whole:9.2f} s{median:8.2f} s{slowest:8.2f} s{told:14.0f}{more:10.0f} MB", flush=True)


def submitted(live: Running, many: int) -> tuple[float, ...]:
    """Seconds until all have their receipts, of the median and the slowest one, how many had to come again, and MB more.

    Raises AssertionError where a receipt has no case.
    """
    before, live.told_to_wait = live.cases(), 0
    took: list[float] = []
    receipts: set[str] = set()

    def one(number: int) -> None:
        began = time.monotonic()
        receipts.add(live.submits(f"เรื่องที่ {number}"))
        took.append(time.monotonic() - began)

    with watched(live) as memory:
        began = time.monotonic()
        at_once(many, one)
        whole = time.monotonic() - began
    assert len(receipts) == many == live.cases() - before, f"{len(receipts)} receipts of {many}"
    return whole, statistics.median(took), max(took), live.told_to_wait, max(memory) - memory[0]


if __name__ == "__main__":
    main()
