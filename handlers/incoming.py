"""One LINE event, taken out of its envelope.

LINE's events are read one by one from the raw JSON: the SDK's parser gives up on a whole webhook for one event that
it does not know (line-platform.md 5, trap 3), and new kinds come without notice.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from dialogs.records.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event of one channel. Ids are LINE's own: they never reach a log, a dialog or a table in clear.

    ``source`` is the user, group or room that the conversation is with; ``timestamp`` in milliseconds.
    """

    slug: str
    type: str
    event: JsonObject
    source_type: str
    source: str
    user: str
    reply_token: str
    is_active: bool
    message_id: str
    unsent_id: str
    hurried: bool = False
    """The person sent too much at once: this event is not acted on, they are told so."""

    @property
    def is_group(self) -> bool:
        return self.source_type in ("group", "room")


def read_incoming(slug: str, event: JsonObject) -> Incoming:
    """Never raises: what is missing or of a wrong type reads as empty."""
    source = _object(event.get("source"))
    kind = _text(source.get("type")) or "none"
    return Incoming(
        slug=slug,
        type=_text(event.get("type")),
        event=event,
        source_type=kind,
        source=_text(source.get({"group": "groupId", "room": "roomId"}.get(kind, "userId"))),
        user=_text(source.get("userId")),
        reply_token=_text(event.get("replyToken")),
        is_active=_text(event.get("mode")) != "standby",
        message_id=_text(_object(event.get("message")).get("id")),
        unsent_id=_text(_object(event.get("unsend")).get("messageId")),
    )


def event_key(slug: str, event: JsonObject) -> str:
    """Digest of the event's own id; an event without one is known by all that it says."""
    own = _text(event.get("webhookEventId"))
    own = own or json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(f"{slug}\x1f{own}".encode()).hexdigest()


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
