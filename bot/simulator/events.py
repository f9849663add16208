"""Webhook events in LINE's shapes (webhook reference; sample payloads of line-bot-sdk-python)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.simulator import ids
from bot.simulator.clock import Clock
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.wire import Json

NO_REPLY = frozenset({"unfollow", "unsend", "leave", "memberLeft"})
"""Event types that carry no reply token."""


@dataclass(frozen=True, slots=True)
class Oddities:
    """How one event differs from an ordinary one. ``late`` in seconds: delivered that much after it happened."""

    mode: Literal["active", "standby"] = "active"
    expired_token: bool = False
    late: float = 0.0
    duplicate: bool = False
    spaced_json: bool = False


ORDINARY = Oddities()


class EventMaker:
    """Wraps what happened into the envelope every event shares, and issues its reply token."""

    def __init__(self, clock: Clock, tokens: ReplyTokens) -> None:
        self._clock = clock
        self._tokens = tokens

    def make(
        self,
        kind: str,
        channel: str,
        chat: str,
        source: Json | None,
        content: Json,
        odd: Oddities = ORDINARY,
    ) -> Json:
        """One event of ``kind`` in chat ``chat`` (a user or group id) of channel ``channel``."""
        now = self._clock.now()
        event: Json = {
            "type": kind,
            "mode": odd.mode,
            "timestamp": int(now.timestamp() * 1000),
            "webhookEventId": ids.event_id(now),
            "deliveryContext": {"isRedelivery": False},
            **content,
        }
        if source is not None:
            event["source"] = source
        if odd.mode == "active" and kind not in NO_REPLY and source is not None:
            issued = now - timedelta(hours=1) if odd.expired_token else now
            event["replyToken"] = self._tokens.issue(channel, chat, issued)
        return event


def user_source(user_id: str, group_id: str | None = None) -> Json:
    """Who did it: the user alone, or the user inside a group."""
    if group_id is None:
        return {"type": "user", "userId": user_id}
    return {"type": "group", "groupId": group_id, "userId": user_id}


def _quotable(message_id: str, kind: str) -> Json:
    return {"id": message_id, "type": kind, "quoteToken": ids.token(64), "markAsReadToken": ids.token(64)}


def text(message_id: str, words: str) -> Json:
    return {**_quotable(message_id, "text"), "text": words}


def sticker(message_id: str, package: str, number: str, keywords: tuple[str, ...]) -> Json:
    return {
        **_quotable(message_id, "sticker"),
        "packageId": package,
        "stickerId": number,
        "stickerResourceType": "STATIC",
        "keywords": list(keywords[:15]),
    }


def image(message_id: str, set_id: str | None = None, index: int = 1, total: int = 1) -> Json:
    message = {**_quotable(message_id, "image"), "contentProvider": {"type": "line"}}
    if set_id:
        message["imageSet"] = {"id": set_id, "index": index, "total": total}
    return message


def video(message_id: str, milliseconds: int) -> Json:
    return {**_quotable(message_id, "video"), "duration": milliseconds, "contentProvider": {"type": "line"}}


def audio(message_id: str, milliseconds: int) -> Json:
    message = _quotable(message_id, "audio")
    del message["quoteToken"]
    return {**message, "duration": milliseconds, "contentProvider": {"type": "line"}}


def file(message_id: str, name: str, length: int) -> Json:
    message = _quotable(message_id, "file")
    del message["quoteToken"]
    return {**message, "fileName": name, "fileSize": length}


def location(message_id: str, title: str, address: str, latitude: float, longitude: float) -> Json:
    return {
        "id": message_id,
        "type": "location",
        "title": title,
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "markAsReadToken": ids.token(64),
    }


def unknown_message(message_id: str) -> Json:
    """A message type LINE has not announced yet."""
    return {"id": message_id, "type": "hologram", "hologram": {"angle": 30}}


def unknown_sticker(message_id: str) -> Json:
    """A known message with an enumeration value nobody knows: LINE adds sticker resource types without notice."""
    return {**sticker(message_id, "1", "1", ()), "stickerResourceType": "SMELL"}


STRANGE: dict[str, tuple[str, Json]] = {
    "unknown": ("undefined", {"undefinedField": {"1": 1}}),
    "join": ("join", {}),
    "leave": ("leave", {}),
    "beacon": ("beacon", {"beacon": {"hwid": "d41d8cd98f", "type": "enter"}}),
    "videoPlayComplete": ("videoPlayComplete", {"videoPlayComplete": {"trackingId": "track-1"}}),
    "accountLinkFailed": ("accountLink", {"link": {"result": "failed", "nonce": "Vb771wDYtXuammLszK6h9A"}}),
}
"""Events the bot has no use for but must survive: name → (type, content)."""
