"""The server that all processes of one DATA_DIR share, on every make of server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from dialogs.records.errors import StoreUnavailable
from storage.embedded_redis import EmbeddedRedis, find_server, private_folder
from tests.servers import REDIS_SERVERS, redis_program

Make = Callable[..., EmbeddedRedis]


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="prongsai-") as made:
        yield Path(made)


@pytest.fixture(params=REDIS_SERVERS)
def make(request: pytest.FixtureRequest, folder: Path) -> Make:
    """Shares in one server; the keyword ``persist`` as in EmbeddedRedis."""
    program = redis_program(request.param)
    return lambda **options: EmbeddedRedis(folder / "data", folder / "run", server=program, **options)


def answers(server: EmbeddedRedis) -> bool:
    probe = redis.Redis(unix_socket_path=str(server.socket), retry=Retry(NoBackoff(), 0))
    try:
        return bool(probe.ping())
    except redis.RedisError:
        return False
    finally:
        probe.close()


def gone(server: EmbeddedRedis, seconds: float = 10) -> bool:
    """Whether the server stops answering; the keeper needs a moment to notice that the last user left."""
    deadline = monotonic() + seconds
    while answers(server):
        if monotonic() > deadline:
            return False
        sleep(0.01)
    return True


def test_two_users_share_one_server_and_the_last_one_out_stops_it(make: Make) -> None:
    first, second = make(persist=False), make(persist=False)
    first.join()
    second.join()
    with first.client() as writer, second.client() as reader:
        writer.set("a", "1")
        assert reader.get("a") == b"1"
    first.leave()
    with second.client() as reader:
        assert reader.get("a") == b"1", "the other one still uses it"
    second.leave()
    assert gone(second)


def test_what_is_kept_is_there_after_a_stop(make: Make) -> None:
    with make() as server, server.client() as client:
        client.set("a", "1")
    assert gone(server)
    with make() as again, again.client() as client:
        assert client.get("a") == b"1"
    assert gone(again)


def test_what_is_not_kept_leaves_no_file(make: Make) -> None:
    with make(persist=False) as server, server.client() as client:
        client.set("a", "CANARY")
    assert gone(server)
    assert not [path for path in server.data.rglob("*") if path.is_file()]


def test_it_never_throws_events_away_and_listens_to_no_network(make: Make) -> None:
    with make(persist=False) as server, server.client() as client:
        assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
        assert client.config_get("port")["port"] == "0"
        assert client.config_get("save")["save"] == ""
        assert server.socket.stat().st_mode & 0o077 == 0
    assert gone(server)


def test_a_killed_user_counts_as_gone(make: Make) -> None:
    server = make(persist=False)
    code = "import sys; from pathlib import Path; from storage.embedded_redis import EmbeddedRedis as E\n"
    code += "e = E(Path(sys.argv[1]), Path(sys.argv[2]), persist=False, server=sys.argv[3]); e.join()\n"
    code += "print('up', flush=True); sys.stdin.read()"
    arguments = [sys.executable, "-c", code, str(server.data), str(server.runtime), server.server]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdout.readline() == b"up\n"
        assert answers(server)
        child.kill()
    assert gone(server)


def test_a_server_that_was_killed_is_started_again(make: Make) -> None:
    with make() as first, first.client() as client:
        client.set("a", "1")
        client.config_set("appendfsync", "always")
        client.set("b", "2")
        pid = client.info("server")["process_id"]
        os.kill(pid, 9)
        assert gone(first)
    with make() as second, second.client() as client:
        assert client.get("a") == b"1" and client.get("b") == b"2"
    assert gone(second)


def test_a_client_of_a_stopped_server_fails_within_lines_patience(folder: Path) -> None:
    """The door must answer 503 within LINE's two seconds."""
    began = monotonic()
    with EmbeddedRedis(folder / "data", folder / "run").client() as client, pytest.raises(redis.ConnectionError):
        client.ping()
    assert monotonic() - began < 1.5


def test_a_program_that_does_not_start_is_said_and_no_share_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.embedded_redis._START_SECONDS", 0.1)
    server = EmbeddedRedis(folder / "data", folder / "run", server="/bin/false")
    with pytest.raises(StoreUnavailable, match=r"redis\.log"):
        server.join()
    assert server._users is None


def test_there_is_always_a_server_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(find_server()).is_file()
    monkeypatch.setenv("PATH", "")
    assert os.access(find_server(), os.X_OK)


def test_a_folder_is_made_private_also_when_it_was_open(folder: Path) -> None:
    open_one = folder / "open"
    open_one.mkdir(mode=0o777)
    open_one.chmod(0o777)
    assert private_folder(open_one).stat().st_mode & 0o777 == 0o700
    assert private_folder(folder / "a" / "b").is_dir()


def test_a_folder_of_somebody_else_is_refused(folder: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can give a folder away")
    foreign = folder / "foreign"
    foreign.mkdir()
    os.chown(foreign, 65534, 65534)
    with pytest.raises(StoreUnavailable, match="another user"):
        private_folder(foreign)
