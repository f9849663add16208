"""To LINE and back, three calls only: answer by a reply token, fetch a picture, ask in which mode the account is.

No push, multicast, profile or follower call exists here, so none can be made. It is not the SDK's gateway: that one
can push, holds the general side's channels, and its exceptions carry headers and bodies.
"""

import json
from collections.abc import Sequence
from typing import Protocol

import urllib3

from dialogs.records.json import JsonObject

_REPLY = "/v2/bot/message/reply"
_INFO = "/v2/bot/info"
_TIMEOUT = urllib3.Timeout(connect=3.0, read=8.0)
MAX_PICTURE = 12 * 1024 * 1024


class Link(Protocol):
    """What the webhook needs of LINE. None of the calls raises for what LINE answers or fails to answer."""

    def reply(self, token: str, reply_token: str, messages: Sequence[JsonObject]) -> None: ...

    def picture(self, token: str, message_id: str) -> bytes | None: ...

    def chat_mode(self, token: str) -> str | None: ...


class LineLink:
    """Over HTTP."""

    def __init__(self, api_url: str, data_url: str) -> None:
        self._api = api_url.rstrip("/")
        self._data = data_url.rstrip("/")
        self._pool = urllib3.PoolManager(retries=urllib3.Retry(total=1, connect=1, read=0, redirect=0, status=0))

    def reply(self, token: str, reply_token: str, messages: Sequence[JsonObject]) -> None:
        """One try: a reply that fails loses nothing, the draft and the code are still there."""
        body = json.dumps({"replyToken": reply_token, "messages": list(messages)}, ensure_ascii=False).encode()
        self._call("POST", self._api + _REPLY, token, body)

    def picture(self, token: str, message_id: str) -> bytes | None:
        """None where LINE does not give it, or it is too large."""
        if not message_id.isdigit():
            return None
        return self._call("GET", f"{self._data}/v2/bot/message/{message_id}/content", token)

    def chat_mode(self, token: str) -> str | None:
        """``bot`` or ``chat``; None where LINE does not answer."""
        answered = self._call("GET", self._api + _INFO, token)
        try:
            mode = json.loads(answered).get("chatMode") if answered else None
        except (ValueError, AttributeError):
            return None
        return mode if isinstance(mode, str) else None

    def _call(self, method: str, url: str, token: str, body: bytes | None = None) -> bytes | None:
        headers = {"Authorization": f"Bearer {token}"} | ({"Content-Type": "application/json"} if body else {})
        try:
            answer = self._pool.request(
                method, url, body=body, headers=headers, timeout=_TIMEOUT, preload_content=False
            )
            content = answer.read(MAX_PICTURE + 1, decode_content=True)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError):
            return None
        return content if answer.status == 200 and len(content) <= MAX_PICTURE else None
