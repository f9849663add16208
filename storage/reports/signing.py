"""Places for signatures. No person's name is stored, so the name stands blank, to be written by hand."""

from collections.abc import Sequence
from typing import Any

from dialogs.thai.dates import full_date
from storage.reports.values import Acknowledgement
from storage.reports.word.text import Look, write

_LEFT_CM = 5.5
_LINE = "(ลงชื่อ)……………………………………"
_NAME = "(…………………………………………)"


def add_signature(word: Any, post: str, *, recorded: Acknowledgement | None = None) -> None:
    """A line to sign, a place for the name, the post; and the ทราบ that the system recorded, with its date.

    One paragraph with line breaks, so that no page ends inside it.
    """
    lines = [_LINE, _NAME, post]
    lines += [f"บันทึกรับทราบในระบบ วันที่ {full_date(recorded.day)}"] if recorded else []
    write(word, "\n".join(lines), Look(align="center", left=_LEFT_CM, before=12))


def recorded_by(acknowledged: Sequence[Acknowledgement], role: str) -> Acknowledgement | None:
    """The first answer of a role."""
    return next((answer for answer in acknowledged if answer.role == role), None)
