"""The fake platform behind connections that stay open between requests, as LINE's do.

The simulator's own server is Werkzeug's, which closes each one; a client that keeps its connections would be measured
as one that does not.
"""

import asyncio
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.test import create_environ, run_wsgi_app

from bench.stub import HttpConnection
from bot.simulator.fake import FakeLine

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def kept(fake: FakeLine) -> Iterator[str]:
    """The address of a front of this platform, served by a thread of this process."""
    loop = asyncio.new_event_loop()
    listening = loop.create_server(lambda: Front(fake.app), "127.0.0.1", 0, backlog=512)
    server = loop.run_until_complete(listening)
    thread = threading.Thread(target=loop.run_forever, name="kept", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.close()


class Front(HttpConnection):
    """Hands each request to the platform's app and its answer back."""

    def __init__(self, app: "WSGIApplication") -> None:
        super().__init__()
        self._app = app

    def requested(self, head: bytes, body: bytes) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in rest)]
        environ = create_environ(path, method=method, headers=headers, input_stream=io.BytesIO(body))
        parts, status, answered = run_wsgi_app(self._app, environ, buffered=True)
        content = b"".join(parts)
        code = int(status.split(" ", 1)[0])
        kept_headers = "".join(f"{name}: {value}\r\n" for name, value in answered if name != "Content-Length")
        start = f"HTTP/1.1 {code} {HTTPStatus(code).phrase}\r\n{kept_headers}Content-Length: {len(content)}\r\n\r\n"
        self.answer(start.encode("latin-1") + content)
