"""The fake LINE platform: all of its state in one place. The API and the phones are its two doors."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from threading import RLock
from time import monotonic

from bot.simulator.chats import Chats
from bot.simulator.clock import AdjustableClock, Clock
from bot.simulator.content import ContentStore
from bot.simulator.courier import Courier
from bot.simulator.errors import unauthorized
from bot.simulator.events import EventMaker
from bot.simulator.faults import Faults
from bot.simulator.ids import MessageIds
from bot.simulator.meters import Quota, TokenBuckets
from bot.simulator.model import DEFAULT_PEOPLE, Channel, Person, Rules
from bot.simulator.oauth_tokens import AccessTokens
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.retry_keys import RetryKeys
from bot.simulator.richmenus import RichMenus
from bot.simulator.transport import HttpTransport, Transport
from bot.simulator.wire import Json

KEPT = 10_000
"""API calls remembered."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a bot and LINE's answer to it. ``body`` is None when it was no JSON object.

    ``accepted``: its place among the requests that LINE carried out, whatever became of the answer; 0 for a refused one.
    """

    channel: str
    endpoint: str
    method: str
    path: str
    body: Json | None
    status: int
    answer: Json | None
    request_id: str
    at: datetime
    accepted: int = 0


class Platform:
    """Channels, people, and everything LINE remembers. Safe for many threads: each part has its own lock."""

    def __init__(
        self,
        channels: Iterable[Channel] = (),
        people: Iterable[Person] = DEFAULT_PEOPLE,
        *,
        clock: Clock | None = None,
        transport: Transport | None = None,
        rules: Rules | None = None,
        public_map: Mapping[str, str] | None = None,
    ) -> None:
        self.rules = rules or Rules()
        self.clock = AdjustableClock(clock)
        self.public_map = dict(public_map or {})
        self.chats = Chats()
        self.reply_tokens = ReplyTokens(self.clock)
        self.retry_keys = RetryKeys(self.clock)
        self.quota = Quota(self.clock, self.rules.monthly_quota)
        self.buckets = TokenBuckets(monotonic, self.rules.rate_limits)
        self.faults = Faults()
        self.content = ContentStore()
        self.message_ids = MessageIds()
        self.access_tokens = AccessTokens(self.clock)
        self.events = EventMaker(self.clock, self.reply_tokens)
        courier_transport = transport or HttpTransport(self.local_address)
        self.courier = Courier(self.clock, courier_transport, self.reply_tokens, self.chats, self.rules)
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.acceptances = count(1)
        self._lock = RLock()
        self._channels: dict[str, Channel] = {}
        self._people: dict[str, Person] = {}
        self._menus: dict[str, RichMenus] = {}
        for person in people:
            self._people[person.key] = person
        for channel in channels:
            self.add_channel(channel)

    def add_channel(self, channel: Channel) -> Channel:
        """Opens an account; people who are friends from the start become its friends."""
        with self._lock:
            self._channels[channel.key] = channel
            self._menus[channel.key] = RichMenus()
        for person in self.people:
            self._introduce(person, channel)
        return channel

    def add_person(self, person: Person) -> Person:
        with self._lock:
            self._people[person.key] = person
        for channel in self.channels:
            self._introduce(person, channel)
        return person

    def _introduce(self, person: Person, channel: Channel) -> None:
        """Not under the lock: whoever holds the chats' lock may ask for people and channels."""
        chat = self.chats.get((channel.key, person.user_id(channel)))
        self.chats.touch(partial(setattr, chat, "friend", person.friend))

    @property
    def channels(self) -> list[Channel]:
        with self._lock:
            return list(self._channels.values())

    @property
    def people(self) -> list[Person]:
        with self._lock:
            return list(self._people.values())

    def channel(self, key: str) -> Channel:
        """By ``slug/kind``; raises KeyError."""
        with self._lock:
            return self._channels[key]

    def person(self, key: str) -> Person:
        """Raises KeyError."""
        with self._lock:
            return self._people[key]

    def menus(self, channel: Channel) -> RichMenus:
        with self._lock:
            return self._menus[channel.key]

    def channel_by_client_id(self, client_id: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.client_id == client_id), None)

    def channel_of_token(self, token: str) -> Channel:
        """The channel an access token belongs to; raises LineError 401."""
        for channel in self.channels:
            if token == channel.access_token:
                if self.access_tokens.revoked(token):
                    raise unauthorized("The token has been revoked")
                return channel
        if (key := self.access_tokens.channel_of(token)) is None:
            raise unauthorized("invalid token")
        return self.channel(key)

    def local_address(self, url: str) -> str:
        """Maps a public https address to where it is served on this machine, by the longest prefix."""
        for prefix in sorted(self.public_map, key=len, reverse=True):
            if url == prefix or url.startswith(prefix.rstrip("/") + "/"):
                return self.public_map[prefix].rstrip("/") + url[len(prefix.rstrip("/")) :]
        return url

    def record(self, call: Call) -> None:
        self.calls.append(call)
        self.chats.touch()

    def close(self) -> None:
        """Stops the courier's thread and lets go of everybody who waits for news."""
        self.courier.close()
        self.chats.close()
