"""Parts that cards are made of. One look for all: calm, much white, one accent, large enough for a small phone."""

from collections.abc import Sequence
from typing import Literal

from dialogs.cards.line import action, label
from dialogs.records.json import Json, JsonObject
from dialogs.records.reply import Choice, LinkChoice

INK = "#1F2933"
QUIET = "#5F6C7B"
FAINT = "#E4E9EE"
ACCENT = "#0B6E5F"
GOOD = "#1E7F4F"
WAIT = "#A86200"
LATE = "#B3261E"
SOFT = "#F3F7F6"

Size = Literal["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl"]


def text(
    words: str,
    *,
    size: Size = "sm",
    color: str = INK,
    bold: bool = False,
    margin: Size | None = None,
    align: Literal["start", "end", "center"] | None = None,
    flex: int | None = None,
    lines: int = 0,
) -> JsonObject:
    """A text that wraps; ``lines`` caps it. Flex refuses an empty text, so that becomes a dash."""
    part: dict[str, Json] = {"type": "text", "text": words or "–", "size": size, "color": color, "wrap": True}
    if bold:
        part["weight"] = "bold"
    if margin:
        part["margin"] = margin
    if align:
        part["align"] = align
    if flex is not None:
        part["flex"] = flex
    if lines:
        part["maxLines"] = lines
    return part


def box(
    *parts: JsonObject,
    layout: Literal["vertical", "horizontal", "baseline"] = "vertical",
    margin: Size | None = None,
    spacing: Size | None = None,
    background: str | None = None,
    padding: str | None = None,
    corner: str | None = None,
) -> JsonObject:
    """A box of parts."""
    part: dict[str, Json] = {"type": "box", "layout": layout, "contents": list(parts)}
    extras = {
        "margin": margin,
        "spacing": spacing,
        "backgroundColor": background,
        "paddingAll": padding,
        "cornerRadius": corner,
    }
    part.update({name: value for name, value in extras.items() if value})
    return part


def row(name: str, value: str, *, color: str = INK) -> JsonObject:
    """A fact: its name in quiet type on the left, its value on the right."""
    return box(
        text(name, size="xs", color=QUIET, flex=4),
        text(value, size="sm", color=color, flex=7),
        layout="horizontal",
        spacing="md",
        margin="md",
    )


def line() -> JsonObject:
    return {"type": "separator", "margin": "lg", "color": FAINT}


def bar(percent: float, color: str = ACCENT) -> JsonObject:
    """A progress bar, 0-100."""
    width = f"{max(1, min(100, round(percent)))}%"
    inner: dict[str, Json] = {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "filler"}],
        "width": width,
        "height": "8px",
        "backgroundColor": color,
        "cornerRadius": "4px",
    }
    outer: dict[str, Json] = {
        "type": "box",
        "layout": "vertical",
        "contents": [inner],
        "height": "8px",
        "backgroundColor": FAINT,
        "cornerRadius": "4px",
        "margin": "md",
    }
    return outer


def button(choice: Choice | LinkChoice, *, primary: bool = False) -> JsonObject:
    """A full-width button."""
    what: dict[str, Json] = (
        {"type": "uri", "label": label(choice.label), "uri": choice.uri}
        if isinstance(choice, LinkChoice)
        else action(choice)
    )
    part: dict[str, Json] = {
        "type": "button",
        "action": what,
        "height": "sm",
        "style": "primary" if primary else "secondary",
    }
    part["color"] = ACCENT if primary else "#E8F1EF"
    return part


def tappable(part: JsonObject, choice: Choice) -> JsonObject:
    """A box that can be pressed."""
    return {**part, "action": action(choice)}


def bubble(
    title: str,
    body: Sequence[JsonObject],
    *,
    over: str = "",
    footer: Sequence[JsonObject] = (),
    size: Literal["kilo", "mega", "giga"] = "mega",
) -> JsonObject:
    """A card: a small line over the title, the title, the body, buttons below."""
    head = [text(over, size="xs", color=ACCENT, bold=True)] if over else []
    parts = [*head, text(title, size="lg", bold=True, margin="xs" if over else None), *body]
    card: dict[str, Json] = {
        "type": "bubble",
        "size": size,
        "body": {"type": "box", "layout": "vertical", "contents": parts, "paddingAll": "18px"},
    }
    if footer:
        card["footer"] = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "contents": list(footer),
            "paddingAll": "14px",
        }
    return card


def carousel(bubbles: Sequence[JsonObject]) -> JsonObject:
    """Up to twelve bubbles of one size; a single one stands alone."""
    return bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": list(bubbles[:12])}
