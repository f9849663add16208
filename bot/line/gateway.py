"""Sending through LINE's official SDK: one client per channel, time-outs on every call, no retries of its own.

Bodies go through ``from_dict``: the SDK's constructors drop the content of plain dicts without a word
(line-platform.md 5, trap 1).
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import urllib3
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest, ReplyMessageRequest
from linebot.v3.messaging.exceptions import ApiException

from dialogs.records.errors import StoreUnavailable
from dialogs.records.json import JsonObject
from storage.channels import FRESH_SECONDS, Channels

log = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
TIMEOUT = (CONNECT_SECONDS, READ_SECONDS)


class Sent(Enum):
    """What became of a message. ``UNSURE``: the connection broke, LINE may have taken it."""

    DELIVERED = auto()
    DEAD_TOKEN = auto()
    REFUSED = auto()
    RATE_LIMITED = auto()
    MONTH_USED_UP = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class _Client:
    token: str
    api: MessagingApi
    looked_up: float


class LineGateway:
    """Replies and pushes for every agency's channel of one kind."""

    def __init__(self, channels: Channels, kind: str, api_url: str) -> None:
        self._channels = channels
        self._kind = kind
        self._api_url = api_url.rstrip("/")
        self._clients: dict[str, _Client] = {}
        self._lock = threading.Lock()

    def reply(self, slug: str, token: str, messages: Sequence[JsonObject]) -> Sent:
        """Answer by a reply token. A time-out is tried once more: the token is single use, so it cannot double."""
        request = ReplyMessageRequest.from_dict({"replyToken": token, "messages": list(messages)})
        result = self._call(slug, lambda api: api.reply_message(request, _request_timeout=TIMEOUT))
        if result is Sent.UNSURE:
            again = self._call(slug, lambda api: api.reply_message(request, _request_timeout=TIMEOUT))
            return Sent.DELIVERED if again is Sent.DEAD_TOKEN else again
        return result

    def push(self, slug: str, to: str, messages: Sequence[JsonObject], retry_key: str) -> Sent:
        """Push to one person. The retry key is given from the first try on; 409 means it was taken before."""
        request = PushMessageRequest.from_dict({"to": to, "messages": list(messages)})
        return self._call(
            slug, lambda api: api.push_message(request, x_line_retry_key=retry_key, _request_timeout=TIMEOUT)
        )

    def _call(self, slug: str, send: Callable[[MessagingApi], object]) -> Sent:
        api = self._client(slug)
        if api is None:
            return Sent.REFUSED
        try:
            send(api)
        except ApiException as error:
            return _verdict(error)
        except (urllib3.exceptions.HTTPError, UnicodeDecodeError):
            return Sent.UNSURE
        except ValueError:
            return Sent.DELIVERED  # the SDK could not read the answer to an accepted message
        return Sent.DELIVERED

    def _client(self, slug: str) -> MessagingApi | None:
        """The channel's one client. Its token is looked up again after half a minute, or kept if that fails."""
        with self._lock:
            known = self._clients.get(slug)
        if known is not None and time.monotonic() - known.looked_up < FRESH_SECONDS:
            return known.api
        try:
            token = self._channels.token(slug, self._kind)
        except StoreUnavailable:
            return known.api if known else None
        if token is None:
            return None
        with self._lock:
            api = known.api if known and known.token == token else messaging_api(self._api_url, token)
            self._clients[slug] = _Client(token, api, time.monotonic())
        return api


def messaging_api(api_url: str, token: str) -> MessagingApi:
    """A client that tries once, follows nothing, and is shared by all threads (line-platform.md 5, "Client")."""
    configuration = Configuration(host=api_url, access_token=token)
    configuration.retries = urllib3.Retry(total=1, connect=1, read=0, redirect=0, status=0, other=0)
    return MessagingApi(ApiClient(configuration))


def _verdict(error: ApiException) -> Sent:
    """LINE's refusals told apart (line-platform.md 2.4, 2.8)."""
    log.warning("LINE refused a message", extra={"status": error.status})
    body = str(error.body or "")
    if error.status == 409:
        return Sent.DELIVERED
    if error.status == 400 and "Invalid reply token" in body:
        return Sent.DEAD_TOKEN
    if error.status == 429:
        return Sent.MONTH_USED_UP if "monthly limit" in body else Sent.RATE_LIMITED
    return Sent.UNSURE if error.status and error.status >= 500 else Sent.REFUSED
