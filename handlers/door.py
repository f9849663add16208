"""From a verified webhook body to events for the stream."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum, auto

from dialogs.records.json import Json, JsonObject, compact_json
from handlers.incoming import event_key, read_incoming
from storage.events.daykeys import EventCipher
from storage.events.partitions import partition_of
from storage.events.stream import NewEvent
from storage.sealing import Keyring

MAX_EVENTS = 500


class Malformed(ValueError):
    """The body is not a LINE webhook: 400."""


class Busy(Exception):
    """The channel sends more than the door takes: 503."""


class Admission(Enum):
    """Whether an event may pass; ``TELL``: it may not, and the person is to hear why."""

    YES = auto()
    TELL = auto()
    NO = auto()


def read_events(body: bytes) -> list[JsonObject]:
    """The events of a webhook body. Raises Malformed for anything that LINE would not send."""
    try:
        parsed: Json = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    events = parsed.get("events") if isinstance(parsed, dict) else None
    if not isinstance(events, list) or len(events) > MAX_EVENTS:
        raise Malformed
    if not all(isinstance(event, dict) for event in events):
        raise Malformed
    return [event for event in events if isinstance(event, dict)]


def conversation_digest(keyring: Keyring, slug: str, source: str) -> str:
    """The one name of a conversation in Redis and of a person in SQL: keyed, and different at every agency."""
    return keyring.digest("general", slug, source)


def message_digest(keyring: Keyring, slug: str, message_id: str) -> str:
    """Stands for a message id in records, so that an unsend can find what the message filled."""
    return keyring.digest("message", slug, message_id)[:32] if message_id else ""


def new_events(
    slug: str,
    events: Sequence[JsonObject],
    keyring: Keyring,
    cipher: EventCipher,
    now: datetime,
    admit: Callable[[str], Admission],
) -> list[NewEvent]:
    """Each admitted event sealed, with the partition of its conversation. An unsend always passes.

    Raises Busy, and Malformed for what parses as JSON but cannot be stored: a lone surrogate, too deep a nesting.
    """
    queued = []
    try:
        for event in events:
            incoming = read_incoming(slug, event)
            conversation = conversation_digest(keyring, slug, incoming.source)
            admission = Admission.YES if incoming.unsent_id else admit(conversation)
            if admission is Admission.NO:
                continue
            hurried = {"hurried": True} if admission is Admission.TELL else {}
            plain = compact_json({"slug": slug, "event": event, **hurried})
            queued.append(
                NewEvent(
                    partition=partition_of(conversation),
                    key=event_key(slug, event),
                    sealed=cipher.seal(plain.encode(), now),
                    unsent=message_digest(keyring, slug, incoming.unsent_id),
                )
            )
    except (UnicodeEncodeError, RecursionError) as error:
        raise Malformed from error
    return queued
