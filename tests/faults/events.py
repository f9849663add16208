"""Signed webhooks of many people, made by the fake platform and posted by the test itself."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.simulator import events
from bot.simulator.courier import signature
from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel

Event = dict[str, Any]


class StandingClock:
    """LINE's clock stands still from its beginning: a reply token must not die while a test kills processes."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        return self._now


class People:
    """Makes events of one channel's users; each has a reply token that the platform knows."""

    def __init__(self, fake: FakeLine, channel: Channel) -> None:
        self._fake = fake
        self._channel = channel

    def user(self, name: str) -> str:
        return self._fake.user(self._channel, name).user_id

    def text(self, user: str, words: str) -> Event:
        number = self._fake.platform.message_ids.next()
        return self._event("message", user, {"message": events.text(number, words)})

    def button(self, user: str, data: str) -> Event:
        return self._event("postback", user, {"postback": {"data": data}})

    def _event(self, kind: str, user: str, content: Any) -> Event:
        source = events.user_source(user, None)
        made: Event = dict(self._fake.platform.events.make(kind, self._channel.key, user, source, content))
        return made


def post(url: str, secret: str, found: Sequence[Event], body: bytes | None = None) -> int:
    """Send a webhook; returns the status."""
    raw = body if body is not None else json.dumps({"destination": "U0", "events": list(found)}).encode()
    request = urllib.request.Request(url, raw, {"X-Line-Signature": signature(secret, raw)}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        return error.code
