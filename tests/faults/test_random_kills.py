"""Web and worker are killed (SIGKILL) at random moments under load: nothing lost, doubled or out of order."""

import random
import time
from pathlib import Path

import pytest

from tests.faults.fleet import Fleet
from tests.faults.reckoning import hold
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders


def kill_at_random(folder: Path, size: Size, steps: tuple[float, float], seed: int) -> None:
    chance = random.Random(seed)
    with scenario(folder, size) as (running, told):
        fleet = Fleet(running)
        kinds = (fleet.kill_worker, fleet.kill_worker, fleet.kill_web, fleet.kill_web_child)
        with Senders(running.fake.platform, told) as senders:
            senders.reached(0.05)
            while senders.reached(senders.share + chance.uniform(*steps)):
                time.sleep(chance.uniform(0, 0.1))
                chance.choice(kinds)()
            senders.delivered()
        running.wait_until_drained()
        hold("random kills", running, told, f"{fleet.kills} kills, seed {seed}, {senders.told}")
        assert fleet.kills > 1


def test_random_kills(tmp_path: Path) -> None:
    kill_at_random(tmp_path, SHORT, (0.1, 0.3), seed=1)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_random_kills_in_ten_thousand_events(tmp_path: Path) -> None:
    kill_at_random(tmp_path, LONG, (0.02, 0.06), seed=2)
