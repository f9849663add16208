"""The web process and the worker of an installation, killed and started again as a machine's own supervisor would."""

import os
import signal
import subprocess
from collections.abc import Mapping

from tests.faults.installation import Installation
from tests.machine import children


class Fleet:
    """One web process (with its children) and one worker, both running."""

    def __init__(
        self, running: Installation, *worker_arguments: str, worker_settings: Mapping[str, str] | None = None
    ) -> None:
        self._running = running
        self._arguments = worker_arguments
        self._settings = worker_settings
        self.kills = 0
        self.web = running.start_web()
        self.worker = self._start_worker()

    def kill_worker(self) -> None:
        """SIGKILL; the next one is started at once."""
        self._kill(self.worker)
        self.worker = self._start_worker()

    def kill_web(self) -> None:
        """The whole web process, its children first."""
        for child in children(self.web.pid):
            os.kill(child, signal.SIGKILL)
        self._kill(self.web)
        self.web = self._running.start_web()

    def kill_web_child(self) -> None:
        """One of the processes that answer; gunicorn starts another."""
        if found := children(self.web.pid):
            os.kill(found[0], signal.SIGKILL)
            self.kills += 1

    def _start_worker(self) -> "subprocess.Popen[bytes]":
        return self._running.start("-m", "tests.faults.brisk_worker", *self._arguments, settings=self._settings)

    def _kill(self, process: "subprocess.Popen[bytes]") -> None:
        process.kill()
        process.wait(timeout=10)
        self.kills += 1
