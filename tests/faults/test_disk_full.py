"""SQLite's disk is full for a while: people are told that their message waits, and it does."""

from pathlib import Path

import pytest

from tests.faults.fleet import Fleet
from tests.faults.reckoning import hold, spells
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders


def disk_full(folder: Path, size: Size, times: int) -> None:
    full = folder / "full"
    with scenario(folder / "data", size) as (running, told):
        Fleet(running, str(full))
        with Senders(running.fake.platform, told) as senders:
            spells(running, senders, times, full.touch, full.unlink)
            senders.delivered()
        running.wait_until_drained()
        found = hold(f"disk full {times} times", running, told)
        assert found.apologies >= times


def test_disk_full(tmp_path: Path) -> None:
    disk_full(tmp_path, SHORT, times=1)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_disk_full_in_ten_thousand_events(tmp_path: Path) -> None:
    disk_full(tmp_path, LONG, times=6)
