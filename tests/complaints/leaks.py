"""The leak scanner: every form in which a secret might lie somewhere, and the places where it is looked for."""

import json
import logging
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5, sha1, sha256
from pathlib import Path
from urllib.parse import quote

import redis

from bot.complaints.log import close_libraries

_LEAST = 6
"""Shorter needles would be found in chance bytes."""


def forms(secret: str) -> Mapping[str, bytes]:
    """By name of the encoding."""
    raw = secret.encode()
    found = {
        "utf-8": raw,
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "percent": quote(secret, safe="").encode(),
        "json": json.dumps(secret)[1:-1].encode(),
        "reversed": secret[::-1].encode(),
        "reversed bytes": raw[::-1],
    }
    for offset in range(3):
        coded = b64encode(bytes(offset) + raw)
        found[f"base64+{offset}"] = coded[(0, 2, 3)[offset] : len(coded) - (0 if (len(raw) + offset) % 3 == 0 else 4)]
    for name, digest in (("md5", md5), ("sha1", sha1), ("sha256", sha256)):
        value = digest(raw)
        found[name] = value.digest()
        found[f"{name} hex"] = value.hexdigest().encode()
        found[f"{name} base64"] = b64encode(value.digest())[:-4]
    return {name: form for name, form in found.items() if len(form) >= _LEAST}


class Scan:
    """Counts what it has read. ``hits`` name the secret, the encoding and the sink."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.needles = [(name, kind, form) for name, secret in secrets.items() for kind, form in forms(secret).items()]
        self.hits: list[tuple[str, str, str]] = []
        self.bytes = 0
        self.sinks: set[str] = set()

    def look(self, sink: str, content: bytes) -> None:
        self.sinks.add(sink)
        self.bytes += len(content)
        self.hits += [(name, kind, sink) for name, kind, form in self.needles if form in content]

    def look_in_redis(self, client: "redis.Redis") -> None:
        for name in client.keys("*"):
            self.look("redis key", name)
            kind = client.type(name)
            self.look("redis value", client.get(name) if kind == b"string" else repr(client.dump(name)).encode())
        info = json.dumps([client.slowlog_get(), client.client_list()], default=str)
        self.look("redis slow log and clients", info.encode())

    def look_in_folder(self, folder: Path) -> None:
        for path in folder.rglob("*"):
            self.look(f"name of file {path.suffix}", path.name.encode())
            if path.is_file():
                self.look(f"file {path.suffix or path.name}", path.read_bytes())

    def summary(self) -> str:
        names = {name for name, _, _ in self.needles}
        kinds = {kind for _, kind, _ in self.needles}
        return (
            f"leak scan: {self.bytes:,} bytes, {len(names)} canaries x {len(kinds)} encodings x "
            f"{len(self.sinks)} sinks, {len(self.hits)} hits"
        )


@contextmanager
def every_log_line() -> Iterator[list[str]]:
    """What any logger says at DEBUG, with arguments, extras and tracebacks; libraries closed as in the process."""
    close_libraries()
    lines: list[str] = []
    formatter = logging.Formatter()

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record) + repr(vars(record)))

    root, keep = logging.getLogger(), Keep(logging.DEBUG)
    before = root.level
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(keep)
        root.setLevel(before)
