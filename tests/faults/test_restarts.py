"""Every process is restarted under load, as an update does it: nobody sees an error, and nobody waits for long."""

import signal
from pathlib import Path

import pytest

from bot.simulator.clock import Clock, SystemClock
from tests.faults.reckoning import hold
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders
from tests.machine import children

LISTENING_GAP = "request_timeout"
"""While gunicorn's new processes load, a request waits at its socket; LINE gives up after two seconds and comes again."""

ENDED_WELL = (0, -signal.SIGTERM)
"""The second where a process was told to end before it had begun."""


def restarts(folder: Path, size: Size, times: int, clock: Clock | None = None) -> None:
    """gunicorn takes HUP (deploy/systemd does the same): its socket goes on listening."""
    with scenario(folder, size, clock=clock) as (running, told):
        web, worker, scheduler = running.start_web(), running.start_worker(), running.start("-m", "bot.scheduler")
        with Senders(running.fake.platform, told) as senders:
            for number in range(times):
                senders.reached((number + 0.5) / (times + 1))
                old = children(web.pid)
                web.send_signal(signal.SIGHUP)
                running.wait_for(lambda before=old: not set(before) & set(children(web.pid)))
                senders.reached((number + 1) / (times + 1))
                for process in (worker, scheduler):
                    process.terminate()
                    assert process.wait(timeout=30) in ENDED_WELL, running.said()[-2000:]
                worker, scheduler = running.start_worker(), running.start("-m", "bot.scheduler")
            senders.delivered()
        running.wait_until_drained()
        found = hold(f"every process restarted {times} times", running, told, senders.told)
        assert (found.apologies, found.pushed) == (0, 0)
        assert set(senders.answers) <= {"200", LISTENING_GAP}, senders.told


def test_every_process_is_restarted_under_load(tmp_path: Path) -> None:
    """Reply tokens live their minute here: an answer that came too late would be lost, or pushed."""
    restarts(tmp_path, SHORT, times=1, clock=SystemClock())


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_every_process_is_restarted_under_load_of_ten_thousand_events(tmp_path: Path) -> None:
    restarts(tmp_path, LONG, times=8)
