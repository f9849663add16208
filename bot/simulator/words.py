"""The words of a message, whatever its kind: for tests, and for people who read a chat without a screen."""

from collections.abc import Iterator

from bot.simulator.wire import Json

_ORDER = ("title", "text", "contents", "header", "hero", "body", "footer", "columns", "template", "address")


def words(message: Json) -> str:
    """All visible text of a LINE message, a line each: titles, texts, button labels; no altText."""
    return "\n".join(_lines(message))


def labels(message: Json) -> list[str]:
    """The labels of all buttons of a message, quick replies last."""
    return [line for line in _labels(message) if line]


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name in _ORDER:
            inner = value.get(name)
            if isinstance(inner, str):
                yield inner
            else:
                yield from _lines(inner)
        for action in _own_actions(value):
            if label := action.get("label"):
                yield str(label)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner)


def _own_actions(value: Json) -> Iterator[Json]:
    if value.get("type") in ("button", "action") or "imageUrl" in value:
        yield value.get("action", {})
    yield from value.get("actions", []) if isinstance(value.get("actions"), list) else []


def _labels(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("label"), str) and "type" in value:
            yield value["label"]
        for name, inner in value.items():
            if name != "quickReply":
                yield from _labels(inner)
        if "quickReply" in value:
            yield from _labels(value["quickReply"])
    elif isinstance(value, list):
        for inner in value:
            yield from _labels(inner)
