"""A look-up's time does not tell whether the code exists."""

import statistics
import time
from pathlib import Path

import pytest

from storage.complaints.receipt import new_receipt
from storage.complaints.stretching import Stretcher
from tests.complaints.conftest import Office
from tests.figures import show

ROUNDS = 12


@pytest.mark.soak  # a statistic of CPU time: it belongs on a quiet machine
def test_known_and_unknown_codes_take_the_same_time(office: Office, tmp_path: Path) -> None:
    """With the real Argon2, in turns. The difference must stay far below the spread of a single look-up."""
    office.stretcher = Stretcher(tmp_path / "real")
    known = office.tell()
    spent: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(ROUNDS):
        for exists in (True, False):
            code = known if exists else new_receipt()
            start = time.process_time()
            assert (office.vault.look_up(code) is not None) is exists
            spent[exists].append(time.process_time() - start)
    medians = {exists: statistics.median(times) for exists, times in spent.items()}
    apart = abs(medians[True] - medians[False])
    show(f"look-up: known {medians[True] * 1000:.1f} ms, unknown {medians[False] * 1000:.1f} ms of CPU")
    assert apart < max(0.1 * medians[False], statistics.stdev(spent[False] + spent[True]))
