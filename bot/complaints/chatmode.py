"""Whether an account's chat is switched off in LINE's manager, asked at first and again every hour.

With chat on, whoever administers the account reads along and the notice would be false; so the channel is not served.
"""

import redis

from bot.complaints.link import Link
from dialogs.records.errors import StoreUnavailable

_HOUR = 3600
_SOON = 60


class ChatModes:
    """What LINE said lately, kept in the complaint Redis for all processes."""

    def __init__(self, client: "redis.Redis", link: Link) -> None:
        self._redis = client
        self._link = link

    def is_bot(self, slug: str, token: str) -> bool:
        """Only LINE's own word counts: without an answer the channel is not served."""
        try:
            known = self._redis.get(f"mode:{slug}")
            if known is None:
                mode = self._link.chat_mode(token) or "unknown"
                self._redis.set(f"mode:{slug}", mode, ex=_HOUR if mode == "bot" else _SOON)
                return mode == "bot"
        except redis.RedisError as error:
            raise StoreUnavailable("the complaint Redis does not answer") from error
        return known == b"bot"
