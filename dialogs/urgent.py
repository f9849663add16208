"""A cry for help or an emergency gets the number to call, before anything else is tried."""

from functools import cache
from pathlib import Path

from dialogs.records.message import Kind, Message
from dialogs.thai.text import compact

_FILE = Path(__file__).parent / "data" / "urgent.txt"
_NAMES_NOTHING = ("มาตรการ", "แผน", "โครงการ", "เอกสาร", "คะแนน")


@cache
def _blocks() -> tuple[tuple[tuple[str, ...], str], ...]:
    blocks: list[tuple[tuple[str, ...], str]] = []
    words: tuple[str, ...] = ()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=>"):
            blocks.append((words, line.removeprefix("=>").strip()))
        elif line and not line.startswith("#"):
            words = tuple(line.split())
    return tuple(blocks)


def number_to_call(message: Message) -> str:
    """Whom to call, or ''. A question about a plan or a document that holds such a word is not urgent."""
    if message.kind is not Kind.TEXT:
        return ""
    typed = compact(message.text)
    if any(word in typed for word in _NAMES_NOTHING):
        return ""
    return next((answer for words, answer in _blocks() if any(word in typed for word in words)), "")
