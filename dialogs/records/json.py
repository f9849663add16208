"""The JSON values that are stored and sent. Mappings and sequences are read-only to whoever receives them."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact_json(value: object) -> str:
    """JSON without white space, Thai as it is. Its parts must be what JSON knows."""
    return _ENCODER.encode(value)
