"""What a turn decides: the answer, and what the worker must know of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from dialogs.cards.line import to_line
from dialogs.records.json import Json, JsonObject, compact_json
from dialogs.records.reply import Answer, Say


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of an event. ``worth_push``: if the reply's token is dead, the answer is worth a pushed message.

    ``roles_changed``: somebody was bound to the agency or is not any more, so they see another menu from now on.
    """

    messages: tuple[JsonObject, ...]
    intent: str
    worth_push: bool
    roles_changed: bool = False

    def dump(self) -> bytes:
        record = {
            "messages": self.messages,
            "intent": self.intent,
            "push": self.worth_push,
            "roles": self.roles_changed,
        }
        return compact_json(record).encode()

    @classmethod
    def load(cls, raw: bytes) -> "Decision":
        record = json.loads(raw)
        return cls(tuple(record["messages"]), record["intent"], record["push"], record.get("roles", False))


@dataclass(frozen=True, slots=True)
class Ownership:
    """The right to commit events of a partition: the lease token, and whether it still holds for an event's entry.

    ``partition`` is where the door put the events; None for a turn that no stream brought.
    """

    token: str
    holds: Callable[[str], bool]
    partition: int | None = None


FREE = Ownership("", lambda _entry: True)
"""For a turn that runs alone, as in the terminal chat."""


def said(words: str) -> Decision:
    """A plain sentence, and nothing happened."""
    return Decision(to_line(Answer((Say(words),))), "unknown", worth_push=False)


def pack(record: bytes, decision: Decision) -> bytes:
    """The conversation and the decision as one value, for the inbox."""
    return json.dumps([record.decode(), decision.dump().decode()], ensure_ascii=False).encode()


def unpack(packed: bytes) -> tuple[bytes, Decision]:
    """The reverse of ``pack``."""
    parts: list[Json] = json.loads(packed)
    record, decision = str(parts[0]), str(parts[1])
    return record.encode(), Decision.load(decision.encode())
