"""Answers as LINE message objects."""

import unicodedata

from dialogs.records.json import Json, JsonObject
from dialogs.records.reply import Answer, Choice, Picture, Reply, Say, Show

MAX_LABEL = 20
MAX_QUICK = 13
MAX_TEXT = 5000
MAX_ALT = 1500
_JOINERS = "\u200d\ufe0f"


def to_line(answer: Answer | None) -> tuple[JsonObject, ...]:
    """At most five messages; the choices become quick replies under the last one."""
    if answer is None or not answer.replies:
        return ()
    messages = [_message(reply) for reply in answer.replies[:5]]
    if answer.choices:
        items = [_quick(choice) for choice in answer.choices[:MAX_QUICK]]
        messages[-1] = {**messages[-1], "quickReply": {"items": items}}
    return tuple(messages)


def label(text: str, limit: int = MAX_LABEL) -> str:
    """A label that fits, counted as LINE counts (Thai vowels and tone marks are free), cut with an ellipsis."""
    if graphemes(text) <= limit:
        return text
    kept = ""
    for character in text:
        if graphemes(kept + character) > limit - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"


def graphemes(text: str) -> int:
    """Characters that take a place of their own.

    Thai vowel signs above and below and tone marks are category Mn; the oracle of LINE's limits counts by canonical
    combining class, which leaves some of them with a place: the larger of the two counts is the safe one.
    """
    return sum(1 for c in text if not unicodedata.combining(c) and c not in _JOINERS)


def cut(text: str, limit: int) -> str:
    """A text of at most so many UTF-16 units, cut with an ellipsis."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore") + "…"


def action(choice: Choice) -> dict[str, Json]:
    """A button's action: its meaning travels as data, its label shows in the chat."""
    shown = label(choice.label)
    return {"type": "postback", "label": shown, "data": choice.data, "displayText": choice.text or shown}


def _quick(choice: Choice) -> JsonObject:
    return {"type": "action", "action": action(choice)}


def _message(reply: Reply) -> JsonObject:
    match reply:
        case Say(text):
            return {"type": "text", "text": cut(text, MAX_TEXT)}
        case Show(alt, contents):
            return {"type": "flex", "altText": cut(alt, MAX_ALT), "contents": contents}
        case Picture(url, preview):
            return {"type": "image", "originalContentUrl": url, "previewImageUrl": preview}
