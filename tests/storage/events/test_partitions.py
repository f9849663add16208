"""Which partition a conversation belongs to, and the names of its keys."""

from hypothesis import given
from hypothesis import strategies as st

from storage.events import partitions
from storage.events.partitions import PARTITIONS, partition_of, tag
from storage.sealing import Keyring

DIGESTS = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)


@given(DIGESTS)
def test_a_conversation_always_has_the_same_partition(digest: str) -> None:
    assert 0 <= partition_of(digest) < PARTITIONS
    assert partition_of(digest) == partition_of(digest[:8] + "0" * 56)


def test_people_spread_over_all_partitions() -> None:
    keys = Keyring(["k" * 40])
    counts = [0] * PARTITIONS
    for number in range(1600):
        counts[partition_of(keys.digest("general", "phon", f"U{number}"))] += 1
    assert min(counts) > 50


def test_all_keys_of_a_partition_share_a_hash_tag_and_no_two_are_the_same() -> None:
    for partition in (0, 7, PARTITIONS - 1):
        keys = [
            partitions.stream_key(partition),
            partitions.lease_key(partition),
            *(make(partition, "x") for make in (partitions.seen_key, partitions.unsent_key)),
            *(make(partition, "x") for make in (partitions.conversation_key, partitions.outcome_key)),
        ]
        assert all(key.startswith(tag(partition) + ":") for key in keys)
        assert len(set(keys)) == len(keys)
    assert len({tag(partition) for partition in range(PARTITIONS)}) == PARTITIONS
