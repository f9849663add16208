"""Reply tokens: single use, one minute (reference, "Send reply message")."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.simulator import ids
from bot.simulator.clock import Clock

LIFE = timedelta(minutes=1)
LIFE_WHEN_REDELIVERED = timedelta(minutes=20)
"""A redelivered event's token lives a minute from the redelivery, at most 20 minutes from the event."""


@dataclass(slots=True)
class _Token:
    channel: str
    chat: str
    happened: datetime
    delivered: datetime
    used: bool = False


class ReplyTokens:
    """Every token ever issued, with the chat it opens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, _Token] = {}
        self._lock = Lock()

    def issue(self, channel: str, chat: str, happened: datetime) -> str:
        token = ids.token(32)
        with self._lock:
            self._tokens[token] = _Token(channel, chat, happened, happened)
        return token

    def chat_of(self, token: str) -> str | None:
        """The chat a token was issued for, whatever became of it."""
        with self._lock:
            known = self._tokens.get(token)
            return known.chat if known else None

    def delivered_again(self, token: str) -> None:
        """A redelivery gives an unused token another minute."""
        with self._lock:
            if (known := self._tokens.get(token)) is not None:
                known.delivered = self._clock.now()

    def spend(self, channel: str, token: str) -> str | None:
        """Uses the token up and returns its chat; None if it is unknown, foreign, used or too old."""
        now = self._clock.now()
        with self._lock:
            known = self._tokens.get(token)
            if known is None or known.used or known.channel != channel:
                return None
            if now - known.delivered > LIFE or now - known.happened > LIFE_WHEN_REDELIVERED:
                return None
            known.used = True
            return known.chat
