"""Who of a process's threads may decide.

Deciding is work of the interpreter, which does one thing at a time anyway: threads that take it from each other in the
middle only make it dearer. Waiting for a disk is another matter, so a transaction steps aside.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType


class Gate:
    """``with gate:`` one thread is inside."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Inside the gate: let others in for as long as this waits."""
        self._lock.release()
        try:
            yield
        finally:
            self._lock.acquire()
