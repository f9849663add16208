"""The general side's ready-made proxy: nginx takes it, and a slow-loris holds no thread of ours."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import urllib3

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.complaints.nginx import program
from tests.faults.events import StandingClock
from tests.faults.installation import installed
from tests.machine import free_port
from tests.shared import REPOSITORY

LORISES = 80


def _configuration(folder: Path, port: int, web: int) -> Path:
    """The shipped files, with this test's ports and certificate."""
    deploy = REPOSITORY / "deploy"
    shutil.copy(deploy / "prongsai-headers.conf", folder / "headers.conf")
    text = (deploy / "proxy-general.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen [::]:443 ssl;", ""), ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"), ("127.0.0.1:8001", f"127.0.0.1:{web}"),
        ("CERTIFICATE_KEY;", f"{folder}/key.pem;"), ("CERTIFICATE;", f"{folder}/certificate.pem;"),
        ("/etc/nginx/prongsai-headers.conf", f"{folder}/headers.conf"), ("BOT_HOST", "bot.example.go.th"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\n{paths}{text}\n}}\n"
    )
    return whole


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[int]:
    """The TLS port of nginx in front of a running web process."""
    nginx = program("nginx")
    folder = tmp_path / "nginx"
    folder.mkdir()
    (tmp_path / "data").mkdir()
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=bot.example.go.th", "-days", "1"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run([program("openssl"), *make, *files], check=True, capture_output=True, timeout=30)
    with ExitStack() as stack:
        fake = stack.enter_context(FakeLine(rules=Rules(monthly_quota=None), clock=StandingClock()))
        running = stack.enter_context(installed(tmp_path / "data", fake))
        running.start_web()
        port = free_port()
        command = [nginx, "-p", str(folder), "-c", str(_configuration(folder, port, running.port))]
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        stack.callback(child.wait, timeout=10)
        stack.callback(child.terminate)
        running.wait_for(lambda: _answers(port))
        yield port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _get(port: int, path: str) -> "urllib3.BaseHTTPResponse":
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    with urllib3.HTTPSConnectionPool("127.0.0.1", port, cert_reqs="CERT_NONE", timeout=10, retries=False) as pool:
        return pool.request("GET", path, headers={"Host": "bot.example.go.th"})


def test_a_slow_loris_holds_up_nobody(proxy: int) -> None:
    import ssl

    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    with ExitStack() as stack:
        held = []
        for _ in range(LORISES):
            plain = stack.enter_context(socket.create_connection(("127.0.0.1", proxy), timeout=10))
            held.append(stack.enter_context(careless.wrap_socket(plain)))
            held[-1].sendall(b"POST /line/phon HTTP/1.1\r\nHost: bot.example.go.th\r\nContent-Length: 1000\r\n\r\n{")
        began = time.perf_counter()
        assert _get(proxy, "/phon/").status == 200
        assert time.perf_counter() - began < 5
        held[0].settimeout(20)
        assert held[0].recv(1000)[:12] in (b"", b"HTTP/1.1 408")  # after ten seconds nginx has ended it


def test_what_is_not_for_the_public_stays_inside(proxy: int) -> None:
    assert _get(proxy, "/metrics").status == 404
    assert _get(proxy, "/readyz").status == 404
    assert _get(proxy, "/healthz").status == 200


def test_no_access_log() -> None:
    text = (REPOSITORY / "deploy" / "proxy-general.conf").read_text(encoding="utf-8")
    assert re.findall(r"access_log (\w+)", text) == ["off"]
