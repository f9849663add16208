"""A small internet on this machine: hosts with pages, played by one server; no request leaves the loopback."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.linkcheck.fetch import Fetcher

PUBLIC = "93.184.216.34"
"""Any address that the guard takes for a public one; it is dialled on the loopback."""


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: str | bytes = "<html><title>หน้า</title><p>ข้อความ</p></html>"
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    silent: bool = False
    drips: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    method: str
    path: str
    agent: str


class Web:
    """Pages by host and path. ``addresses``: what a host's name resolves to; a host that is missing has no name."""

    def __init__(self, ports: Mapping[str, int], log: list[Asked], pages: dict[tuple[str, str], Reply]) -> None:
        self._ports = ports
        self.asked = log
        self._pages = pages
        self.addresses: dict[str, list[str]] = {}
        self.dialled: list[tuple[str, int]] = []
        self.refusing: set[str] = set()

    def page(self, url: str, reply: Reply | None = None) -> str:
        """Put a page there; its host gets a public address."""
        host, _, path = url.split("://", 1)[1].partition("/")
        self._pages[host, f"/{path}"] = reply or Reply()
        self.addresses.setdefault(host.split(":")[0], [PUBLIC])
        return url

    def resolve(self, host: str, _port: int) -> list[str]:
        if host not in self.addresses:
            raise socket.gaierror("no such host")
        return self.addresses[host]

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append((address, port))
        if address in self.refusing:
            raise ConnectionRefusedError
        kind = "https" if port in (443, 8443) else "http"
        return socket.create_connection(("127.0.0.1", self._ports[kind]), timeout)

    def fetcher(self, tls: ssl.SSLContext, *, timeout: float = 2.0, deadline: float = 4.0) -> Fetcher:
        agent = "Prongsai-LinkCheck/1.0 (+https://bot.test/)"
        return Fetcher(agent, resolve=self.resolve, dial=self.dial, tls=tls, timeout=timeout, deadline=deadline)


@contextmanager
def running_web(folder: Path) -> Iterator[tuple[Web, ssl.SSLContext]]:
    """The server on two ports, and a client's view of its certificate (valid for *.go.example only)."""
    certificate, trusted = _certificate(folder, "*.go.example"), ssl.create_default_context()
    trusted.load_verify_locations(certificate)
    log: list[Asked] = []
    pages: dict[tuple[str, str], Reply] = {}
    stopping = threading.Event()
    plain = ThreadingHTTPServer(("127.0.0.1", 0), _handler(log, pages, stopping))
    secure = ThreadingHTTPServer(("127.0.0.1", 0), _handler(log, pages, stopping))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in (plain, secure)]
    for thread in threads:
        thread.start()
    try:
        yield Web({"http": plain.server_port, "https": secure.server_port}, log, pages), trusted
    finally:
        stopping.set()
        for server in (plain, secure):
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


def _handler(
    log: list[Asked], pages: dict[tuple[str, str], Reply], stopping: threading.Event
) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            log.append(Asked(host, self.command, self.path, self.headers["User-Agent"]))
            missing = Reply(404, "ไม่มี") if self.path != "/robots.txt" else Reply(404, "", kind="text/plain")
            reply = pages.get((host, self.path), missing)
            if reply.silent:
                stopping.wait(30)
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self._write(body, reply.drips)

        do_HEAD = do_GET

        def _write(self, body: bytes, drips: bool) -> None:
            try:
                if not drips:
                    self.wfile.write(body)
                while drips and not stopping.wait(0.05):
                    self.wfile.write(b" ")
                    self.wfile.flush()
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            return

    return Handler


def _certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path
