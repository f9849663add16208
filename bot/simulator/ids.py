"""Identifiers in LINE's shapes."""

import hashlib
import secrets
from datetime import datetime
from itertools import count
from threading import Lock

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def user_id(provider: str, person: str) -> str:
    """``U`` and 32 hex digits. Stable: one person has one id in all channels of a provider, another under another."""
    return "U" + hashlib.sha256(f"user\0{provider}\0{person}".encode()).hexdigest()[:32]


def bot_id(channel: str) -> str:
    """The bot's own user id, the ``destination`` of its webhooks."""
    return "U" + hashlib.sha256(f"bot\0{channel}".encode()).hexdigest()[:32]


def group_id(name: str) -> str:
    """``C`` and 32 hex digits."""
    return "C" + hashlib.sha256(f"group\0{name}".encode()).hexdigest()[:32]


def event_id(at: datetime) -> str:
    """A ULID (26 characters): 48 bits of milliseconds, 80 random bits."""
    number = (int(at.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def token(length: int = 32) -> str:
    """An opaque token (reply, quote, mark-as-read, link)."""
    return secrets.token_hex(length // 2)


class MessageIds:
    """Message ids, unique on the whole platform: strings of 18 digits, too long for a float."""

    def __init__(self) -> None:
        self._numbers = count(500_000_000_000_000_000 + secrets.randbelow(10**15) * 10, 7)
        self._lock = Lock()

    def next(self) -> str:
        with self._lock:
            return str(next(self._numbers))
