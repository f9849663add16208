"""What the finders share: a value with its place, and a text in which found places are blanked."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One entity: its contract key, its value, and where in the chat form it stands."""

    key: str
    value: object
    start: int
    end: int


def blanked(text: str, found: Iterable[Found]) -> str:
    """The text with the places of ``found`` replaced by NUL characters, so that nothing else reads or spans them."""
    for item in found:
        text = text[: item.start] + "\0" * (item.end - item.start) + text[item.end :]
    return text


def collected(found: Iterable[Found]) -> dict[str, object]:
    """Values by key in order of writing; equal ones once, and a list where a key occurs more than once."""
    values: dict[str, list[object]] = {}
    for item in sorted(found, key=lambda item: item.start):
        kept = values.setdefault(item.key, [])
        if item.value not in kept:
            kept.append(item.value)
    return {key: kept[0] if len(kept) == 1 else kept for key, kept in values.items()}
