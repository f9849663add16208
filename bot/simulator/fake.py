"""The fake platform for tests: real HTTP on a free port, people that talk and listen.

with FakeLine() as fake:
    channel = fake.channel("phon", webhook_url="http://127.0.0.1:8001/line/phon")
    user = fake.user(channel)
    user.says("สวัสดี")
    assert "สวัสดี" in user.hears(1)[0]["text"]
"""

import secrets
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.simulator import ids
from bot.simulator.clock import Clock
from bot.simulator.courier import Delivery
from bot.simulator.courier import signature as sign
from bot.simulator.faults import Faults
from bot.simulator.handset import Handset
from bot.simulator.model import Channel, ChannelKind, Person, Rules
from bot.simulator.platform import Call, Platform
from bot.simulator.server import RunningServer, SimulatorConfig, create_simulator
from bot.simulator.transport import Transport, WsgiTransport
from bot.simulator.wire import Json

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PATIENCE = 5.0
"""Seconds to wait for an answer unless told otherwise."""


class FakeUser(Handset):
    """A person who remembers what they have heard."""

    def __init__(self, platform: Platform, channel: Channel, user_id: str, group_id: str | None = None) -> None:
        super().__init__(platform, channel, user_id, group_id)
        self._heard = 0

    def unheard(self) -> list[Json]:
        """Messages of the bot since the last ``hears``; leaves them unheard."""
        with self.platform.chats.changed:
            return [e.message for e in self.chat.entries if e.side == "bot" and e.number > self._heard]

    def hears(self, least: int = 0, timeout: float = PATIENCE) -> list[Json]:
        """The messages since the last call, waiting for at least ``least``; raises TimeoutError when fewer come."""
        self.wait(least, timeout)
        with self.platform.chats.changed:
            messages = self.unheard()
            self._heard = max((e.number for e in self.chat.entries), default=self._heard)
            return messages

    def wait(self, count: int = 1, timeout: float = PATIENCE) -> None:
        """Until ``count`` unheard messages are there; raises TimeoutError."""
        if not self.platform.chats.wait_for(lambda: len(self.unheard()) >= count, timeout):
            last = self.platform.courier.last(self.channel.key)
            answer = f"; the last webhook was answered {last.answer.status or last.answer.reason}" if last else ""
            raise TimeoutError(f"{len(self.unheard())} of {count} messages after {timeout} s{answer}")

    def in_group(self, name: str = "group") -> "FakeUser":
        """The same person, speaking in a group the account is in."""
        return FakeUser(self.platform, self.channel, self.user_id, ids.group_id(name))


class FakeLine:
    """A platform, its server, and what tests ask of them."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        rules: Rules | None = None,
        transport: Transport | None = None,
        apps: Mapping[str, "WSGIApplication"] | None = None,
        public_map: Mapping[str, str] | None = None,
    ) -> None:
        """``apps`` (host → WSGI application) delivers webhooks in this process instead of over HTTP."""
        chosen = WsgiTransport(apps) if apps else transport
        self.platform = Platform((), (), clock=clock, transport=chosen, rules=rules, public_map=public_map)
        self.app = create_simulator(SimulatorConfig(), self.platform)
        self._server: RunningServer | None = None

    def start(self, port: int = 0) -> Self:
        self._server = RunningServer(self.app, port)
        return self

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None
        else:
            self.platform.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address for LINE_API_URL and LINE_DATA_URL; raises RuntimeError before ``start``."""
        if self._server is None:
            raise RuntimeError("the fake is not started")
        return self._server.url

    @property
    def faults(self) -> Faults:
        """``fake.faults.next("reply", status=500)``"""
        return self.platform.faults

    def channel(
        self,
        slug: str,
        kind: ChannelKind | str = ChannelKind.GENERAL,
        *,
        webhook_url: str = "http://127.0.0.1:1/",
        secret: str = "",
        access_token: str = "",
        provider: str = "",
        name: str = "",
    ) -> Channel:
        """Opens an account; secret and token are made up unless given."""
        channel = Channel(
            slug,
            ChannelKind(kind),
            secret or secrets.token_hex(16),
            access_token or secrets.token_urlsafe(48),
            webhook_url,
            name,
            provider=provider,
        )
        return self.platform.add_channel(channel)

    def user(
        self, channel: Channel, key: str = "citizen", *, friend: bool = True, user_id: str = "", label: str = ""
    ) -> FakeUser:
        """A person with a phone; the same ``key`` is the same person (one user id per provider)."""
        if any(person.key == key for person in self.platform.people):
            person = self.platform.person(key)
        else:
            own = {channel.key: user_id} if user_id else {}
            person = self.platform.add_person(Person(key, label or key, friend=friend, user_ids=own))
        return FakeUser(self.platform, channel, person.user_id(channel))

    def posts(self, channel: Channel, body: bytes, signature: str | None = "") -> Delivery:
        """Posts bytes as a webhook, rightly signed, with another ``signature``, or (None) without the header."""
        headers = {"content-type": "application/json; charset=utf-8"}
        if signature is not None:
            headers["x-line-signature"] = signature or sign(channel.secret, body)
        return self.platform.courier.post(channel, body, headers)

    @property
    def calls(self) -> list[Call]:
        """Every request of the bot, refused ones too."""
        return list(self.platform.calls)

    @property
    def sent(self) -> list[Call]:
        """Every request with a JSON body: what an oracle should look at."""
        return [
            call for call in list(self.platform.calls) if call.body is not None and call.path.startswith("/v2/bot/")
        ]

    @property
    def webhooks(self) -> list[Delivery]:
        """Every webhook, with the bot's answer."""
        return list(self.platform.courier.log)
