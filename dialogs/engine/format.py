"""How a conversation is stored: JSON with a format number. Old formats stay readable (tests/dialogs/engine/golden)."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dialogs.records.conversation import Conversation, Frame
from dialogs.records.json import compact_json

FORMAT = 1
Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: Mapping[int, Migration] = {}
"""How a record of an old format becomes one of the next. Empty as long as there is only one format."""


def dump(conversation: Conversation) -> bytes:
    """UTF-8 JSON of the newest format. ``revision`` is stored beside it, not in it."""
    record = {
        "format": FORMAT,
        "frames": [_frame(frame) for frame in conversation.frames],
        "paused": _frame(conversation.paused) if conversation.paused else None,
        "context": conversation.context,
        "offers": conversation.offers,
        "reminded": conversation.reminded,
        "deadline": conversation.deadline.isoformat() if conversation.deadline else None,
        "misses": conversation.misses,
    }
    return compact_json(record).encode()


def lift(record: dict[str, Any], target: int, migrations: Mapping[int, Migration]) -> dict[str, Any]:
    """A stored record, lifted format by format. Raises ValueError where there is no way."""
    while (number := int(record.get("format") or 0)) != target:
        if number not in migrations:
            raise ValueError(f"unknown conversation format {number!r}")
        record = migrations[number](record)
    return record


def load(stored: bytes, revision: int) -> Conversation:
    """Raises ValueError for what no version of this program wrote."""
    try:
        return _conversation(lift(json.loads(stored), FORMAT, MIGRATIONS), revision)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a conversation record") from error


def _conversation(record: dict[str, Any], revision: int) -> Conversation:
    return Conversation(
        revision=revision,
        frames=tuple(_read_frame(frame) for frame in record["frames"]),
        paused=_read_frame(record["paused"]) if record["paused"] else None,
        context=record["context"],
        offers=tuple((label, data) for label, data in record["offers"]),
        reminded=record["reminded"],
        deadline=datetime.fromisoformat(record["deadline"]) if record["deadline"] else None,
        misses=record["misses"],
    )


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "dialog": frame.dialog,
        "version": frame.version,
        "key": frame.key,
        "slots": dict(frame.slots),
        "answered": list(frame.answered),
        "asked": frame.asked,
        "origins": dict(frame.origins),
    }


def _read_frame(record: Mapping[str, Any]) -> Frame:
    return Frame(
        dialog=record["dialog"],
        version=record["version"],
        key=record["key"],
        slots=record["slots"],
        answered=tuple(record["answered"]),
        asked=record["asked"],
        origins=record["origins"],
    )
