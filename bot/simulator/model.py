"""Who takes part: channels (a bot's LINE accounts) and people (who chat with them)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.simulator import ids


class ChannelKind(StrEnum):
    """An agency has one account for everybody and one for reports of corruption."""

    GENERAL = "general"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Channel:
    """One LINE Official Account.

    ``provider`` decides user ids: channels of one provider see the same id of a person. Left empty, each channel has a
    provider of its own, as this product advises for the complaint account.
    """

    slug: str
    kind: ChannelKind
    secret: str
    access_token: str
    webhook_url: str
    name: str = ""
    bot_user_id: str = ""
    provider: str = ""
    channel_id: str = ""

    @property
    def key(self) -> str:
        """``slug/kind``: the name of the channel inside the simulator."""
        return f"{self.slug}/{self.kind}"

    @property
    def destination(self) -> str:
        return self.bot_user_id or ids.bot_id(self.key)

    @property
    def client_id(self) -> str:
        """The channel id of LINE's console, which the OAuth endpoints call client_id."""
        return self.channel_id or str(int(self.destination[1:12], 16) % 10**9 + 10**9)

    @property
    def basic_id(self) -> str:
        return f"@sim-{self.slug}-{self.kind}"[:20]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone. ``user_ids`` (channel key → LINE user id) overrides the ids derived from ``key``."""

    key: str
    label: str
    role: str = "citizen"
    kind: ChannelKind = ChannelKind.GENERAL
    friend: bool = True
    user_ids: Mapping[str, str] = field(default_factory=dict)

    def user_id(self, channel: Channel) -> str:
        return self.user_ids.get(channel.key) or ids.user_id(channel.provider or channel.key, self.key)


@dataclass(frozen=True, slots=True)
class Rules:
    """How strict and how unreliable the platform is."""

    webhook_timeout: float = 2.0  # seconds
    redelivery_delays: tuple[float, ...] = (1.0, 5.0, 30.0)  # seconds; empty: redelivery is switched off
    monthly_quota: int | None = 300  # messages pushed a month (Thailand's free plan); None: no limit
    rate_limits: bool = True
    verified_account: bool = False  # only verified accounts may list their followers


DEFAULT_PEOPLE: tuple[Person, ...] = (
    Person("citizen", "ประชาชน", "citizen"),
    Person("staff", "เจ้าหน้าที่", "staff"),
    Person("official", "ผู้บริหาร", "official"),
    Person("reporter", "ผู้แจ้งเบาะแส", "reporter", ChannelKind.COMPLAINT),
)
