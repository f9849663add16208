"""Visits of who has given a code or a passphrase: what their key opened, in the complaint Redis, for ten idle minutes.

The value is encrypted by a key that only the cookie holds, and its name is a digest of the cookie's id: who reads that
Redis, which is never on a disk, can neither open a visit nor take it over.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

import redis

from dialogs.records.errors import StoreUnavailable
from storage.complaints.boxes import pad, unpad
from storage.sealing import NotOpened, derive, seal, unseal

IDLE_SECONDS = 600
_ID = 16
_KEY = 32
_PAD = 4096


@dataclass(frozen=True, slots=True)
class Visit:
    """An open session: its cookie, the word that each of its forms must bring, and what it holds."""

    cookie: str
    content: bytes

    @property
    def form_word(self) -> str:
        """Against forged posts: only a page of this visit knows it."""
        return hmac.new(derive(_parts(self.cookie)[1], "form"), b"word", sha256).hexdigest()

    def fits(self, word: str) -> bool:
        return hmac.compare_digest(self.form_word.encode(), word.encode("utf-8", "replace"))


class Sessions:
    """``kind`` keeps reporters' and officers' visits apart. Raises StoreUnavailable."""

    def __init__(self, client: "redis.Redis", kind: str, idle_seconds: int = IDLE_SECONDS) -> None:
        self._redis = client
        self._kind = kind
        self._idle = idle_seconds

    def open(self, content: bytes) -> Visit:
        cookie = urlsafe_b64encode(secrets.token_bytes(_ID + _KEY)).decode()
        visit = Visit(cookie, content)
        self.save(visit)
        return visit

    def save(self, visit: Visit) -> None:
        """Write what a visit holds; its idle time starts anew."""
        id_, key = _parts(visit.cookie)
        sealed = seal(key, pad(visit.content, _PAD), self._kind)
        try:
            self._redis.set(self._name(id_), sealed, ex=self._idle)
        except redis.RedisError as error:
            raise StoreUnavailable("the complaint Redis does not answer") from error

    def resume(self, cookie: str) -> Visit | None:
        """None for a visit that is over, or a cookie that is not ours. Its idle time starts anew."""
        try:
            id_, key = _parts(cookie)
            sealed = self._redis.getex(self._name(id_), ex=self._idle)
            return Visit(cookie, unpad(unseal(key, sealed, self._kind))) if isinstance(sealed, bytes) else None
        except (NotOpened, ValueError):
            return None
        except redis.RedisError as error:
            raise StoreUnavailable("the complaint Redis does not answer") from error

    def end(self, cookie: str) -> None:
        try:
            self._redis.delete(self._name(_parts(cookie)[0]))
        except ValueError:
            return
        except redis.RedisError as error:
            raise StoreUnavailable("the complaint Redis does not answer") from error

    def _name(self, id_: bytes) -> str:
        return f"visit:{self._kind}:{sha256(id_).hexdigest()}"


def _parts(cookie: str) -> tuple[bytes, bytes]:
    raw = urlsafe_b64decode(cookie.encode("ascii", "strict"))
    if len(raw) != _ID + _KEY:
        raise ValueError("not a cookie of ours")
    return raw[:_ID], raw[_ID:]
