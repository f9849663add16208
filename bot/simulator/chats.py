"""What every phone shows: one chat for each person and channel, kept as a journal of accepted messages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Condition
from typing import Literal

from bot.simulator.wire import Json

ChatKey = tuple[str, str]
"""Channel key and chat id (a user or group id)."""

Side = Literal["user", "bot", "note"]

WRITES_COUNT_FOR = timedelta(days=7)
"""A person who is no friend can be pushed to for a week after writing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chat. ``message``: what the user sent (webhook shape) or a LINE message object of the bot."""

    number: int
    side: Side
    message: Json
    message_id: str
    at: datetime
    via: str
    unsent: bool = False


@dataclass(slots=True)
class Chat:
    """The state of one chat on one phone."""

    friend: bool = False
    blocked: bool = False
    entries: list[Entry] = field(default_factory=list)
    loading_until: datetime | None = None
    quick_reply_of: int | None = None
    last_written: datetime | None = None
    read: bool = False

    def quick_reply(self) -> list[Json]:
        """Buttons of the last message; any newer message takes them away."""
        for entry in reversed(self.entries):
            if entry.number == self.quick_reply_of:
                items: list[Json] = entry.message.get("quickReply", {}).get("items", [])
                return items
        return []

    def reachable(self, now: datetime) -> bool:
        """Whether a push is delivered (and counted)."""
        wrote_lately = self.last_written is not None and now - self.last_written <= WRITES_COUNT_FOR
        return not self.blocked and (self.friend or wrote_lately)


class Chats:
    """All chats, one condition for all: ``version`` grows with every change, ``wait_for`` waits for one."""

    def __init__(self) -> None:
        self._chats: dict[ChatKey, Chat] = {}
        self._numbers = 0
        self.version = 0
        self.closed = False
        self.changed = Condition()

    def get(self, key: ChatKey) -> Chat:
        """The chat of ``key``, made when first asked for. Hold ``changed`` while reading more than one field."""
        with self.changed:
            return self._chats.setdefault(key, Chat())

    def known(self, key: ChatKey) -> bool:
        with self.changed:
            return key in self._chats

    def of_channel(self, channel: str) -> dict[str, Chat]:
        """Chat id → chat."""
        with self.changed:
            return {chat: state for (owner, chat), state in self._chats.items() if owner == channel}

    def touch(self, change: Callable[[], None] | None = None) -> None:
        """Applies a change under the lock and wakes whoever waits."""
        with self.changed:
            if change is not None:
                change()
            self.version += 1
            self.changed.notify_all()

    def add(self, key: ChatKey, side: Side, message: Json, message_id: str, at: datetime, via: str) -> Entry:
        """Appends a line; a message of the bot ends the loading animation; only the newest keeps its quick reply."""
        with self.changed:
            chat = self.get(key)
            self._numbers += 1
            entry = Entry(self._numbers, side, message, message_id, at, via)
            chat.entries.append(entry)
            chat.quick_reply_of = entry.number if side == "bot" and "quickReply" in message else None
            if side == "bot":
                chat.loading_until = None
            if side == "user":
                chat.last_written, chat.read = at, False
            self.touch()
            return entry

    def unsend(self, key: ChatKey, message_id: str) -> bool:
        """Takes a message of the user back; False if the chat has no such message."""
        with self.changed:
            chat = self.get(key)
            for index, entry in enumerate(chat.entries):
                if entry.message_id == message_id and entry.side == "user" and not entry.unsent:
                    chat.entries[index] = replace(entry, unsent=True, message={"type": "unsent"})
                    self.touch()
                    return True
            return False

    def close(self) -> None:
        """Wakes everybody who waits, for good."""
        self.touch(partial(setattr, self, "closed", True))

    def wait_for(self, predicate: Callable[[], bool], timeout: float) -> bool:
        """Waits until ``predicate`` holds (read under the lock) or all is closed; False after ``timeout`` seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: self.closed or predicate(), timeout)
