"""A wrong BIND, PORT or number of processes stops gunicorn with one sentence; a right one is taken."""

import os
import subprocess
import sys

import pytest

from bot.listening import address, processes
from tests.shared import REPOSITORY

OWN = {"web": "WEB_WORKERS", "complaints": "COMPLAINT_WORKERS", "desk": "DESK_WORKERS"}
EVERY = ("BIND", "PORT", *OWN.values())
NO_PORT = "error: PORT must be a number from 1 to 65535\n"
NO_BIND = "error: BIND must be an address without a port, an IPv6 one in square brackets\n"
WRONG = [("PORT", "70000", NO_PORT), ("BIND", "10.0.0.1:80", NO_BIND)]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EVERY:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("side", OWN)
def test_gunicorn_says_what_is_wrong_and_stops(side: str) -> None:
    for name, value, sentence in [*WRONG, (OWN[side], "many", f"error: {OWN[side]} must be a number from 1 to 1000\n")]:
        command = ["-m", "gunicorn", "--check-config", "-c", f"bot/{side}/gunicorn_conf.py", f"bot.{side}.wsgi:make()"]
        done = subprocess.run(
            [sys.executable, *command],
            cwd=REPOSITORY,
            env=os.environ | {name: value},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr, done.stdout) == (1, sentence, "")


@pytest.mark.parametrize("port", ["0", "-1", "65536", "web", "80.5", "9" * 5000])
def test_a_wrong_port_is_not_shown(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match=r"^error: PORT must be a number from 1 to 65535$"):
        address(8001)


@pytest.mark.parametrize("host", ["0.0.0.0", "localhost", "web-1.example.go.th", "[::]", "[fe80::1%eth0]"])
def test_addresses_that_gunicorn_takes(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("BIND", host)
    assert address(8001) == f"{host}:8001"


@pytest.mark.parametrize("host", ["::", "0.0.0.0:80", "http://0.0.0.0", "0.0.0.0 ", "a,b"])
def test_addresses_that_it_would_misread(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("BIND", host)
    with pytest.raises(SystemExit, match=r"^error: BIND"):
        address(8001)


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EVERY:
        monkeypatch.setenv(name, "")
    assert address(8001) == "127.0.0.1:8001" and processes("WEB_WORKERS", 2) == 2
    monkeypatch.setenv("WEB_WORKERS", "7")
    assert processes("WEB_WORKERS", 2) == 7
