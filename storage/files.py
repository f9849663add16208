"""Small files that several processes may make at the same time."""

import os
from pathlib import Path


def write_once(path: Path, content: bytes) -> None:
    """Make a file (mode 0600) whole or not at all, and never over one that another process made first."""
    temporary = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(content)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
