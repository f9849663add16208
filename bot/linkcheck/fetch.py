"""One request to a stranger's server: bounded in size and time, no redirect followed, no cookie, no proxy."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from bot.linkcheck.addresses import Dial, Resolve, Unreachable, public_address, system_dial, system_resolve
from dialogs.records.document import Fault

Method = Literal["HEAD", "GET"]
MAX_BODY = 512 * 1024
TIMEOUT, DEADLINE = 8.0, 15.0
"""Seconds for each wait, and for the whole request: a server that drips bytes does not hold us."""
_SAFE = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. With a ``fault`` nothing did; ``body`` is at most ``MAX_BODY`` bytes, empty for HEAD."""

    status: int = 0
    location: str = ""
    content_type: str = ""
    body: bytes = b""
    fault: Fault = Fault.NONE


Fetch = Callable[[Method, str], Answer]


class Fetcher:
    """Makes requests under one agent name. ``resolve`` and ``dial`` are given by tests, which have no internet."""

    def __init__(
        self,
        agent: str,
        *,
        resolve: Resolve = system_resolve,
        dial: Dial = system_dial,
        tls: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT,
        deadline: float = DEADLINE,
    ) -> None:
        self._agent = agent
        self._resolve = resolve
        self._dial = dial
        self._tls = tls or ssl.create_default_context()
        self._timeout = timeout
        self._deadline = deadline

    def __call__(self, method: Method, url: str) -> Answer:
        """Never raises: what goes wrong is the answer's ``fault``."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            host = host.encode("idna").decode("ascii")
            port = parts.port or (443 if parts.scheme == "https" else 80)
            address = public_address(host, port, self._resolve)
        except Unreachable as error:
            return Answer(fault=Fault.PRIVATE if error.is_private else Fault.NO_NAME)
        except ValueError:
            return Answer(fault=Fault.NO_NAME)
        try:
            connected = self._dial(address, port, self._timeout)
        except TimeoutError:
            return Answer(fault=Fault.TIMEOUT)
        except OSError:
            return Answer(fault=Fault.NO_ANSWER)
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        with connected:
            return self._asked(connected, parts.scheme == "https", host, port, method, target)

    def _asked(
        self, connected: socket.socket, secure: bool, host: str, port: int, method: Method, target: str
    ) -> Answer:
        late = threading.Event()
        current = [connected]

        def stop() -> None:
            late.set()
            _cut(current[0])

        timer = threading.Timer(self._deadline, stop)
        timer.start()
        try:
            if secure:
                current[0] = self._tls.wrap_socket(connected, server_hostname=host)
            return _exchange(current[0], host, port, method, target, self._agent)
        except ssl.SSLError:
            return Answer(fault=Fault.TIMEOUT if late.is_set() else Fault.TLS)
        except TimeoutError:
            return Answer(fault=Fault.TIMEOUT)
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(fault=Fault.TIMEOUT if late.is_set() else Fault.NO_ANSWER)
        finally:
            timer.cancel()
            current[0].close()


def _cut(connected: socket.socket) -> None:
    """End a connection under a reader's hands; TLS's own goodbye would wait for the other side."""
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return


def _exchange(connected: socket.socket, host: str, port: int, method: Method, target: str, agent: str) -> Answer:
    connection = http.client.HTTPConnection(host, port)
    connection.sock = connected
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host if port in (80, 443) else f"{host}:{port}")
    connection.putheader("User-Agent", agent)
    connection.putheader("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5")
    connection.putheader("Accept-Language", "th,en;q=0.5")
    connection.putheader("Accept-Encoding", "identity")  # nothing that could unpack to more than it weighs
    connection.putheader("Connection", "close")
    connection.endheaders()
    response = connection.getresponse()
    body = b"" if method == "HEAD" else response.read(MAX_BODY)
    return Answer(
        status=response.status,
        location=response.headers.get("Location", ""),
        content_type=response.headers.get("Content-Type", "").lower(),
        body=body,
    )
