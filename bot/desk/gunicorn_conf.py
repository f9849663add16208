"""How gunicorn serves the desk: as the complaint app, every request in a process of its own (nursery.py)."""

import os
import resource

from bot.listening import address, processes

bind = address(8003)
worker_class = "bot.complaints.nursery.Nursery"
workers = 1
worker_connections = processes("DESK_WORKERS", 6)
preload_app = True
timeout = 60
graceful_timeout = 30
accesslog = None
errorlog = "-"
loglevel = "critical"
capture_output = False
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # gunicorn makes and unlinks its own file there: no name to guess


def on_starting(_server: object) -> None:
    """No core file on a disk, whatever the machine's default is."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
