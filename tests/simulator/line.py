"""Talking to the fake's API the way a bot does, with the statuses in sight."""

from typing import Any

import requests

from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
HELLO = [{"type": "text", "text": "สวัสดีค่ะ"}]


class Api:
    """One channel's client."""

    def __init__(self, fake: FakeLine, channel: Channel) -> None:
        self._fake, self._channel = fake, channel

    def call(self, method: str, path: str, body: object = None, **headers: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {self._channel.access_token}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return requests.request(method, self._fake.url + path, json=body, headers=headers, timeout=5)

    def post(self, path: str, body: object, **headers: str) -> requests.Response:
        return self.call("POST", path, body, **headers)

    def get(self, path: str) -> requests.Response:
        return self.call("GET", path)

    def reply(self, token: str, messages: Any = HELLO) -> requests.Response:
        return self.post(REPLY, {"replyToken": token, "messages": messages})

    def push(self, to: str, messages: Any = HELLO, **headers: str) -> requests.Response:
        return self.post(PUSH, {"to": to, "messages": messages}, **headers)
