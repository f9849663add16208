"""LINE drafts in the complaint Redis: for thirty minutes, under names and keys that only S gives.

The values are padded and sealed; the names are HMACs. What has expired there cannot be told from what never was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import redis

from dialogs.records.errors import StoreUnavailable
from storage.complaints.boxes import pad, unpad
from storage.complaints.draftkeys import DRAFT_SECONDS
from storage.complaints.errors import Busy
from storage.sealing import NotOpened, seal, unseal

_PAD = 4096
_SEEN_SECONDS = 15 * 60
_LOCK_MILLISECONDS = 40_000


@dataclass(frozen=True, slots=True)
class Who:
    """One person of one channel under one S: a name, and the key of what lies under it."""

    name: str
    key: bytes


class Drafts:
    """``whos`` hold the newest S first: it writes, all are read. Raises StoreUnavailable."""

    def __init__(self, client: "redis.Redis") -> None:
        self._redis = client

    @contextmanager
    def turn_of(self, who: Who) -> Iterator[None]:
        """One turn of a person at a time. Raises Busy while another runs: LINE brings the event again."""
        with _answering():
            mine = self._redis.set(f"turn:{who.name}", b"1", nx=True, px=_LOCK_MILLISECONDS)
        if not mine:
            raise Busy(retry_after=1)
        try:
            yield
        finally:
            with _answering():
                self._redis.delete(f"turn:{who.name}")

    def load(self, whos: Sequence[Who]) -> bytes | None:
        with _answering():
            for who in whos:
                sealed = self._redis.get(f"draft:{who.name}")
                if isinstance(sealed, bytes):
                    try:
                        return unpad(unseal(who.key, sealed, "draft"))
                    except NotOpened:
                        continue
        return None

    def commit(self, whos: Sequence[Who], content: bytes | None, seen: str) -> None:
        """Together: the draft as it is now (None: forgotten, under every S) and the event's mark."""
        with _answering(), self._redis.pipeline(transaction=True) as together:
            for who in whos:
                together.delete(f"draft:{who.name}")
            if content is not None:
                together.set(f"draft:{whos[0].name}", seal(whos[0].key, pad(content, _PAD), "draft"), ex=DRAFT_SECONDS)
            together.set(f"seen:{seen}", b"1", ex=_SEEN_SECONDS)
            together.execute()

    def was_seen(self, names: Sequence[str]) -> bool:
        with _answering():
            return bool(self._redis.exists(*(f"seen:{name}" for name in names)))

    def unsent_early(self, name: str) -> None:
        """Remember an unsend that may have overtaken its message."""
        with _answering():
            self._redis.set(f"unsent:{name}", b"1", ex=DRAFT_SECONDS)

    def was_unsent(self, names: Sequence[str]) -> bool:
        with _answering():
            return bool(self._redis.exists(*(f"unsent:{name}" for name in names)))


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise StoreUnavailable("the complaint Redis does not answer") from error
