"""The gunicorn worker that serves each request in a process of its own.

Python frees memory but does not wipe it, so whatever a process has read may stand in a core dump of it. Here one
parent, which never accepts a connection, keeps a number of warm children waiting; each takes one connection, answers
and ends, and the kernel clears its pages. Not even the address of who connects reaches a process that lives on.

gunicorn alone can do this too (``max_requests = 1``), but it sleeps between the workers it starts: some eighteen
requests a second, on any machine. A fork here takes a few milliseconds.
"""

import os
import select
import signal
import time

from gunicorn.workers.sync import SyncWorker

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 60
_GRACE_SECONDS = 25.0


class Nursery(SyncWorker):  # type: ignore[misc]  # gunicorn ships no types, so its class is Any to mypy
    """gunicorn's one worker; its children answer, ``worker_connections`` of them."""

    def run(self) -> None:
        for listener in self.sockets:
            listener.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # so that a child's end wakes the sleep below
        children: set[int] = set()
        waker, alarm = os.pipe()
        os.set_blocking(alarm, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        while self.alive and self.is_parent_alive():
            self.notify()
            children -= _ended(children)
            while len(children) < self.cfg.worker_connections:
                children.add(self._start_child())
            if select.select([waker], [], [], _LOOK_SECONDS)[0]:
                os.read(waker, 4096)
        _let_finish(children)

    def _start_child(self) -> int:
        """Returns in the parent only. SIGTERM is held back in the child: it is looked at between connections."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGQUIT, signal.SIGINT})
        parent = os.getpid()
        pid = os.fork()
        if pid:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGQUIT, signal.SIGINT})
            return pid
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._serve_one(parent)
        finally:
            os._exit(0)

    def _serve_one(self, parent: int) -> None:
        while os.getppid() == parent and not signal.sigpending():
            for listener in select.select(self.sockets, [], [], _LOOK_SECONDS)[0]:
                try:
                    client, address = listener.accept()
                except (BlockingIOError, ConnectionAbortedError):
                    continue  # another child was faster
                _end_by(_PATIENCE_SECONDS)
                client.setblocking(True)
                self.handle(listener, client, address)
                return


def _end_by(seconds: int) -> None:
    """Whoever stalls loses the connection; nobody else waits for them for ever."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)


def _ended(children: set[int]) -> set[int]:
    return {pid for pid in children if os.waitpid(pid, os.WNOHANG)[0]}


def _let_finish(children: set[int]) -> None:
    """The idle ones end within a second, a busy one after its answer."""
    for pid in children:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _GRACE_SECONDS
    while (children := children - _ended(children)) and time.monotonic() < deadline:
        time.sleep(0.05)  # the process ends; there is nothing else to do in it
    for pid in children:
        os.kill(pid, signal.SIGKILL)
