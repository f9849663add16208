"""``python -m bench.recorder PORT FILE``: takes every call to LINE, answers 200 at once, and writes down each reply.

A line of the file is the reply token and the moment (``time.monotonic``, one clock for all processes of a machine).
"""

import asyncio
import re
import sys
import time
from io import FileIO
from pathlib import Path

from bench.stub import WHOLE, HttpConnection

_TOKEN = re.compile(rb'"replyToken": ?"([^"]+)"')


class Recorder(HttpConnection):
    """One kept connection."""

    def __init__(self, file: FileIO) -> None:
        super().__init__()
        self._file = file

    def requested(self, head: bytes, body: bytes) -> None:
        if found := _TOKEN.search(body):
            self._file.write(b"%s %.6f\n" % (found[1], time.monotonic()))
        self.answer(WHOLE)


def answered(path: Path) -> list[tuple[str, float]]:
    """Reply tokens and moments, in the order in which the replies came."""
    lines = path.read_text().splitlines() if path.exists() else []
    return [(token, float(moment)) for token, moment in (line.split() for line in lines)]


async def serve(port: int, path: Path) -> None:
    with FileIO(path, "a") as file:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Recorder(file), "127.0.0.1", port, backlog=512)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
