"""The app as it runs: its logs, what lies on its disk, how its children live and end."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from tests.complaints.leaks import Scan
from tests.complaints.running import Running, command_of
from tests.figures import show
from tests.machine import family

pytestmark = pytest.mark.xdist_group("complaint processes")
STORY = "CANARYSTORYเรียกเงินห้าพัน"


def test_logs_of_the_process_hold_nothing(live: Running) -> None:
    live.submits(STORY)
    text = (live.settings.data_dir / "stderr.log").read_text()
    assert '"outcome"' in text
    for trace in ("CANARY", "phon", "127.0.0.1", "python-requests", "POST", "/send", "Traceback"):
        assert trace not in text


def test_what_lies_on_disk_opens_nothing(live: Running) -> None:
    """Database, keys, runtime folders: no word of a submission and no code in any of the bytes."""
    code = live.submits(STORY)
    scan = Scan({"story": STORY, "head": "CANARYSTORY", "code": code, "half code": code[:8]})
    for folder in (live.settings.data_dir, live.settings.runtime_folder, live.settings.memory_folder):
        scan.look_in_folder(folder)
    show(f"disk: {scan.summary()}")
    assert scan.hits == [] and scan.bytes > 50_000


def _children(live: Running) -> tuple[int, set[int]]:
    """The parent that keeps the children, and them."""
    workers = [pid for pid in family(live.master.pid)[1:] if b"keeper" not in command_of(pid)]
    nursery = next(pid for pid in workers if len(family(pid)) > 2)
    return nursery, set(family(nursery)[1:])


def test_each_request_has_a_process_that_ends_with_it(live: Running) -> None:
    nursery, before = _children(live)
    for _ in range(30):
        assert requests.get(f"{live.url}/healthz", timeout=10).status_code == 200
    deadline = time.monotonic() + 10
    while len(_children(live)[1]) < len(before) and time.monotonic() < deadline:
        time.sleep(0.05)  # the last one's place is being taken
    after, now = _children(live)
    assert after == nursery and len(now) == len(before) >= 8
    assert len(before - now) >= 8, "children that answered still live"


def test_who_kills_a_child_kills_nothing_else(live: Running) -> None:
    nursery, before = _children(live)
    for pid in before:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert requests.get(f"{live.url}/readyz", timeout=10).status_code == 200
    assert _children(live)[0] == nursery


def test_no_process_may_write_a_core_file(live: Running) -> None:
    for pid in family(live.master.pid):
        limits = Path(f"/proc/{pid}/limits").read_text()
        (core,) = [line.split() for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core[4] == "0", command_of(pid)
