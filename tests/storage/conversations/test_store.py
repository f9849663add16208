"""The contract of the conversation store, on every Redis server."""

from dataclasses import replace

import pytest
import redis

from dialogs.records.errors import LeaseLost, StaleConversation, StoreUnavailable
from storage.conversations.store import KEEP_SECONDS, Change, ConversationStore, Loaded, Place
from storage.events.leases import Leases
from storage.events.partitions import conversation_key, outcome_key, stream_key
from storage.sealing import Keyring
from tests.storage.rows import KEYS

P, WHO, EVENT = 3, "c" * 64, "e" * 64
NEVER = Loaded(revision=0, record=None, outcome=None, unsent=False)


@pytest.fixture
def store(client: "redis.Redis") -> ConversationStore:
    return ConversationStore(client, KEYS)


def test_somebody_new_has_nothing(store: ConversationStore) -> None:
    assert store.load(P, WHO, EVENT) == NEVER


def test_record_and_answer_are_stored_together(store: ConversationStore) -> None:
    store.commit(P, WHO, EVENT, 0, b"record", b"answer")
    assert store.load(P, WHO, EVENT) == Loaded(1, b"record", b"answer", unsent=False)
    assert store.load(P, WHO, "f" * 64) == Loaded(1, b"record", None, unsent=False)


def test_every_commit_is_one_revision(store: ConversationStore) -> None:
    for revision in range(5):
        store.commit(P, WHO, f"{revision}", revision, b"r%d" % revision, b"a")
    assert store.load(P, WHO, EVENT).revision == 5


@pytest.mark.parametrize("before", [0, 2, 99])
def test_a_conversation_that_moved_on_is_not_overwritten(store: ConversationStore, before: int) -> None:
    store.commit(P, WHO, EVENT, 0, b"first", b"a")
    with pytest.raises(StaleConversation):
        store.commit(P, WHO, "f" * 64, before, b"second", b"b")
    assert store.load(P, WHO, "f" * 64) == Loaded(1, b"first", None, unsent=False)


def test_only_the_owner_of_the_partition_may_commit(store: ConversationStore, client: "redis.Redis") -> None:
    owner, other = Leases(client, partitions=8), Leases(client, partitions=8)
    owner.refresh()
    with pytest.raises(LeaseLost):
        store.commit(P, WHO, EVENT, 0, b"r", b"a", other.token)
    assert store.load(P, WHO, EVENT) == NEVER
    store.commit(P, WHO, EVENT, 0, b"r", b"a", owner.token)
    owner.leave()
    with pytest.raises(LeaseLost):
        store.commit(P, WHO, "f" * 64, 1, b"r", b"a", owner.token)


def test_an_event_that_was_done_meanwhile_changes_nothing(store: ConversationStore, client: "redis.Redis") -> None:
    """Somebody read it before, and comes too late: its answer is out, and nothing of it is known any more."""
    owner = Leases(client, partitions=8)
    owner.refresh()
    entry = str(client.xadd(stream_key(P), {"e": b"sealed"}), "ascii")
    change = Change(Place(WHO, EVENT, entry=entry), 0, b"r", b"a")
    assert store.commit_together(P, [change], owner.token) == [True]
    client.xdel(stream_key(P), entry)
    with pytest.raises(LeaseLost):
        store.commit_together(P, [replace(change, before=1, record=b"again")], owner.token)
    assert store.load(P, WHO, "f" * 64).record == b"r"


def test_a_citizen_leaves_nothing_after_a_day(store: ConversationStore, client: "redis.Redis") -> None:
    store.commit(P, WHO, EVENT, 0, b"record", b"a")
    assert KEEP_SECONDS == 86_400
    assert 0 < client.ttl(conversation_key(P, WHO)) <= KEEP_SECONDS
    assert client.ttl(outcome_key(P, EVENT)) > 0


def test_forgotten_is_gone(store: ConversationStore) -> None:
    store.commit(P, WHO, EVENT, 0, b"record", b"a")
    store.forget(P, WHO)
    assert store.load(P, WHO, "f" * 64) == NEVER


def test_nothing_lies_in_clear(store: ConversationStore, client: "redis.Redis") -> None:
    store.commit(P, WHO, EVENT, 0, b"CANARY record", b"CANARY answer")
    stored = [client.dump(key) for key in client.scan_iter()]
    assert len(stored) == 2 and not any(b"CANARY" in value for value in stored)


def test_a_record_moved_to_another_person_counts_as_none(store: ConversationStore, client: "redis.Redis") -> None:
    store.commit(P, WHO, EVENT, 0, b"record", b"a")
    client.rename(conversation_key(P, WHO), conversation_key(P, "d" * 64))
    assert store.load(P, "d" * 64, EVENT).record is None


def test_an_older_key_still_reads_and_a_foreign_one_starts_anew(client: "redis.Redis") -> None:
    ConversationStore(client, Keyring(["o" * 40])).commit(P, WHO, EVENT, 0, b"record", b"a")
    assert ConversationStore(client, Keyring(["n" * 40, "o" * 40])).load(P, WHO, EVENT).record == b"record"
    foreign = ConversationStore(client, Keyring(["x" * 40]))
    assert foreign.load(P, WHO, EVENT) == Loaded(1, None, None, unsent=False)
    foreign.commit(P, WHO, EVENT, 1, b"new", b"b")
    assert foreign.load(P, WHO, EVENT).record == b"new"


def test_people_and_agencies_are_apart(store: ConversationStore) -> None:
    store.commit(P, WHO, EVENT, 0, b"mine", b"a")
    store.commit(P, "d" * 64, "f" * 64, 0, b"theirs", b"b")
    assert store.load(P, WHO, EVENT).record == b"mine"
    assert store.load(P, "d" * 64, EVENT).record == b"theirs"


def test_a_server_that_forgot_its_scripts_is_taught_again(store: ConversationStore, client: "redis.Redis") -> None:
    store.commit(P, WHO, EVENT, 0, b"r", b"a")
    client.script_flush()
    store.commit(P, WHO, "f" * 64, 1, b"s", b"b")
    assert store.load(P, WHO, EVENT).record == b"s"


def test_a_redis_that_is_down_is_an_outage(dead_redis: "redis.Redis") -> None:
    store = ConversationStore(dead_redis, KEYS)
    acts = (
        lambda: store.load(P, WHO, EVENT),
        lambda: store.commit(P, WHO, EVENT, 0, b"", b""),
        lambda: store.forget(P, WHO),
    )
    for act in acts:
        with pytest.raises(StoreUnavailable):
            act()
