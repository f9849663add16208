"""The boundary: the one module that touches what names a person, a message or a moment in LINE's events.

An event comes in with them and goes out without: the id becomes an HMAC under S and is dropped, the reply token lives
in a function that answers once, the message id in one that fetches a picture. Nothing here writes a log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.records.json import Json, JsonObject
from storage.complaints.draftkeys import draft_key, name_under
from storage.complaints.drafts import Who

OLDEST_SECONDS = 600
Reply = Callable[[str, Sequence[JsonObject]], None]
Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Inbound:
    """An event without its person. ``whos``, ``marks`` and ``origins`` are names under each S, the newest first.

    ``answer`` replies once; ``fetch`` gives the picture's bytes. ``unsent`` names the message that was taken back.
    """

    kind: str
    text: str
    data: str
    whos: tuple[Who, ...]
    marks: tuple[str, ...]
    origins: tuple[str, ...]
    unsent: tuple[str, ...]
    answer: Callable[[Sequence[JsonObject]], None]
    fetch: Callable[[], bytes | None]


def take_in(
    slug: str, event: JsonObject, keys: Sequence[bytes], now: datetime, reply: Reply, fetch: Fetch
) -> Inbound | None:
    """None for what is not answered: groups, other bots' turns (standby), what is older than ten minutes."""
    source = _object(event.get("source"))
    person = _text(source.get("userId"))
    moment = event.get("timestamp")
    if _text(source.get("type")) != "user" or not person or _text(event.get("mode")) == "standby":
        return None
    if not isinstance(moment, int) or now.timestamp() - moment / 1000 > OLDEST_SECONDS:
        return None
    message = _object(event.get("message"))
    token, message_id = _text(event.get("replyToken")), _text(message.get("id"))
    unsent = _text(_object(event.get("unsend")).get("messageId"))
    mark = _text(event.get("webhookEventId")) or message_id or token
    return Inbound(
        kind=_kind(event, message),
        text=_text(message.get("text")),
        data=_text(_object(event.get("postback")).get("data")),
        whos=tuple(Who(name_under(key, slug, "person", person), draft_key(key, slug, person)) for key in keys),
        marks=tuple(name_under(key, slug, "event", mark) for key in keys),
        origins=tuple(name_under(key, slug, "message", message_id) for key in keys) if message_id else (),
        unsent=tuple(name_under(key, slug, "message", unsent) for key in keys) if unsent else (),
        answer=_once(token, reply),
        fetch=lambda: fetch(message_id) if message_id else None,
    )


def _kind(event: JsonObject, message: JsonObject) -> str:
    """text, picture, other message, button, follow, unfollow, unsend; or LINE's own word for a kind we ignore."""
    kind = _text(event.get("type"))
    if kind == "message":
        return {"text": "text", "image": "picture"}.get(_text(message.get("type")), "other")
    return {"postback": "button"}.get(kind, kind)


def _once(token: str, reply: Reply) -> Callable[[Sequence[JsonObject]], None]:
    tokens = [token] if token else []

    def answer(messages: Sequence[JsonObject]) -> None:
        if tokens and messages:
            reply(tokens.pop(), messages)

    return answer


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Json) -> str:
    """Without NUL and lone surrogates, which JSON can carry and UTF-8 cannot; empty for what is no text."""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8") if isinstance(value, str) else ""
