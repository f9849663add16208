"""Loading and committing a conversation.

A commit stores the record and the answer to its event together, or neither, and only if the partition is still ours
and nobody else moved the conversation.
"""

from dataclasses import dataclass
from typing import cast

import redis

from dialogs.records.errors import LeaseLost, StaleConversation
from storage.events.partitions import conversation_key, lease_key, outcome_key, unsent_key
from storage.events.stream import SEEN_SECONDS, answering
from storage.sealing import Keyring, NotOpened

KEEP_SECONDS = 86_400
"""A citizen leaves nothing but a conversation that expires after a day."""

_COMMIT = """
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
local revision = redis.call('HGET', KEYS[2], 'r') or '0'
if revision ~= ARGV[2] then return -2 end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'r', ARGV[3], 'c', ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('SET', KEYS[3], ARGV[6], 'EX', ARGV[7])
return 1
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What Redis knows for one event. ``outcome`` is set when the event was committed before."""

    revision: int
    record: bytes | None
    outcome: bytes | None
    unsent: bool


class ConversationStore:
    """Conversations by partition and digest. Values are sealed under the installation's key, bound to their place."""

    def __init__(self, client: "redis.Redis", keyring: Keyring, *, keep_seconds: int = KEEP_SECONDS) -> None:
        self._redis = client
        self._keyring = keyring
        self._keep = keep_seconds
        self._commit = client.register_script(_COMMIT)

    def load(self, partition: int, conversation: str, event: str, message: str = "") -> Loaded:
        """One round trip. A record that no key opens counts as none: the conversation starts anew."""
        with answering():
            pipe = self._redis.pipeline(transaction=False)
            pipe.hmget(conversation_key(partition, conversation), "r", "c")
            pipe.get(outcome_key(partition, event))
            pipe.exists(unsent_key(partition, message))
            (revision, sealed), outcome, unsent = pipe.execute()
        return Loaded(
            revision=int(revision or 0),
            record=self._open(sealed, f"conversation/{conversation}"),
            outcome=self._open(outcome, f"outcome/{event}"),
            unsent=bool(message) and bool(unsent),
        )

    def commit(
        self, partition: int, conversation: str, event: str, before: int, record: bytes, outcome: bytes, lease: str = ""
    ) -> None:
        """Store record and answer together. Raises LeaseLost, StaleConversation, StoreUnavailable."""
        keys = [lease_key(partition), conversation_key(partition, conversation), outcome_key(partition, event)]
        values: list[str | bytes | int] = [
            lease,
            str(before),
            str(before + 1),
            self._keyring.seal(record, f"conversation/{conversation}"),
            self._keep,
            self._keyring.seal(outcome, f"outcome/{event}"),
            SEEN_SECONDS,
        ]
        with answering():
            result = int(cast("int", self._commit(keys=keys, args=values)))
        if result == -1:
            raise LeaseLost(f"partition {partition} has another owner now")
        if result == -2:
            raise StaleConversation("the conversation was written by somebody else")

    def forget(self, partition: int, conversation: str) -> None:
        """Nothing of the conversation stays."""
        with answering():
            self._redis.delete(conversation_key(partition, conversation))

    def _open(self, sealed: bytes | None, place: str) -> bytes | None:
        if sealed is None:
            return None
        try:
            return self._keyring.unseal(sealed, place)
        except NotOpened:
            return None
