"""Which partition a conversation belongs to, and what its keys are called.

All keys of a partition share a hash tag, so that a Redis Cluster keeps them in one place.
"""

PARTITIONS = 16


def partition_of(conversation: str) -> int:
    """Of a conversation's digest (hex)."""
    return int(conversation[:8], 16) % PARTITIONS


def tag(partition: int) -> str:
    return f"{{p{partition:02d}}}"


def stream_key(partition: int) -> str:
    return f"{tag(partition)}:events"


def lease_key(partition: int) -> str:
    return f"{tag(partition)}:lease"


def seen_key(partition: int, event: str) -> str:
    return f"{tag(partition)}:seen:{event}"


def unsent_key(partition: int, message: str) -> str:
    return f"{tag(partition)}:unsent:{message}"


def apology_key(partition: int, event: str) -> str:
    return f"{tag(partition)}:apology:{event}"


def conversation_key(partition: int, conversation: str) -> str:
    return f"{tag(partition)}:conversation:{conversation}"


def outcome_key(partition: int, event: str) -> str:
    return f"{tag(partition)}:outcome:{event}"
