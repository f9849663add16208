"""Child processes that end with their parent, however that ends."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
ROOT = Path(__file__).resolve().parent.parent.parent
STOP_SECONDS = 15


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(arguments: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A Python program of ours, from the repository's folder. It prints to our stderr."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent,  # one libc call; no thread of ours holds a lock here
    )


def stop(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask all to end, then wait; one that does not end in time is killed."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
