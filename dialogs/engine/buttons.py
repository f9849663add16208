"""The meaning that a button carries, as LINE's postback data (at most 300 characters).

    go:measure_status:{"measure":12}      start a dialog with slots
    set:1f:percent:50                     answer the question ``percent`` of the frame ``1f``
    do:cancel                             a command of the engine

A button says what was pressed, never what is allowed: rights are checked by whoever acts on it.
"""

import json
from dataclasses import dataclass
from typing import Literal

from dialogs.records.json import Json, JsonObject, compact_json

MAX_DATA = 300


@dataclass(frozen=True, slots=True)
class Go:
    intent: str
    slots: JsonObject


@dataclass(frozen=True, slots=True)
class Set:
    frame: str
    step: str
    value: Json


@dataclass(frozen=True, slots=True)
class Do:
    command: str


Press = Go | Set | Do


def go(intent: str, **slots: Json) -> str:
    return _checked(f"go:{intent}:{_dump(slots)}")


def set_(frame: str, step: str, value: Json) -> str:
    return _checked(f"set:{frame}:{step}:{_dump(value)}")


def do(command: Literal["cancel", "back", "restart", "menu", "help", "resume", "drop"]) -> str:
    return f"do:{command}"


def parse(data: str) -> Press | None:
    """What a postback means; None for anything that is not ours, however it got here."""
    kind, _, rest = data.partition(":")
    try:
        if kind == "do":
            return Do(rest)
        if kind == "go":
            intent, _, slots = rest.partition(":")
            value = _load(slots) if slots else {}
            return Go(intent, value) if isinstance(value, dict) else None
        if kind == "set":
            frame, step, value = rest.split(":", 2)
            return Set(frame, step, _load(value))
    except (ValueError, RecursionError):
        return None
    return None


def _load(text: str) -> Json:
    value: Json = json.loads(text)
    _dump(value).encode()  # an escaped lone surrogate parses, but could never be stored
    return value


def _dump(value: Json) -> str:
    return compact_json(value)


def _checked(data: str) -> str:
    if len(data) > MAX_DATA:
        raise ValueError(f"a button's data has {len(data)} characters; LINE takes {MAX_DATA}")
    return data
