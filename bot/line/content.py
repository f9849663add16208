"""What a message holds, from LINE's content API (line-platform.md 2.7), in bounded bytes and time.

The SDK's own call reads the whole body into memory, whatever is asked of it (line-platform.md 5, trap 8), so this takes
its client's connections and headers and reads the answer itself. Redirects are refused: LINE sends none, and the
access token must not travel to another host.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import urllib3
from linebot.v3.messaging import ApiClient

from bot.evidence.contents import Trouble
from bot.line.gateway import TIMEOUT, api_client
from dialogs.records.errors import StoreUnavailable
from storage.channels import GENERAL, Channels

WHOLE_SECONDS = 60.0
"""For one content with its body: a slow one is asked for again later."""
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Page:
    status: int
    body: bytes


class LineContents:
    """Contents of messages to every agency's general account."""

    def __init__(self, channels: Channels, data_url: str, whole_seconds: float = WHOLE_SECONDS) -> None:
        self._channels = channels
        self._url = data_url.rstrip("/")
        self._whole = whole_seconds
        self._client: ApiClient = api_client(self._url, "")

    def fetch(self, slug: str, message_id: str, limit: int) -> bytes | Trouble:
        """The content of a message, at most ``limit`` bytes."""
        page = self._get(slug, f"/v2/bot/message/{message_id}/content", limit)
        if isinstance(page, _Page) and page.status == 202:
            return self._prepared(slug, message_id)
        if isinstance(page, Trouble):
            return page
        return page.body if page.status == 200 else _verdict(page.status)

    def _prepared(self, slug: str, message_id: str) -> Trouble:
        """LINE is still preparing it: whether there is anything to wait for."""
        page = self._get(slug, f"/v2/bot/message/{message_id}/content/transcoding", _CHUNK)
        if isinstance(page, Trouble):
            return page
        try:
            status = json.loads(page.body).get("status") if page.status == 200 else None
        except (ValueError, AttributeError):
            return Trouble.LATER
        return Trouble.GONE if status == "failed" else Trouble.LATER

    def _get(self, slug: str, path: str, limit: int) -> _Page | Trouble:
        try:
            token = self._channels.token(slug, GENERAL)
        except StoreUnavailable:
            return Trouble.LATER
        if token is None:
            return Trouble.LATER
        deadline = time.monotonic() + self._whole
        try:
            answer = self._client.rest_client.pool_manager.request(
                "GET",
                self._url + path,
                headers={**self._client.default_headers, "Authorization": f"Bearer {token}"},
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=TIMEOUT[0], read=TIMEOUT[1]),
            )
        except urllib3.exceptions.HTTPError:
            return Trouble.LATER
        try:
            return _read(answer, limit, lambda: time.monotonic() > deadline)
        except urllib3.exceptions.HTTPError:
            return Trouble.LATER
        finally:
            answer.close()


def _read(answer: urllib3.BaseHTTPResponse, limit: int, is_over: Callable[[], bool]) -> _Page | Trouble:
    """The body, given up on as soon as it is too long or too slow."""
    claimed = answer.headers.get("Content-Length", "")
    if answer.status == 200 and claimed.isdigit() and int(claimed) > limit:
        return Trouble.TOO_LARGE
    if answer.status != 200:
        return _Page(answer.status, b"")
    body = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > limit:
            return Trouble.TOO_LARGE
        if is_over():
            return Trouble.LATER
    return _Page(200, bytes(body))


def _verdict(status: int) -> Trouble:
    """LINE's refusals told apart; a redirect is none that LINE would send, so something stands between."""
    return {404: Trouble.GONE, 410: Trouble.TAKEN_BACK}.get(status, Trouble.LATER)
