"""Signs webhooks and brings them to the bot: in time, late, twice, or again after a failure."""

import base64
import hashlib
import heapq
import hmac
from collections import deque
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from threading import Condition, Thread
from time import monotonic

from bot.simulator.chats import Chats
from bot.simulator.clock import Clock
from bot.simulator.model import Channel, Rules
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.transport import Answer, Transport
from bot.simulator.wire import Json, compact, spaced

KEPT = 10_000
"""Deliveries remembered."""


def signature(secret: str, body: bytes) -> str:
    """``x-line-signature``: base64 of HMAC-SHA256 over the raw body under the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook and how the bot answered it."""

    number: int
    channel: str
    url: str
    body: bytes
    webhook: Json
    attempt: int
    at: datetime
    answer: Answer

    @classmethod
    def waiting(cls, channel: str, event: Json, at: datetime) -> "Delivery":
        """Stands for a webhook that leaves later."""
        return cls(0, channel, "", b"", {"events": [event]}, 0, at, Answer(None, "waiting", 0.0))


class Courier:
    """Delivers in the caller's thread; what comes later runs on one thread of its own, started when first needed."""

    def __init__(self, clock: Clock, transport: Transport, tokens: ReplyTokens, chats: Chats, rules: Rules) -> None:
        self._clock, self._transport, self._tokens, self._chats, self._rules = clock, transport, tokens, chats, rules
        self._urls: dict[str, str] = {}
        self._numbers = count(1)
        self.log: deque[Delivery] = deque(maxlen=KEPT)
        self._later: list[tuple[float, int, Callable[[], object]]] = []
        self._wake = Condition()
        self._thread: Thread | None = None
        self._closed = False

    def url_of(self, channel: Channel) -> str:
        return self._urls.get(channel.key, channel.webhook_url)

    def set_url(self, channel: Channel, url: str) -> None:
        """What ``PUT /v2/bot/channel/webhook/endpoint`` does."""
        self._urls[channel.key] = url

    def deliver(
        self, channel: Channel, events: Sequence[Json], *, odd_json: bool = False, attempt: int = 1, url: str = ""
    ) -> Delivery:
        """Signs and posts one webhook. A failure is tried again later, with ``isRedelivery`` and the same tokens."""
        webhook: Json = {"destination": channel.destination, "events": list(events)}
        body = spaced(webhook) if odd_json else compact(webhook)
        headers = {"content-type": "application/json; charset=utf-8", "user-agent": "LineBotWebhook/2.0"}
        delivery = self.post(
            channel, body, {**headers, "x-line-signature": signature(channel.secret, body)}, webhook, attempt, url
        )
        delays = self._rules.redelivery_delays
        if events and not delivery.answer.accepted and attempt <= len(delays):
            self.later(delays[attempt - 1], lambda: self.redeliver(channel, events, attempt + 1))
        return delivery

    def post(
        self,
        channel: Channel,
        body: bytes,
        headers: dict[str, str],
        webhook: Json | None = None,
        attempt: int = 1,
        url: str = "",
    ) -> Delivery:
        """Posts bytes as they are; tests send wrong signatures and garbage with it."""
        target = url or self.url_of(channel)
        answer = self._transport.post(target, body, headers, self._rules.webhook_timeout)
        delivery = Delivery(
            next(self._numbers), channel.key, target, body, webhook or {}, attempt, self._clock.now(), answer
        )
        self.log.append(delivery)
        self._chats.touch()
        return delivery

    def redeliver(self, channel: Channel, events: Sequence[Json], attempt: int = 1) -> Delivery:
        """The same events again: same ids, tokens and timestamps, ``isRedelivery`` true."""
        again = deepcopy(list(events))
        for event in again:
            event["deliveryContext"] = {"isRedelivery": True}
            if token := event.get("replyToken"):
                self._tokens.delivered_again(token)
        return self.deliver(channel, again, attempt=attempt)

    def last(self, channel: str) -> Delivery | None:
        """The newest delivery of a channel that held events."""
        return next((d for d in reversed(list(self.log)) if d.channel == channel and d.webhook.get("events")), None)

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Runs ``act`` after so many real seconds on the courier's own thread."""
        with self._wake:
            if self._closed:
                return
            heapq.heappush(self._later, (monotonic() + seconds, next(self._numbers), act))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="simulator-courier", daemon=True)
                self._thread.start()
            self._wake.notify()

    def hurry(self) -> None:
        """Runs everything that waits, now and here, in its order; tests use it instead of waiting."""
        with self._wake:
            due, self._later = sorted(self._later), []
        for _, _, act in due:
            act()

    def close(self) -> None:
        with self._wake:
            self._closed, self._later = True, []
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._closed and (not self._later or self._later[0][0] > monotonic()):
                    self._wake.wait(self._later[0][0] - monotonic() if self._later else None)
                if self._closed:
                    return
                _, _, act = heapq.heappop(self._later)
            act()
