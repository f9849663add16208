"""Where a program under gunicorn listens, and with how many processes, from the environment.

Both sides use this. It imports nothing of ours: gunicorn's first process keeps what it once loaded over a reload, and
its new children with it.
"""

import os
import re

MOST_PROCESSES = 1000
"""More is a slip of the keyboard."""
_HOST = re.compile(r"[\w.-]+|\[[\w.:%]+\]", re.ASCII)


def address(default_port: int) -> str:
    """BIND and PORT as gunicorn takes them. Raises SystemExit with one sentence (exit status 1), as ``processes``."""
    host = os.environ.get("BIND") or "127.0.0.1"
    if not _HOST.fullmatch(host):  # gunicorn would take what follows a colon for the port
        raise SystemExit("error: BIND must be an address without a port, an IPv6 one in square brackets")
    return f"{host}:{_number('PORT', default_port, 65535)}"


def processes(name: str, default: int) -> int:
    """How many the setting of that name wants."""
    return _number(name, default, MOST_PROCESSES)


def _number(name: str, default: int, most: int) -> int:
    """From 1 to ``most``; empty counts as unset. A wrong value is not shown."""
    try:
        value = int(os.environ.get(name) or default)
    except ValueError:
        value = 0
    if not 1 <= value <= most:
        raise SystemExit(f"error: {name} must be a number from 1 to {most}")
    return value
