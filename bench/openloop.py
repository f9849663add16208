"""Load that does not wait for answers: each request goes out at its moment, on a free connection or a new one.

LINE sends like this: a slow answer does not slow down what comes next. One asyncio loop in a process of its own.
"""

import asyncio
import multiprocessing
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

CONNECTIONS = 400
"""At most; beyond that requests wait, and their waiting counts."""
PATIENCE = 60.0
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """``began``: ``time.monotonic`` of the first request. ``each``: status and seconds from due to answered, by request."""

    began: float
    rate: float
    each: tuple[tuple[int, float], ...]

    @property
    def statuses(self) -> dict[int, int]:
        return dict(Counter(status for status, _ in self.each))

    def due(self, number: int) -> float:
        """The moment at which a request was to go out."""
        return self.began + number / self.rate

    def percentile(self, share: float) -> float:
        """Seconds under which this share stayed."""
        ranked = sorted(took for _, took in self.each)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def send(port: int, requests: Sequence[bytes], rate: float) -> Answers:
    """Send all, so many a second."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_child, args=(theirs, port, requests, rate))
    child.start()
    theirs.close()
    try:
        answers = ours.recv()
    finally:
        child.join()
    assert isinstance(answers, Answers)
    return answers


def _child(pipe: Pipe, port: int, requests: Sequence[bytes], rate: float) -> None:
    pipe.send(asyncio.run(_send(port, requests, rate)))
    pipe.close()


async def _send(port: int, requests: Sequence[bytes], rate: float) -> Answers:
    each = [(NO_ANSWER, 0.0)] * len(requests)
    free: list[_Connection] = []
    room = asyncio.Semaphore(CONNECTIONS)
    began = time.monotonic()

    async def one(number: int) -> None:
        due = began + number / rate
        async with room:
            try:
                connection = await _connection(free, port)
                status = await asyncio.wait_for(connection.ask(requests[number]), PATIENCE)
                free.append(connection)
            except OSError:  # TimeoutError too
                status = NO_ANSWER
        each[number] = (status, time.monotonic() - due)

    under_way = set()
    for number in range(len(requests)):
        if (ahead := began + number / rate - time.monotonic()) > 0:
            await asyncio.sleep(ahead)
        task = asyncio.create_task(one(number))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    return Answers(began, rate, tuple(each))


class _Connection(asyncio.Protocol):
    """One kept connection; one request at a time."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    @property
    def is_open(self) -> bool:
        """A server closes what was idle for long."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> "asyncio.Future[int]":
        """The status, once the whole answer is here. Raises ConnectionError where the server closed."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is not None and self.is_open:
            self._transport.write(request)
        else:
            self._answer.set_exception(ConnectionResetError())
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found or len(body) < int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]):
            return
        self._buffer = b""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(int(head.split(b" ", 2)[1]))

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error if isinstance(error, OSError) else ConnectionResetError())


async def _connection(free: list[_Connection], port: int) -> _Connection:
    """A free one that is still open, else a new one."""
    while free:
        if (connection := free.pop()).is_open:
            return connection
    _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", port)
    return connection
