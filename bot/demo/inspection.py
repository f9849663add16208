"""What the simulator's raw pane shows of a conversation. For the general side of a demo only."""

import json
from collections.abc import Callable

from bot.parts import Parts
from bot.turns import load_listener
from dialogs.records.facts import Facts
from dialogs.records.json import JsonObject
from handlers.door import conversation_digest
from handlers.turn import BANGKOK
from storage.conversations.store import ConversationStore
from storage.events.partitions import partition_of


class Inspector:
    """The record of a conversation, and how its last words are understood. ``last_text``: (slug, user id) -> words."""

    def __init__(self, parts: Parts, last_text: Callable[[str, str], str]) -> None:
        self._parts = parts
        self._last_text = last_text
        self._conversations = ConversationStore(parts.redis, parts.keyring)
        self._listener = load_listener()

    def look(self, slug: str, user_id: str) -> dict[str, object]:
        """What the pane shows."""
        words = self._last_text(slug, user_id)
        return {"understood": self.reading(slug, words) if words else None, "record": self.record(slug, user_id)}

    def record(self, slug: str, user_id: str) -> dict[str, object] | None:
        """The stored record; None where there is none."""
        digest = conversation_digest(self._parts.keyring, slug, user_id)
        loaded = self._conversations.load(partition_of(digest), digest, "inspection")
        if loaded.record is None:
            return None
        record: JsonObject = json.loads(loaded.record)
        return {"revision": loaded.revision, **record}

    def reading(self, slug: str, text: str) -> dict[str, object] | None:
        """Intent, confidence and entities of a text."""
        known = self._parts.directory.known(slug, ["-"])
        if known is None:
            return None
        facts = Facts(known.agency, None, self._parts.clock().astimezone(BANGKOK))
        reading = self._listener.read(text, facts)
        return {
            "decision": reading.decision,
            "intent": reading.intent,
            "confidence": reading.confidence,
            "entities": dict(reading.entities),
        }
