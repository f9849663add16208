"""The clock of the worker's machine is set forward and back under load; the web process keeps the true time."""

from pathlib import Path

import pytest

from bot.clock import move_clock
from tests.faults.fleet import Fleet
from tests.faults.reckoning import hold
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders

HOUR = 3600.0
STEPS = (-2 * HOUR, 3 * HOUR, -26 * HOUR, 30 * HOUR, 0.0, 5 * 24 * HOUR, -40 * 24 * HOUR, 0.0)
"""Offsets from the true time, one after the other."""


def clock_steps(folder: Path, size: Size, rounds: int) -> None:
    offset = folder / "offset"
    steps = STEPS * rounds
    with scenario(folder / "data", size) as (running, told):
        Fleet(running, worker_settings={"PRONGSAI_NOW": f"@{offset}"})
        with Senders(running.fake.platform, told) as senders:
            for number, step in enumerate(steps):
                senders.reached((number + 1) / (len(steps) + 1))
                move_clock(offset, step)
            senders.delivered()
        running.wait_until_drained()
        hold(f"{len(steps)} steps of the worker's clock", running, told)


def test_clock_steps(tmp_path: Path) -> None:
    clock_steps(tmp_path, SHORT, rounds=1)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_clock_steps_in_ten_thousand_events(tmp_path: Path) -> None:
    clock_steps(tmp_path, LONG, rounds=5)
