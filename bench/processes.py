"""The processes under measurement: start, CPU seconds and memory of each, stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60.0


@contextmanager
def started(arguments: list[str], environment: Mapping[str, str], port: int | None = None) -> Iterator[int]:
    """A Python program of ours in a process group of its own; its pid. Waits until it listens."""
    child = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        if port is not None:
            wait_until_listening(port)
        yield child.pid
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(timeout=30)


def wait_until_listening(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of the processes, with what their ended children took."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(fields[at]) for at in (11, 12, 13, 14))
    return total / _TICKS


def memory_mb(pid: int) -> float:
    """Proportional share of a process's memory."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
