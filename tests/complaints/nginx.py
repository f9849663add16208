"""The shipped proxy configuration, filled in as an operator would, under a real nginx on ports that a test may take."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
import urllib3

from tests.machine import free_port
from tests.shared import REPOSITORY

AGENT = "CanaryAgent/9.9"
HOST = "complaints.example.go.th"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def program(name: str) -> str:
    """Skips where it is not installed; with PRONGSAI_REQUIRE_NGINX set that is a failure."""
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if found is None:
        assert not os.environ.get("PRONGSAI_REQUIRE_NGINX"), f"{name} is required here"
        pytest.skip(f"no {name} on PATH")
    return found


@dataclass
class Proxy:
    """A started nginx: its TLS port and its folder."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def browser(self) -> requests.Session:
        """Somebody with an agent of their own; the certificate is the test's."""
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        made = requests.Session()
        made.trust_env = made.verify = False
        made.headers.update({"Host": HOST, "User-Agent": AGENT})
        return made


@contextmanager
def serving(folder: Path, app: str, desk: str) -> Iterator[Proxy]:
    """The shipped file in front of two addresses. The http block around it logs, as a distribution's own does."""
    port = free_port()
    site = _filled_in(folder, app, desk, port)
    command = [program("nginx"), "-p", str(folder), "-c", str(_main_file(folder, site))]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _await(port, server)
        yield Proxy(port, folder)
    finally:
        server.terminate()
        server.wait(20)


def check(folder: Path, site: str) -> "subprocess.CompletedProcess[str]":
    """What nginx says of some server blocks."""
    command = [program("nginx"), "-t", "-p", str(folder), "-c", str(_main_file(folder, site))]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _filled_in(folder: Path, app: str, desk: str, port: int) -> str:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    text = (REPOSITORY / "deploy" / "proxy-complaints.conf").read_text(encoding="utf-8")
    for name, value in {
        "127.0.0.1:8002": app,
        "127.0.0.1:8003": desk,
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "listen [::]:443 ssl;": "",
        "listen DESK_ADDRESS:443 ssl;": f"listen 127.0.0.1:{free_port()} ssl;",
        "CERTIFICATE_KEY": str(key),
        "ssl_certificate CERTIFICATE;": f"ssl_certificate {certificate};",
        "COMPLAINTS_HOST": HOST,
        "DESK_HOST": "desk.example.go.th",
    }.items():
        assert name in text, f"{name} is not in the shipped file"
        text = text.replace(name, value)
    assert not re.search(r"\b[A-Z]{4,}_[A-Z]+\b", re.sub(r"#.*", "", text)), "a name in capitals was not filled in"
    return text


def _main_file(folder: Path, site: str) -> Path:
    (folder / "site.conf").write_text(site, encoding="utf-8")
    (folder / "temp").mkdir(exist_ok=True)
    temps = " ".join(f"{name}_temp_path {folder}/temp/{name};" for name in _TEMPORARY)
    main = folder / "nginx.conf"
    main.write_text(
        f"pid {folder}/nginx.pid; daemon off; master_process off; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log {folder}/access.log; {temps} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    return main


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        assert server.poll() is None, "nginx ended while it started"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)  # a real server is starting; there is no clock to inject
            continue
        return
    raise AssertionError("nginx did not come up")
