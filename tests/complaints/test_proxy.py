"""The shipped proxy and onion configurations, read by the programs themselves; the proxy with the real app behind it."""

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import requests

from tests.complaints.leaks import Scan
from tests.complaints.nginx import AGENT, HOST, Proxy, check, program, serving
from tests.complaints.running import Running
from tests.figures import show
from tests.shared import REPOSITORY

pytestmark = pytest.mark.xdist_group("complaint processes")
PATH, STORY = "CanaryPath", "CANARYSTORYเรียกเงินห้าพัน"


@pytest.fixture(scope="module")
def proxy(live: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    addresses = (live.url.removeprefix("http://"), live.desk_url.removeprefix("http://"))
    with serving(tmp_path_factory.mktemp("nginx"), *addresses) as started:
        yield started


def test_a_complaint_through_the_proxy_leaves_nothing_in_its_folder(proxy: Proxy) -> None:
    """No access log although the http block has one, no error line of a refused request, no body in a file."""
    with proxy.browser() as browser:
        review = browser.post(f"{proxy.url}/phon/review", data={"what": STORY + "ก" * 9000}, timeout=30)
        draft = re.search(r'name="draft" value="([^"]+)"', review.text)
        code = re.search(r'class="receipt">([\d ]+)<', review.text)
        assert draft and code
        sent = browser.post(f"{proxy.url}/phon/send", data={"draft": unescape(draft[1]), "code": code[1]}, timeout=30)
        assert sent.status_code == 200 and "ได้รับเรื่องแล้ว" in sent.text
        picture = b"\xff\xd8\xff" + bytes(9_000_000) + STORY.encode()
        answer = browser.post(f"{proxy.url}/phon/review", files={"pictures": ("CanaryName.jpg", picture)}, timeout=60)
        assert answer.status_code == 422
        assert browser.get(f"{proxy.url}/{PATH}?q={PATH}", timeout=30).status_code == 404
        assert browser.get(f"{proxy.url}/{PATH * 3000}", timeout=30).status_code == 414  # nginx itself complains
    words = {"agent": AGENT, "path": PATH, "story": STORY, "code": code[1].replace(" ", ""), "file": "CanaryName"}
    scan = Scan(words)
    scan.look_in_folder(proxy.folder)
    bodies = [path for path in (proxy.folder / "temp").rglob("*") if path.is_file()]
    logged = (proxy.folder / "access.log").stat().st_size
    show(f"proxy: {scan.summary()}; access log {logged} bytes, bodies in files {len(bodies)}")
    assert scan.hits == [] and logged == 0 and bodies == []


def test_headers_limits_and_what_is_closed(proxy: Proxy) -> None:
    with proxy.browser() as browser:
        page = browser.get(f"{proxy.url}/phon/", timeout=30)
        assert page.status_code == 200 and page.headers["Server"] == "nginx"
        assert page.headers["Strict-Transport-Security"].startswith("max-age=")
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert page.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in page.headers
        assert browser.get(f"{proxy.url}/desk/", timeout=30).status_code == 404
        assert browser.post(f"{proxy.url}/line/phon", data=b"{}", timeout=30).status_code == 401
        try:
            too_large = browser.post(f"{proxy.url}/phon/review", data=b"x" * (26 * 1024 * 1024), timeout=60)
        except requests.ConnectionError:
            return  # nginx closed the connection while the body was still coming, which is as good
        assert too_large.status_code == 413


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_browser_that_comes_back_is_not_recognised(proxy: Proxy, version: ssl.TLSVersion) -> None:
    """No session is taken up again, whatever the browser kept of the last one."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    kept: ssl.SSLSession | None = None
    for _ in range(3):
        with (
            socket.create_connection(("127.0.0.1", proxy.port), 5) as raw,
            context.wrap_socket(raw, session=kept) as secure,
        ):
            assert not secure.session_reused
            secure.sendall(f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            while secure.recv(65536):
                pass
            kept = secure.session


def test_what_the_proxy_passes_on_names_nobody(tmp_path: Path) -> None:
    """A listener in the app's place reads what arrives there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        with serving(tmp_path, address, address) as proxy, proxy.browser() as browser:
            browser.headers.update({"Referer": "https://canary.example/", "X-Forwarded-For": "203.0.113.77"})
            browser.headers.update({"Accept-Language": "xx-canary", "X-Real-IP": "203.0.113.77"})
            with pytest.raises(requests.RequestException):
                browser.get(f"{proxy.url}/phon/", timeout=2)
            connection, _ = listener.accept()
            with connection:
                passed = connection.recv(65536)
    assert passed.startswith(b"GET /phon/ HTTP/1.1") and f"Host: {HOST}".encode() in passed
    for trace in (b"anary", b"203.0.113.77", b"127.0.0.1", b"Forwarded", b"X-Real-IP", b"User-Agent", b"Referer"):
        assert trace not in passed, trace


def test_tor_takes_the_onion_configuration(tmp_path: Path) -> None:
    text = (REPOSITORY / "deploy" / "onion.conf").read_text(encoding="utf-8")
    service, torrc = tmp_path / "service", tmp_path / "torrc"
    service.mkdir(mode=0o700)
    text = text.replace("/var/lib/tor/prongsai-complaints/", str(service))
    text = text.replace("/run/prongsai/onion.sock", str(tmp_path / "onion.sock"))
    torrc.write_text(f"{text}\nDataDirectory {tmp_path / 'data'}\nSocksPort 0\n", encoding="utf-8")
    command = [program("tor"), "--verify-config", "-f", str(torrc), "--defaults-torrc", "/dev/null"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    told = checked.stdout + checked.stderr
    warnings = [line for line in told.splitlines() if "[warn]" in line and "as root" not in line]
    assert checked.returncode == 0 and "Configuration was valid" in told and warnings == [], told


def test_nginx_takes_the_server_for_the_onion_socket(tmp_path: Path) -> None:
    """The lines for nginx that the onion file carries as a comment."""
    lines = (REPOSITORY / "deploy" / "onion.conf").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip("# ").startswith("server {"))
    site = "\n".join(line.removeprefix("#") for line in lines[start:])
    checked = check(tmp_path, site.replace("/run/prongsai/onion.sock", str(tmp_path / "onion.sock")))
    assert checked.returncode == 0, checked.stderr
