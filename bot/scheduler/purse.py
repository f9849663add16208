"""How the month's quota is spent, and at which hours one may disturb people. Pure rules."""

import math
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot.clock import BANGKOK
from bot.line.push import Quota
from dialogs.records.notice import Importance

LEFT_FOR_OTHERS: Mapping[Importance, float] = {
    Importance.ACKNOWLEDGE: 0.0,
    Importance.DEADLINE: 0.10,
    Importance.DIGEST: 0.25,
}
"""The share of the month's quota that each importance leaves untouched, for what matters more than itself."""

HOURS: Mapping[Importance, tuple[time, time]] = {
    Importance.ACKNOWLEDGE: (time(7), time(20)),
    Importance.DEADLINE: (time(8), time(18)),
    Importance.DIGEST: (time(8), time(20)),
}
"""From and until when, in Bangkok, each importance may be sent. What is due at night waits for the morning."""


def allowed(quota: Quota) -> dict[Importance, int | None]:
    """How many messages each importance may spend now; None where the month has no limit."""
    if quota.limit is None:
        return dict.fromkeys(Importance)
    left = quota.limit - quota.used
    return {one: max(0, left - math.ceil(quota.limit * share)) for one, share in LEFT_FOR_OTHERS.items()}


def spend(room: Mapping[Importance, int | None], count: int) -> dict[Importance, int | None]:
    """What is left after so many recipients; LINE's own count comes late."""
    return {one: None if left is None else max(0, left - count) for one, left in room.items()}


def awake(now: datetime) -> frozenset[Importance]:
    """What may be sent at this hour."""
    hour = now.astimezone(BANGKOK).time()
    return frozenset(one for one, (opens, closes) in HOURS.items() if opens <= hour < closes)


def month_turns(now: datetime) -> datetime:
    """Midnight before the next month in Bangkok: two hours after LINE's own counting day (UTC+9) has turned."""
    local = now.astimezone(BANGKOK)
    first = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(hour=0, minute=0, second=0, microsecond=0)
