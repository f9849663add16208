"""A mail server that keeps what it is given: SMTP as RFC 5321 has it, with STARTTLS or TLS where a test brings a key."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """``taken``: what was accepted. ``refuse``: addresses turned down; ``vanish``: ends while a mail comes in."""

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    vanish: bool = False
    visits: int = 0
    said: list[str] = field(default_factory=list)
    encrypted: set[bool] = field(default_factory=set)

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.taken]  # type: ignore[misc]

    def to(self) -> list[str]:
        return sorted(address for address, _ in self.taken)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        key: ssl.SSLContext | None = self.server.key  # type: ignore[attr-defined]
        sink.visits += 1
        self._say("220 sink")
        address = ""
        while line := self.rfile.readline().decode().strip():
            sink.said.append(line)
            word = line.upper()
            if word.startswith("EHLO"):
                self._say("250-sink\r\n250-AUTH PLAIN\r\n250 STARTTLS" if key else "250 sink")
            elif word == "STARTTLS" and key:
                self._say("220 go on")
                self.connection = key.wrap_socket(self.connection, server_side=True)
                self.setup_streams()
            elif word.startswith("RCPT"):
                address = line[line.index("<") + 1 : line.index(">")]
                self._say("550 no such mailbox" if address in sink.refuse else "250 ok")
            elif word == "DATA":
                self._say("354 go on")
                if sink.vanish:
                    return
                sink.taken.append((address, self._content()))
                sink.encrypted.add(isinstance(self.connection, ssl.SSLSocket))
                self._say("250 kept")
            else:
                self._say("235 in" if word.startswith("AUTH") else "250 ok")

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def setup_streams(self) -> None:
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that refuses our certificate just goes away."""


@contextmanager
def mail_server(key: ssl.SSLContext | None = None, sink: Sink | None = None) -> Iterator[Sink]:
    """On a free port; with ``sink`` again on the port that it had."""
    sink = sink or Sink()
    with _Server(("127.0.0.1", sink.port), _Talk) as server:
        server.sink, server.key = sink, key  # type: ignore[attr-defined]
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
