"""Frozen dataclasses to plain JSON values and back, by their type hints."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"


def key_of(field: Field[Any]) -> str:
    """The JSON key: the field's name, or what its metadata says ("in" is no name in Python)."""
    return str(field.metadata.get("key", field.name))


def to_json(value: object) -> JsonValue:
    """Dataclasses become objects, tuples lists, dates ISO text; raises TypeError for anything else unknown."""
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    return object_json(value)


def object_json(value: object) -> dict[str, JsonValue]:
    """A dataclass as a JSON object. Raises TypeError for anything else."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no record")
    return {key_of(field): to_json(getattr(value, field.name)) for field in fields(value)}


def from_json(kind: type[T], data: object) -> T:
    """A dataclass from a JSON object. Missing keys take their default, unknown keys are left out.

    Raises ValueError where a value does not fit its type.
    """
    if not isinstance(data, Mapping):
        raise ValueError(f"{kind.__name__} needs an object")
    hints = _hints(cast(Any, kind))
    values: dict[str, object] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # callers pass dataclasses only
        key = key_of(field)
        if key in data:
            values[field.name] = _value(hints[field.name], data[key], key)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} lacks {key!r}")
    return kind(**values)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: object, key: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value, key)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{key} must be a list")
        return tuple(_value(get_args(hint)[0], item, key) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise ValueError(f"{key} must be an object")
        inner = get_args(hint)[1]
        return {str(name): _value(inner, item, key) for name, item in value.items()}
    if is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]  # is_dataclass does not narrow Any to a type
    return _plain(hint, value, key)


def _plain(hint: Any, value: object, key: str) -> object:
    if hint is date:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint is str and isinstance(value, str | int | float | date):
        return str(value)
    if not isinstance(value, hint):
        raise ValueError(f"{key} cannot be {value!r}")
    return value
