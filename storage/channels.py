"""LINE channels: their secrets and tokens, sealed at rest."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dialogs.records.errors import CommandError, StoreUnavailable
from storage.database import Database
from storage.models import Agency, Channel
from storage.sealing import Keyring

GENERAL = "general"
FRESH_SECONDS = 30.0
AGAIN_SECONDS = 5.0
"""After a look that failed, until the next."""
_FORGET_AFTER = 10_000


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel as an operator sees it: never its secrets."""

    slug: str
    kind: str
    name: str


class Channels:
    """Reading and writing the table."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    def add(self, slug: str, kind: str, secret: str, token: str, now: datetime, bot_user_id: str = "") -> None:
        """Set a channel; an existing one keeps its old secret as the previous one. Raises CommandError."""
        with self._database.transaction() as session:
            agency = session.scalar(select(Agency).where(Agency.slug == slug))
            if agency is None:
                raise CommandError(f"there is no agency {slug!r}; add it first with: python -m bot agency add")
            channel = session.scalar(select(Channel).where(Channel.agency_id == agency.id, Channel.kind == kind))
            sealed = self._keyring.seal(secret.encode(), f"channel/{slug}/{kind}/secret")
            token_sealed = self._keyring.seal(token.encode(), f"channel/{slug}/{kind}/token")
            if channel is None:
                channel = Channel(agency_id=agency.id, kind=kind, secret=sealed, token=token_sealed, created_at=now)
                session.add(channel)
            else:
                channel.previous_secret, channel.secret, channel.token = channel.secret, sealed, token_sealed
            channel.bot_user_id = bot_user_id or channel.bot_user_id or ""

    def listed(self) -> list[ChannelRow]:
        with self._database.reading() as session:
            rows = session.execute(
                select(Agency.slug, Channel.kind, Agency.name)
                .join(Channel, Channel.agency_id == Agency.id)
                .order_by(Agency.slug, Channel.kind)
            )
            return [ChannelRow(row.slug, row.kind, row.name) for row in rows]

    def secrets(self, slug: str, kind: str) -> list[bytes] | None:
        """The channel's secrets, newest first; None without such a channel."""
        with self._database.reading() as session:
            found = session.scalar(select(Channel).join(Agency).where(Agency.slug == slug, Channel.kind == kind))
        if found is None:
            return None
        place = f"channel/{slug}/{kind}/secret"
        sealed = [found.secret, *([found.previous_secret] if found.previous_secret else [])]
        return [self._keyring.unseal(one, place) for one in sealed]

    def token(self, slug: str, kind: str) -> str | None:
        """The access token; None without such a channel."""
        with self._database.reading() as session:
            sealed = session.scalar(select(Channel.token).join(Agency).where(Agency.slug == slug, Channel.kind == kind))
        return self._keyring.unseal(sealed, f"channel/{slug}/{kind}/token").decode() if sealed else None


class ChannelSecrets:
    """Secrets for the door, kept for half a minute, so that a signature needs no database."""

    def __init__(self, channels: Channels, kind: str = GENERAL) -> None:
        self._channels = channels
        self._kind = kind
        self._known: dict[str, tuple[float, Sequence[bytes] | None]] = {}

    def of(self, slug: str) -> Sequence[bytes] | None:
        """Secrets of an agency's channel; None for an unknown one.

        Raises StoreUnavailable for one not met before: while the database is away, those that were known are good.
        """
        now = time.monotonic()
        cached = self._known.get(slug)
        if cached and cached[1] is not None:
            if now - cached[0] < FRESH_SECONDS:
                return cached[1]
            self._known[slug] = (now - FRESH_SECONDS + AGAIN_SECONDS, cached[1])  # one look at a time: it may hang
        try:
            found = self._channels.secrets(slug, self._kind)
        except StoreUnavailable:
            if cached and cached[1] is not None:
                return cached[1]
            raise
        if len(self._known) >= _FORGET_AFTER:
            self._known.clear()
        self._known[slug] = (now, found)
        return found
