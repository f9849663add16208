"""A few warm reader processes and the files that wait for them."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from storage.importer.document import ImportedDocument
from storage.importer.errors import ImportRefused
from storage.importer.limits import CPU_SECONDS

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_WALL_SECONDS = CPU_SECONDS + 3.0
"""A busy machine gives a process less than a second of computing a second; a stuck one is still ended soon."""
_TOO_LONG = f"reading it takes more than {CPU_SECONDS} seconds"
_NOT_STARTED = "the reader process does not start"
_MOST_CHILDREN = 4
Outcome = list[ImportedDocument] | ImportRefused


class Child:
    """One reader process. After a document that exhausted its limits a new one takes its place."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The process's id, while there is one."""
        return self._process.pid if self._process else None

    def read(self, path: Path, agency_known: bool) -> Outcome:
        """The documents in a file, or why it is refused."""
        process = self._running()
        if process.stdin is None:
            raise ImportRefused(_NOT_STARTED)
        request = json.dumps({"path": str(path), "agency_known": agency_known})
        try:
            process.stdin.write(request + "\n")
            process.stdin.flush()
            answer = self._line(_WALL_SECONDS)
        except (BrokenPipeError, TimeoutError):
            answer = None
        if answer is None:
            self.close()
            return ImportRefused(_TOO_LONG)
        message = json.loads(answer)
        if message.get("spent"):
            self.close()
        if "refused" in message:
            return ImportRefused(message["refused"])
        return [ImportedDocument.from_json(document) for document in message["documents"]]

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "storage.importer.child"],
            cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        if self._line(_START_SECONDS) is None:
            self.close()
            raise ImportRefused(_NOT_STARTED)
        return self._process

    def _line(self, seconds: float) -> str | None:
        """The next line of the process; None if it ended. Raises TimeoutError."""
        process = self._process
        if process is None or process.stdout is None:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                raise TimeoutError
        # The child writes an answer at once and whole, so what is there to read ends in a newline.
        return process.stdout.readline() or None


class ReaderPool:
    """Reads files in parallel; use as a context manager."""

    def __init__(self, size: int | None = None) -> None:
        self._size = max(1, min(size or os.cpu_count() or 1, _MOST_CHILDREN))
        self._children = [Child() for _ in range(self._size)]
        self._free: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._free.put(child)

    def __enter__(self) -> "ReaderPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.close()

    def outcomes(
        self, paths: Sequence[Path], *, agency_known: bool = False, progress: Callable[[int], None] | None = None
    ) -> list[Outcome]:
        """What became of each file, in the order given. ``progress`` hears how many are done."""
        done = 0
        results: list[Outcome] = []
        with ThreadPoolExecutor(self._size) as threads:
            for outcome in threads.map(lambda path: self._read(path.resolve(), agency_known), paths):
                results.append(outcome)
                done += 1
                if progress:
                    progress(done)
        return results

    def _read(self, path: Path, agency_known: bool) -> Outcome:
        child = self._free.get()
        try:
            return child.read(path, agency_known)
        except ImportRefused as refusal:
            return refusal
        finally:
            self._free.put(child)
