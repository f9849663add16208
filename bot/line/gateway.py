"""Sending through LINE's official SDK: one client per channel, time-outs on every call, no retries of its own.

Bodies that become models go through ``from_dict``: the SDK's constructors drop the content of plain dicts without a
word (line-platform.md 5, trap 1).
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from http import HTTPStatus

import urllib3
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, PushMessageRequest
from linebot.v3.messaging.exceptions import ApiException

from bot.metrics import LINE_ANSWERS
from dialogs.records.errors import StoreUnavailable
from dialogs.records.json import JsonObject, compact_json
from dialogs.records.kept import Kept
from storage.channels import AGAIN_SECONDS, FRESH_SECONDS, Channels

log = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
_TAKEN = LINE_ANSWERS.labels("200")
MOST_KEPT = 1_000
"""Channels remembered in one process."""
REPLY = "/v2/bot/message/reply"
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
class Verdict:
    """What became of a message, and the HTTP status where LINE answered with an error (0 otherwise)."""

    sent: Sent
    status: int = 0


@dataclass(frozen=True, slots=True)
class _Client:
    token: str
    api: MessagingApi
    looked_up: float


class LineGateway:
    """Replies and pushes for every agency's channel of one kind."""

    def __init__(self, channels: Channels, kind: str, api_url: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        """``timeout``: seconds to connect, and to wait for an answer."""
        self._channels = channels
        self._kind = kind
        self._api_url = api_url.rstrip("/")
        self.timeout = timeout
        self._clients: Kept[str, _Client] = Kept(MOST_KEPT)
        shared = api_client(self._api_url, "").rest_client
        self._host = shared.pool_manager.connection_from_url(self._api_url)
        self._shared = shared

    def reply(self, slug: str, token: str, messages: Sequence[JsonObject]) -> Sent:
        """Answer by a reply token. A time-out is tried once more: the token is single use, so it cannot double."""
        body: JsonObject = {"replyToken": token, "messages": list(messages)}
        result = self.call(slug, lambda api: self._post(api, REPLY, body)).sent
        return self.call(slug, lambda api: self._post(api, REPLY, body)).sent if result is Sent.UNSURE else result

    def _post(self, api: MessagingApi, path: str, body: JsonObject) -> None:
        """The SDK's connections with a plain body: its models and its request cost more than the rest of a reply.

        What the models would check, the tests check by LINE's own OpenAPI.
        """
        client = api.api_client
        answer = self._host.urlopen(
            "POST",
            path,
            body=compact_json(body).encode(),
            headers={
                "Authorization": f"Bearer {client.configuration.access_token}",
                "Content-Type": "application/json",
                "User-Agent": client.user_agent,
            },
            retries=client.configuration.retries,
            redirect=False,
            timeout=urllib3.Timeout(*self.timeout),
        )
        if not 200 <= answer.status <= 299:
            refusal = ApiException(status=answer.status, reason=answer.reason)
            refusal.body = answer.data.decode("utf-8", "replace")
            raise refusal

    def push(self, slug: str, to: str, messages: Sequence[JsonObject], retry_key: str) -> Sent:
        """Push to one person. The retry key is given from the first try on; 409 means it was taken before."""
        request = PushMessageRequest.from_dict({"to": to, "messages": list(messages)})
        return self.call(
            slug, lambda api: api.push_message(request, x_line_retry_key=retry_key, _request_timeout=self.timeout)
        ).sent

    def call(self, slug: str, send: Callable[[MessagingApi], object]) -> Verdict:
        """Make a call that sends a message. Never raises for what LINE answers or fails to answer.

        Where LINE does not know the channel's access token, a new one may have been set: with that it is tried again.
        Raises StoreUnavailable where the channel's token cannot be looked up.
        """
        api = self.client(slug)
        result = self._call(api, send)
        if result.status == HTTPStatus.UNAUTHORIZED and (renewed := self.client(slug, fresh=True)) is not api:
            result = self._call(renewed, send)
        return result

    def _call(self, api: MessagingApi | None, send: Callable[[MessagingApi], object]) -> Verdict:
        if api is None:
            return Verdict(Sent.REFUSED)
        try:
            send(api)
        except ApiException as error:
            LINE_ANSWERS.labels(str(error.status)).inc()
            return verdict(error)
        except (urllib3.exceptions.HTTPError, UnicodeDecodeError):
            LINE_ANSWERS.labels("none").inc()
            return Verdict(Sent.UNSURE)
        except ValueError:
            pass  # the SDK could not read the answer to an accepted message
        _TAKEN.inc()
        return Verdict(Sent.DELIVERED)

    def client(self, slug: str, *, fresh: bool = False) -> MessagingApi | None:
        """The channel's one client, None where there is no channel. Raises StoreUnavailable for one not met before.

        Its token is looked up again after half a minute, or at once if it is to be ``fresh``; kept if that fails.
        """
        known = self._clients.get(slug)
        if known is not None and not fresh and time.monotonic() - known.looked_up < FRESH_SECONDS:
            return known.api
        if known is not None:  # a database that hangs shall hold up one look at a time
            self._clients.put(slug, replace(known, looked_up=time.monotonic() - FRESH_SECONDS + AGAIN_SECONDS))
        try:
            token = self._channels.token(slug, self._kind)
        except StoreUnavailable:
            if known is None:
                raise
            return known.api
        if token is None:
            return None
        api = known.api if known and known.token == token else self._connected(token)
        self._clients.put(slug, _Client(token, api, time.monotonic()))
        return api

    def _connected(self, token: str) -> MessagingApi:
        """All channels share their connections: a country of agencies must not need as many."""
        api = messaging_api(self._api_url, token)
        api.api_client.rest_client = self._shared
        return api


def messaging_api(api_url: str, token: str) -> MessagingApi:
    """The calls that send and ask, for one channel."""
    return MessagingApi(api_client(api_url, token))


def api_client(api_url: str, token: str) -> ApiClient:
    """A client that tries once, follows nothing, and is shared by all threads (line-platform.md 5, "Client")."""
    configuration = Configuration(host=api_url, access_token=token)
    configuration.retries = urllib3.Retry(total=1, connect=1, read=0, redirect=0, status=0, other=0)
    return ApiClient(configuration)


def verdict(error: ApiException) -> Verdict:
    """LINE's refusals told apart (line-platform.md 2.4, 2.8). Only a 4xx says for sure that nothing was sent."""
    status = int(error.status or 0)
    log.warning("LINE refused a message", extra={"status": status})
    return Verdict(_meaning(status, str(error.body or "")), status)


def _meaning(status: int, body: str) -> Sent:
    if status == 409:
        return Sent.DELIVERED
    if status == 400 and "Invalid reply token" in body:
        return Sent.DEAD_TOKEN
    if status == 429:
        return Sent.MONTH_USED_UP if "monthly limit" in body else Sent.RATE_LIMITED
    return Sent.REFUSED if 400 <= status < 500 else Sent.UNSURE
