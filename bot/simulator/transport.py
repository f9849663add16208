"""How a webhook reaches the bot: over HTTP, or straight into a WSGI application."""

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from werkzeug.test import Client

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered; ``status`` is None when nothing came in time (``reason`` says why)."""

    status: int | None
    reason: str
    milliseconds: float

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture of the bot's own server."""

    body: bytes
    content_type: str


class Transport(Protocol):
    """Posts a body to the bot."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
        """Never raises for what the bot does wrong: that is an ``Answer`` without status."""
        ...


def fetch(url: str, most: int, timeout: float = 5.0) -> Fetched | None:
    """GET of an http address of this machine, at most ``most`` bytes; None for everything but a whole 200.

    Redirects are not followed: nothing but the address asked for is ever asked.
    """
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        return None
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=timeout)
    try:
        connection.request("GET", _target(url))
        response = connection.getresponse()
        body = response.read(most + 1)
        kind = response.headers.get_content_type()
        return Fetched(body, kind) if response.status == 200 and len(body) <= most else None
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class HttpTransport:
    """The real thing. ``resolve`` maps the public https address to where the bot listens on this machine."""

    def __init__(self, resolve: Callable[[str], str] | None = None) -> None:
        self._resolve = resolve or (lambda url: url)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
        local = self._resolve(url)
        parts = urlsplit(local)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port or (443 if secure else 80), timeout=timeout)
        started = perf_counter()
        try:
            connection.request("POST", _target(local), body=body, headers=dict(headers))
            response = connection.getresponse()
            response.read()
            return Answer(response.status, response.reason, (perf_counter() - started) * 1000)
        except TimeoutError:
            return Answer(None, "request_timeout", (perf_counter() - started) * 1000)
        except (OSError, http.client.HTTPException):
            return Answer(None, "could_not_connect", (perf_counter() - started) * 1000)
        finally:
            connection.close()


class WsgiTransport:
    """Calls WSGI applications in this process, by host name; for tests without a second server."""

    def __init__(self, apps: Mapping[str, "WSGIApplication"]) -> None:
        self._clients = {host: Client(app) for host, app in apps.items()}

    def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
        parts = urlsplit(url)
        client = self._clients.get(parts.netloc)
        if client is None:
            return Answer(None, "could_not_connect", 0.0)
        started = perf_counter()
        response = client.post(parts.path, data=body, headers=dict(headers))
        took = perf_counter() - started
        if took > timeout:
            return Answer(None, "request_timeout", took * 1000)
        return Answer(response.status_code, response.status, took * 1000)
