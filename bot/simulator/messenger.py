"""What the sending endpoints do once a request is authentic and well formed."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

from bot.simulator import ids
from bot.simulator.chats import ChatKey
from bot.simulator.errors import LineError, invalid_reply_token
from bot.simulator.model import Channel
from bot.simulator.platform import Platform
from bot.simulator.wire import Json


def reply(platform: Platform, channel: Channel, token: str, messages: Sequence[Json]) -> list[Json]:
    """Shows the messages in the chat of the token, which is used up. Raises 400 ``Invalid reply token``."""
    chat = platform.reply_tokens.spend(channel.key, token)
    if chat is None:
        raise invalid_reply_token()
    platform.quota.count(channel.key, "reply", 1)
    return _show(platform, (channel.key, chat), messages, "reply", delivered=True)


def push(platform: Platform, channel: Channel, to: str, messages: Sequence[Json]) -> list[Json]:
    """Shows the messages to one person or group; who blocked the account gets nothing and costs nothing."""
    key = (channel.key, to)
    if not platform.chats.known(key):
        raise LineError(400, "Failed to send messages")
    delivered = platform.chats.get(key).reachable(platform.clock.now())
    platform.quota.check(channel.key, int(delivered))
    platform.quota.count(channel.key, "push", int(delivered))
    return _show(platform, key, messages, "push", delivered=delivered)


def multicast(platform: Platform, channel: Channel, to: Iterable[str], messages: Sequence[Json], how: str) -> None:
    """To friends only; ``how`` is multicast, broadcast or narrowcast."""
    chats = platform.chats.of_channel(channel.key)
    friends = [who for who in dict.fromkeys(to) if who in chats and chats[who].friend and not chats[who].blocked]
    platform.quota.check(channel.key, len(friends))
    platform.quota.count(channel.key, how, len(friends))
    for who in friends:
        _show(platform, (channel.key, who), messages, how, delivered=True)


def everyone(platform: Platform, channel: Channel) -> list[str]:
    """The user ids a broadcast goes to."""
    return [who for who in platform.chats.of_channel(channel.key) if who.startswith("U")]


def start_loading(platform: Platform, channel: Channel, user: str, seconds: int) -> None:
    """The dots, until a message comes or the time is over."""
    if not platform.chats.known((channel.key, user)):
        return
    chat = platform.chats.get((channel.key, user))
    until = platform.clock.now() + timedelta(seconds=seconds)
    platform.chats.touch(partial(setattr, chat, "loading_until", until))


def _show(platform: Platform, key: ChatKey, messages: Sequence[Json], via: str, *, delivered: bool) -> list[Json]:
    sent: list[Json] = []
    now = platform.clock.now()
    with platform.chats.changed:
        for message in messages:
            message_id = platform.message_ids.next()
            quotable = message["type"] in ("text", "textV2", "sticker", "image", "video", "template", "flex")
            sent.append({"id": message_id, **({"quoteToken": ids.token(64)} if quotable else {})})
            if delivered:
                platform.chats.add(key, "bot", message, message_id, now, via)
    return sent
