"""A small load generator: prepared requests over kept connections, as many as asked for, timed one by one.

It runs in a process of its own, so that its own work does not slow the clock it reads, and stays cheap: a request is
one ``sendall`` and one ``recv``.
"""

import multiprocessing
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue

CONNECTIONS = 16
READ = 65_536


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round found. Seconds are per request, sorted; ``statuses`` counts the answers."""

    elapsed: float
    seconds: tuple[float, ...]
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.elapsed

    def percentile(self, share: float) -> float:
        """Seconds under which this share of the requests stayed."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def prepared(path: str, body: bytes, signature: str, header: str = "X-Line-Signature") -> bytes:
    """One HTTP/1.1 POST as bytes."""
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\n{header}: {signature}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def fire(
    port: int, requests: Sequence[bytes], *, rate: float | None = None, connections: int = CONNECTIONS
) -> Measured:
    """Send them all from another process; with ``rate`` (a second) each at its time, else as fast as answers come."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_child, args=(theirs, port, requests, rate, connections))
    child.start()
    theirs.close()
    try:
        measured = ours.recv()
    finally:
        child.join()
    assert isinstance(measured, Measured)
    return measured


def _child(
    pipe: Connection,
    port: int,
    requests: Sequence[bytes],
    rate: float | None,
    connections: int,
) -> None:
    pipe.send(_run(port, requests, rate, connections))
    pipe.close()


def _run(port: int, requests: Sequence[bytes], rate: float | None, connections: int) -> Measured:
    queue: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
    for number, request in enumerate(requests):
        queue.put((number, request))
    seconds: list[float] = []
    statuses: dict[int, int] = {}
    lock = threading.Lock()
    began = time.perf_counter()

    def one() -> None:
        own: list[tuple[float, int]] = []
        connection = _connect(port)
        while True:
            try:
                number, request = queue.get_nowait()
            except Empty:
                break
            due = began + number / rate if rate else 0.0
            if (ahead := due - time.perf_counter()) > 0:
                time.sleep(ahead)
            sent = max(due, 0.0) if rate else time.perf_counter()
            try:
                status = _exchange(connection, request)
            except OSError:
                connection, status = _connect(port), 0
            own.append((time.perf_counter() - sent, status))
        connection.close()
        with lock:
            for took, status in own:
                seconds.append(took)
                statuses[status] = statuses.get(status, 0) + 1

    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(time.perf_counter() - began, tuple(sorted(seconds)), statuses)


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _exchange(connection: socket.socket, request: bytes) -> int:
    """The status of the answer; its body is read to the end."""
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        if not (part := connection.recv(READ)):
            raise ConnectionError
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        if not (part := connection.recv(READ)):
            raise ConnectionError
        body += part
    return int(head.split(b" ", 2)[1])
