"""How gunicorn serves the complaint app: one short-lived process for each request.

Python frees memory but does not wipe it, so whatever a process has read may stand in a core dump of it. Here the
process that reads a request ends with it, and the kernel clears its pages; the parent, which lives long, never sees
a request. That costs some milliseconds a request and caps the app at about twenty a second: plenty for a complaint
channel, and no reason to keep anybody's words in memory.
"""

import os
import resource
import subprocess
import sys

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8002')}"
worker_class = "sync"
workers = int(os.environ.get("COMPLAINT_WORKERS", "16"))  # more than the look-ups' seats: a flood leaves some free
max_requests = 1
preload_app = True
timeout = 60
graceful_timeout = 30
accesslog = None
errorlog = "-"
loglevel = "critical"  # gunicorn's own errors repeat request lines and addresses
capture_output = False
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # only an empty heartbeat file


def on_starting(_server: object) -> None:
    """No core file on a disk, whatever the machine's default is."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def when_ready(_server: object) -> None:
    """The keeper lives as long as its standard input, which only this process holds."""
    subprocess.Popen([sys.executable, "-m", "bot.complaints.keeper"], stdin=subprocess.PIPE)
