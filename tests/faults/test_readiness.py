"""``/readyz`` of a real web process tells the truth of each store, and no store that goes away takes the process along."""

import os
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from bot.simulator.fake import FakeLine
from storage.embedded_redis import find_server
from tests.faults.events import Event, People, StandingClock, post
from tests.faults.installation import Installation, installed
from tests.machine import children, free_port
from tests.servers import Postgres
from tests.servers import postgres as postgres

READY = (200, "ready")
NO_DATABASE = (503, "not ready: database")
NO_REDIS = (503, "not ready: Redis")
ALIVE = (200, "alive")
SECRET_KEY = "0123456789abcdef" * 3
AT_ONCE = 24
"""As many as all threads of both children: each of their pooled connections is asked."""

pytestmark = pytest.mark.timeout(120)


def page(running: Installation, path: str = "/readyz") -> tuple[int, str]:
    try:
        with urllib.request.urlopen(running.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().strip()


def pages(running: Installation) -> set[tuple[int, str]]:
    """What /readyz says to many at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set(pool.map(lambda _: page(running), range(AT_ONCE)))


def closed(running: Installation, reason: tuple[int, str]) -> None:
    """Every child refuses, and those that were open say why; one that was still opening waits with words of its own."""
    running.wait_for(lambda: reason in pages(running), 20)
    assert {status for status, _ in pages(running)} == {503}


def an_event(fake: FakeLine, running: Installation) -> Event:
    people = People(fake, running.channel)
    return people.text(people.user("one"), "สวัสดี")


def kill_a_child(running: Installation, web: "subprocess.Popen[bytes]") -> None:
    """gunicorn puts another in its place, which finds the stores as they are now."""
    old = children(web.pid)
    os.kill(old[0], signal.SIGKILL)
    running.wait_for(lambda: len(children(web.pid)) == len(old) and old[0] not in children(web.pid))
    time.sleep(2)  # the new one loads the program; were the outage fatal to it, the master would be gone by now


def test_a_sqlite_file_that_is_moved_away_and_back(tmp_path: Path) -> None:
    with FakeLine() as fake, installed(tmp_path, fake) as running:
        web = running.start_web()
        assert pages(running) == {READY}
        database, away = tmp_path / "general.db", tmp_path / "away.db"
        database.rename(away)
        closed(running, NO_DATABASE)
        kill_a_child(running, web)
        assert not database.exists(), "an empty one was made in its place"
        assert web.poll() is None and page(running, "/healthz") == ALIVE
        assert {status for status, _ in pages(running)} == {503}
        away.rename(database)
        running.wait_for(lambda: pages(running) == {READY}, 10)
        assert page(running, "/phon/")[0] == 200


def test_migrations_that_are_missing(tmp_path: Path) -> None:
    """As after a new version was installed: the children that run say so, and a new one waits for them."""
    with FakeLine() as fake, installed(tmp_path, fake) as running:
        web = running.start_web()
        with closing(sqlite3.connect(tmp_path / "general.db", isolation_level=None)) as database:
            (newest,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            database.execute("UPDATE alembic_version SET version_num = '0001'")
            lacking = (503, "not ready: the database lacks migrations; run: python -m bot db upgrade")
            closed(running, NO_DATABASE)
            kill_a_child(running, web)
            running.wait_for(lambda: lacking in pages(running), 20)  # which child answers is the kernel's choice
            assert pages(running) <= {NO_DATABASE, lacking} and web.poll() is None
            database.execute("UPDATE alembic_version SET version_num = ?", (newest,))
        running.wait_for(lambda: pages(running) == {READY}, 10)


@contextmanager
def a_redis(folder: Path, port: int) -> Iterator["redis.Redis"]:
    """A server with an append-only file, killed at the end."""
    folder.mkdir(exist_ok=True)
    command = [find_server(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen([*command, "--appendonly", "yes", "--save", ""], stdout=log, stderr=log)
    try:
        with redis.Redis(port=port) as client:
            client.ping()
            yield client
    finally:
        server.kill()
        server.wait()


def test_redis_stopped_full_and_back(tmp_path: Path) -> None:
    port = free_port()
    stores = {"REDIS_URL": f"redis://127.0.0.1:{port}/0", "SECRET_KEY": SECRET_KEY}
    with FakeLine(clock=StandingClock()) as fake:
        with a_redis(tmp_path / "redis", port), installed(tmp_path, fake, stores) as running:
            pass
        with installed_again(tmp_path, fake, running) as web:
            url, secret, event = f"{running.url}/line/phon", running.channel.secret, an_event(fake, running)
            assert post(url, secret, [event]) == 503 and page(running)[0] == 503 and web.poll() is None
            with a_redis(tmp_path / "redis", port) as server:
                running.wait_for(lambda: pages(running) == {READY}, 10)
                server.config_set("maxmemory", "1mb")
                assert server.ping() and page(running) == NO_REDIS, "it answers, and takes nothing"
                assert post(url, secret, [event]) == 503
                server.config_set("maxmemory", "0")
                assert page(running) == READY and post(url, secret, [event]) == 200
            closed(running, NO_REDIS)
            assert post(url, secret, [an_event(fake, running)]) == 503
            kill_a_child(running, web)
            assert web.poll() is None and page(running, "/healthz") == ALIVE
            with a_redis(tmp_path / "redis", port):
                running.wait_for(lambda: pages(running) == {READY}, 10)
                assert post(url, secret, [event]) == 200, "it kept what it had: a duplicate is acknowledged"


@contextmanager
def installed_again(folder: Path, fake: FakeLine, before: Installation) -> Iterator["subprocess.Popen[bytes]"]:
    """The web process alone, started while its Redis is away."""
    child = before.start("-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bot.web.wsgi:make()")
    try:
        before.wait_for(lambda: answers(before))
        yield child
    finally:
        before.stop()


def answers(running: Installation) -> bool:
    try:
        return page(running, "/healthz") == ALIVE
    except OSError:
        return False


def test_postgresql_that_lets_nobody_in_and_is_back(tmp_path: Path, postgres: Postgres) -> None:
    address = postgres.new_database()
    stores = {"DATABASE_URL": address, "SECRET_KEY": SECRET_KEY}
    with FakeLine(clock=StandingClock()) as fake, installed(tmp_path, fake, stores) as running:
        web = running.start_web()
        assert pages(running) == {READY}
        shut(postgres, address, closed=True)
        closed(running, NO_DATABASE)
        event = an_event(fake, running)
        kill_a_child(running, web)
        assert web.poll() is None and {status for status, _ in pages(running)} == {503}
        shut(postgres, address, closed=False)
        running.wait_for(lambda: pages(running) == {READY}, 10)
        assert post(f"{running.url}/line/phon", running.channel.secret, [event]) == 200
    postgres.drop(address)


def shut(server: Postgres, address: str, *, closed: bool) -> None:
    """Ends all connections and refuses new ones, as a server that goes down does; or lets them in again."""
    name = make_url(address).database
    engine = create_engine(server.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {"false" if closed else "true"}'))
        if closed:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
            connection.execute(text(ended), {"name": name})
    engine.dispose()
