"""Loading and committing a conversation.

A commit stores the record and the answer to its event together, or neither, and only if the partition is still ours,
the event still waits in it (what was answered and marked done is no longer there to be decided), and nobody else moved
the conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import redis

from dialogs.records.errors import LeaseLost, StaleConversation
from storage.events.partitions import conversation_key, lease_key, outcome_key, stream_key, unsent_key
from storage.events.stream import SEEN_SECONDS, answering
from storage.piped_script import Call, PipedScript
from storage.sealing import Keyring, NotOpened

KEEP_SECONDS = 86_400
"""A citizen leaves nothing but a conversation that expires after a day."""

_COMMIT = """
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
if ARGV[8] ~= '' and #redis.call('XRANGE', KEYS[4], ARGV[8], ARGV[8]) == 0 then return -1 end
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happens: digests of its conversation, of itself, and of its message ('' if it is none).

    ``entry``: its id in the partition's stream, '' for one that no stream brought.
    """

    conversation: str
    event: str
    message: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an event does to its conversation; ``before`` is the revision that it was decided on."""

    place: Place
    before: int
    record: bytes
    outcome: bytes


class ConversationStore:
    """Conversations by partition and digest. Values are sealed under the installation's key, bound to their place."""

    def __init__(self, client: "redis.Redis", keyring: Keyring, *, keep_seconds: int = KEEP_SECONDS) -> None:
        self._redis = client
        self._keyring = keyring
        self._keep = keep_seconds
        self._commit = PipedScript(client, _COMMIT)

    def load(self, partition: int, conversation: str, event: str, message: str = "") -> Loaded:
        """What is known for one event; see ``load_together``."""
        return self.load_together(partition, [Place(conversation, event, message)])[0]

    def load_together(self, partition: int, places: Sequence[Place]) -> list[Loaded]:
        """One round trip. A record that no key opens counts as none: the conversation starts anew."""
        with answering():
            pipe = self._redis.pipeline(transaction=False)
            for place in places:
                pipe.hmget(conversation_key(partition, place.conversation), "r", "c")
                pipe.mget(outcome_key(partition, place.event), unsent_key(partition, place.message))
            found = pipe.execute()
        return [
            Loaded(
                revision=int(revision or 0),
                record=self._open(sealed, f"conversation/{place.conversation}"),
                outcome=self._open(outcome, f"outcome/{place.event}"),
                unsent=bool(place.message) and bool(unsent),
            )
            for place, (revision, sealed), (outcome, unsent) in zip(places, found[::2], found[1::2], strict=True)
        ]

    def commit(
        self, partition: int, conversation: str, event: str, before: int, record: bytes, outcome: bytes, lease: str = ""
    ) -> None:
        """Store one record and answer. Raises LeaseLost, StaleConversation, StoreUnavailable."""
        change = Change(Place(conversation, event), before, record, outcome)
        if not self.commit_together(partition, [change], lease)[0]:
            raise StaleConversation("the conversation was written by somebody else")

    def commit_together(self, partition: int, changes: Sequence[Change], lease: str = "") -> list[bool]:
        """Store each record with its answer, or neither: False where somebody else wrote the conversation meanwhile.

        One round trip. Raises LeaseLost, StoreUnavailable; then any of them may be stored.
        """
        if not changes:
            return []
        with answering():
            results = self._commit.run([self._call(partition, change, lease) for change in changes])
        if -1 in results:
            raise LeaseLost(f"partition {partition} or an event of it has another owner now")
        return [result == 1 for result in results]

    def _call(self, partition: int, change: Change, lease: str) -> Call:
        conversation, event = change.place.conversation, change.place.event
        keys = (
            lease_key(partition),
            conversation_key(partition, conversation),
            outcome_key(partition, event),
            stream_key(partition),
        )
        return keys, (
            lease,
            change.before,
            change.before + 1,
            self._keyring.seal(change.record, f"conversation/{conversation}"),
            self._keep,
            self._keyring.seal(change.outcome, f"outcome/{event}"),
            SEEN_SECONDS,
            change.place.entry,
        )

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
