"""A thing's state as the audit keeps it, and checks that all edits share."""

from typing import Protocol

from dialogs.records.errors import Refused
from storage.audit import State


class _Row(Protocol):
    """Anything with columns."""


def state_of(row: _Row, columns: tuple[str, ...]) -> State:
    """The columns that a person sees."""
    return {name: getattr(row, name) for name in columns}


def differing(before: State, after: State) -> tuple[State, State]:
    """Only what changed, of two states with the same keys."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def one_line(text: str, most: int, name: str, *, needed: bool = False) -> str:
    """Without control characters and doubled blanks. Raises Refused for one that is too long, or missing."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(clean) > most:
        raise Refused(f"{name}ยาว {len(clean)} ตัวอักษร ใส่ได้ไม่เกิน {most}")
    if needed and not clean:
        raise Refused(f"ยังไม่ได้ใส่{name}")
    return clean
