"""The complaint Redis: drafts and visits, in memory only, never shared with the general side."""

import redis

from dialogs.records.errors import SettingsError, StoreUnavailable
from storage.complaints.schema import SIDE

SIDE_KEY = "prongsai:side"


def check_memory(client: "redis.Redis") -> None:
    """Mark it as ours. Raises SettingsError for the general side's Redis or one that writes to a disk."""
    try:
        client.set(SIDE_KEY, SIDE, nx=True)
        side = client.get(SIDE_KEY)
        settings = client.config_get("appendonly", "save")
    except redis.ResponseError as error:
        raise SettingsError("COMPLAINTS_REDIS_URL hides its settings (CONFIG GET); use a Redis of your own") from error
    except redis.RedisError as error:
        raise StoreUnavailable("the complaint Redis does not answer") from error
    if side != SIDE.encode():
        raise SettingsError(
            "COMPLAINTS_REDIS_URL points to a Redis of the general side; the complaint side needs its own"
        )
    if settings.get("appendonly") != "no" or settings.get("save"):
        raise SettingsError(
            "COMPLAINTS_REDIS_URL points to a Redis that writes to a disk; set appendonly no and save ''"
        )
