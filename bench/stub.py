"""``python -m bench.stub PORT DELAY_MS``: takes every call to LINE and answers 200, after a delay. One process."""

import asyncio
import sys

ANSWER = b'{"sentMessages":[{"id":"461230966842064897","quoteToken":"q"}]}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-line-request-id: 0\r\nContent-Length: "
WHOLE = HEAD + str(len(ANSWER)).encode() + b"\r\n\r\n" + ANSWER


class HttpConnection(asyncio.Protocol):
    """One kept connection: a request is complete when its Content-Length is there."""

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def requested(self, head: bytes, body: bytes) -> None:
        """A whole request came; ``answer`` it now or later."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            at = head.lower().find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self.requested(head, body)

    def answer(self, whole: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(whole)


class Stub(HttpConnection):
    """Says yes to everything."""

    def __init__(self, delay: float) -> None:
        super().__init__()
        self._delay = delay

    def requested(self, head: bytes, body: bytes) -> None:
        del head, body
        asyncio.get_running_loop().call_later(self._delay, self.answer, WHOLE)


async def serve(port: int, delay: float) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Stub(delay), "127.0.0.1", port, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
