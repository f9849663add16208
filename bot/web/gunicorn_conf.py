"""How gunicorn serves the web process. Put a buffering proxy in front: slow clients are its business."""

import os
import shutil
import tempfile
import time
from typing import Any

from bot.listening import address, processes

bind = address(8001)
worker_class = "gthread"
workers = processes("WEB_WORKERS", 2)
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 30
accesslog = None  # an access log would tell who wrote when
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
RELOAD_SECONDS = 20

# Every start counts from zero, in a folder of its own that all web processes of this start share; a reload reads this
# file again and goes on counting.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="prongsai-metrics-")


def pre_fork(server: Any, _worker: Any) -> None:
    """On a reload (HUP), wait until the new process before this one answers.

    gunicorn ends the old processes as soon as the last new one is forked. Without this nobody would listen while all of
    them load, for longer than LINE waits.
    """
    if len(server.WORKERS) <= server.num_workers:
        return
    newest = max(server.WORKERS.values(), key=lambda worker: worker.age)
    deadline = time.monotonic() + RELOAD_SECONDS
    while newest.tmp.last_update() > time.time() - RELOAD_SECONDS and time.monotonic() < deadline:
        time.sleep(0.05)  # its sign of life is dated by the monotonic clock; until the first it has the file's own date


def child_exit(_server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess  # not above: it reads the variable when it is imported

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # no types there


def on_exit(_server: Any) -> None:
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
