"""A network cable between two machines, for tests: a TCP proxy that can be cut and mended."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Cable:
    """Listens on ``port`` and carries everything to another port of this machine.

    ``silence`` is a cable pulled out: connections stay and nothing passes. ``cut`` breaks them all, and refuses new
    ones. ``mend`` ends both; what was sent into the silence arrives then.
    """

    def __init__(self, to_port: int) -> None:
        self._to = to_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._passes = threading.Event()
        self._passes.set()
        self._refuses = False
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True, name="cable").start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cut()
        self._passes.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def silence(self) -> None:
        self._passes.clear()

    def cut(self) -> None:
        self._refuses = True
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _break(end)

    def mend(self) -> None:
        self._refuses = False
        self._passes.set()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._refuses:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            with self._lock:
                self._ends |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True, name="cable").start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65_536):
                self._passes.wait()
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            _break(end)
            with self._lock:
                self._ends.discard(end)
            end.close()


def _break(end: socket.socket) -> None:
    with suppress(OSError):  # it was broken already
        end.shutdown(socket.SHUT_RDWR)
