"""How gunicorn serves the complaint app: every request in a process of its own, which ends with it (nursery.py)."""

import os
import resource
import subprocess
import sys

from bot.listening import address, processes

bind = address(8002)
worker_class = "bot.complaints.nursery.Nursery"
workers = 1
# More than the look-ups' seats: a flood of them leaves some free.
worker_connections = processes("COMPLAINT_WORKERS", 12)
preload_app = True
timeout = 60
graceful_timeout = 30
accesslog = None
errorlog = "-"
loglevel = "critical"  # gunicorn's own errors repeat request lines and addresses
capture_output = False
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # gunicorn makes and unlinks its own file there: no name to guess


def on_starting(_server: object) -> None:
    """No core file on a disk, whatever the machine's default is."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def when_ready(_server: object) -> None:
    """The keeper lives as long as its standard input, which only this process holds."""
    subprocess.Popen([sys.executable, "-m", "bot.complaints.keeper"], stdin=subprocess.PIPE)
