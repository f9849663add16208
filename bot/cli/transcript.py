"""The terminal's side of a chat: lines as LINE events, and messages as lines."""

import re
from collections.abc import Iterator, Sequence

from bot.cli.sent_files import SentFiles
from dialogs.records.errors import CommandError
from dialogs.records.json import Json, JsonObject
from dialogs.thai.text import compact

_BRACKET = re.compile(r"^\[(?P<kind>[^:\]]+)(?::\s*(?P<what>.*?))?\]$")
_MEDIA = {"รูปภาพ": "image", "สติกเกอร์": "sticker", "ตำแหน่งที่ตั้ง": "location", "เสียง": "audio", "ไฟล์": "file"}


class Transcript:
    """Remembers the buttons of the last answer, so that ``[ปุ่ม: LABEL]`` can press one, and ``files`` that were sent."""

    def __init__(self) -> None:
        self.files = SentFiles()
        self._buttons: list[tuple[str, JsonObject]] = []

    def heard(self, messages: Sequence[JsonObject]) -> None:
        if messages:
            self._buttons = [found for message in messages for found in _buttons(message)]

    def event_for(self, line: str) -> JsonObject:
        """A typed line as the part of an event that says what happened. Raises CommandError for an unknown button."""
        found = _BRACKET.match(line.strip())
        if found and found["kind"] == "ปุ่ม":
            return self._press(found["what"] or "")
        if found and found["kind"] in _MEDIA:
            return {"type": "message", "message": self.files.message(_MEDIA[found["kind"]], found["what"] or "")}
        return {"type": "message", "message": {"type": "text", "id": f"m{abs(hash(line)) % 10**17}", "text": line}}

    def _press(self, label: str) -> JsonObject:
        wanted = compact(label)
        for shown, action in self._buttons:
            if compact(shown) == wanted:
                return _pressed(action)
        offered = ", ".join(shown for shown, _ in self._buttons) or "none"
        raise CommandError(f"the last answer has no button {label!r}; it has: {offered}")


def _pressed(action: JsonObject) -> JsonObject:
    if action.get("type") == "postback":
        return {"type": "postback", "postback": {"data": action["data"]}}
    if action.get("type") == "message":
        return {"type": "message", "message": {"type": "text", "id": "m0", "text": action["text"]}}
    raise CommandError("that button opens an address; there is nothing to send")


def _buttons(part: Json) -> Iterator[tuple[str, JsonObject]]:
    if isinstance(part, dict):
        action = part.get("action")
        if isinstance(action, dict) and isinstance(label := action.get("label"), str):
            yield label, action
        for value in part.values():
            yield from _buttons(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _buttons(value)


def words_of(message: JsonObject) -> str:
    """A message as plain lines: its text, and its buttons in brackets."""
    if message.get("type") == "text":
        shown = str(message.get("text", ""))
    elif message.get("type") == "flex":
        shown = f"▤ {message.get('altText', '')}"
    else:
        shown = f"({message.get('type', '')})"
    labels = dict.fromkeys(label for label, _ in _buttons(message))
    return shown + ("\n" + " ".join(f"[{label}]" for label in labels) if labels else "")
