"""A leader, two replicas and three Sentinels: real servers on ports of their own."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from storage.embedded_redis import find_server
from tests.machine import free_ports

NAME = "prongsai"
EACH = 3
"""Servers, and Sentinels."""
_SERVER = "--appendonly yes --appendfsync everysec --save '' --bind 127.0.0.1 --repl-diskless-sync-delay 0"
_SENTINEL = """port {port}
bind 127.0.0.1
dir {folder}
sentinel monitor {name} 127.0.0.1 {leader} 2
sentinel down-after-milliseconds {name} 1000
sentinel failover-timeout {name} 5000
"""


class Replicated:
    """Six processes. ``servers`` are ports: the first leader, then its replicas."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder
        self._program = program
        first = free_ports(2 * EACH)
        self.servers = list(range(first, first + EACH))
        self.sentinels = list(range(first + EACH, first + 2 * EACH))
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.sentinels)
        return f"redis+sentinel://{hosts}/{NAME}/0"

    def client(self, port: int) -> "redis.Redis":
        return redis.Redis(port=port, socket_timeout=1, retry=Retry(NoBackoff(), 0))

    def start(self) -> None:
        leader, *replicas = self.servers
        self.start_server(leader)
        for replica in replicas:
            self.start_server(replica, of=leader)
        self._wait(lambda: all(self.is_replica(replica) for replica in replicas))
        for port in self.sentinels:
            path = self._folder / f"sentinel-{port}.conf"
            path.write_text(_SENTINEL.format(port=port, name=NAME, leader=leader, folder=self._folder))
            self._run(port, str(path), "--sentinel")
        self._wait(lambda: all(self._sees_all(port) for port in self.sentinels))

    def start_server(self, port: int, of: int | None = None) -> None:
        folder = self._folder / str(port)
        folder.mkdir(exist_ok=True)
        follow = ["--replicaof", f"127.0.0.1 {of}"] if of else []
        options = [option.strip("'") for option in _SERVER.split(" ")]
        self._run(port, "--port", str(port), "--dir", str(folder), *options, *follow)

    def kill(self, port: int) -> None:
        """As when the power goes."""
        child = self.running.pop(port)
        child.kill()
        child.wait()

    @contextmanager
    def silent(self, port: int) -> Iterator[None]:
        """The process hangs: it holds its connections and says nothing."""
        child = self.running[port]
        child.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            child.send_signal(signal.SIGCONT)

    def leader(self) -> int:
        """The port that all Sentinels name which answer, once they agree and it knows that it leads."""
        self._wait(lambda: len(named := self._named()) == 1 and self._leads(*named))
        return self._named().pop()

    def is_replica(self, port: int) -> bool:
        """Whether the server follows another and has all of it. A Sentinel that tells it so cuts everybody's connections."""
        try:
            state = self.client(port).info("replication")
        except redis.ConnectionError:
            return False
        return bool(state["role"] == "slave" and state["master_link_status"] == "up")

    def stop(self) -> None:
        for port in list(self.running):
            self.kill(port)

    def _run(self, port: int, *arguments: str) -> None:
        with (self._folder / f"{port}.log").open("ab") as log:
            self.running[port] = subprocess.Popen([self._program, *arguments], stdout=log, stderr=log)
        self._wait(lambda: self.client(port).ping())

    def _named(self) -> set[int]:
        found = set()
        for port in self.sentinels:
            with suppress(redis.RedisError):
                found.add(int(self._state(port)["port"]))
        return found

    def _state(self, sentinel: int) -> dict[str, Any]:
        found: Any = self.client(sentinel).sentinel_masters()  # the stubs leave open that it is a mapping
        state: dict[str, Any] = found[NAME]
        return state

    def _leads(self, port: int) -> bool:
        return bool(self.client(port).info("replication")["role"] == "master")

    def _sees_all(self, port: int) -> bool:
        state = self._state(port)
        return bool(state["num-other-sentinels"] == state["num-slaves"] == EACH - 1)

    def _wait(self, condition: object, seconds: float = 20) -> None:
        assert callable(condition)
        deadline = time.monotonic() + seconds
        while True:
            with suppress(redis.RedisError, KeyError):
                if condition():
                    return
            assert time.monotonic() < deadline, "the servers did not come up"
            time.sleep(0.05)


@contextmanager
def replicated(folder: Path) -> Iterator[Replicated]:
    """Started, and stopped at the end. Any server of ours can be a Sentinel, the wheel's as well."""
    servers = Replicated(folder, find_server())
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()
