"""Channel access tokens issued by the token endpoints (DOC: basics/channel-access-token)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.simulator import ids
from bot.simulator.clock import Clock

STATELESS = timedelta(minutes=15)
LONG = timedelta(days=30)
MOST_SHORT_LIVED = 30


@dataclass(frozen=True, slots=True)
class Issued:
    """A token with its channel and its end."""

    token: str
    key_id: str
    channel: str
    kind: str
    expires: datetime


class AccessTokens:
    """Tokens beside the channel's own long-lived one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Issued] = {}
        self._revoked: set[str] = set()
        self._lock = Lock()

    def issue(self, channel: str, kind: str, life: timedelta) -> Issued:
        """``kind``: stateless, short or v2.1. The oldest short-lived token goes when there is one too many."""
        made = Issued(ids.token(64), ids.token(22), channel, kind, self._clock.now() + life)
        with self._lock:
            self._issued[made.token] = made
            if kind == "short":
                mine = [one.token for one in self._issued.values() if one.channel == channel and one.kind == kind]
                for token in mine[:-MOST_SHORT_LIVED]:
                    del self._issued[token]
        return made

    def get(self, token: str) -> Issued | None:
        """A token that is valid now."""
        with self._lock:
            issued = self._issued.get(token)
        return issued if issued and issued.expires > self._clock.now() and token not in self._revoked else None

    def channel_of(self, token: str) -> str | None:
        issued = self.get(token)
        return issued.channel if issued else None

    def valid(self, channel: str, kind: str) -> list[Issued]:
        with self._lock:
            tokens = [one.token for one in self._issued.values() if one.channel == channel and one.kind == kind]
        return [issued for token in tokens if (issued := self.get(token))]

    def revoke(self, token: str) -> None:
        """Stateless tokens cannot be revoked."""
        with self._lock:
            issued = self._issued.get(token)
            if issued is None or issued.kind != "stateless":
                self._revoked.add(token)

    def revoked(self, token: str) -> bool:
        with self._lock:
            return token in self._revoked
