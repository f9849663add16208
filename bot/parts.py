"""The composition root: what all programs of the general side share is made here, once, from the settings.

What only one kind of program needs is made from it beside that program, so that none loads what it never uses:
``bot/turns.py`` for whoever runs turns, ``bot/web/assembly.py`` for the web process.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import redis

from bot.clock import Clock, make_clock
from bot.settings import Settings, keyring
from dialogs.records.errors import SettingsError
from storage.agencies import AgencyDirectory
from storage.channels import Channels
from storage.database import TURN_SECONDS, Database, open_engine
from storage.embedded_redis import EmbeddedRedis, private_folder
from storage.events.daykeys import DayKeys, DerivedDayKeys, EventCipher, FileDayKeys
from storage.events.leases import LEASE_MS, Leases
from storage.events.stream import EventStream, answering
from storage.redis_client import connect
from storage.schema import SIDE, check_schema
from storage.sealing import Keyring

_SIDE_KEY = "prongsai:side"


@dataclass(frozen=True, slots=True)
class Parts:
    """What all programs of the general side share."""

    settings: Settings
    clock: Clock
    keyring: Keyring
    database: Database
    redis: "redis.Redis"
    cipher: EventCipher
    channels: Channels
    directory: AgencyDirectory

    def stream(self) -> EventStream:
        return EventStream(self.redis)

    def leases(self, lease_ms: int = LEASE_MS) -> Leases:
        return Leases(self.redis, lease_ms=lease_ms)

    def ping_database(self) -> None:
        with self.database.reading() as session:
            check_schema(session)


@contextmanager
def open_parts(settings: Settings, *, migrated: bool = True) -> Iterator[Parts]:
    """Open the stores, embedded where no address is set. Raises SettingsError, StoreUnavailable.

    ``migrated``: refuse a database that lacks migrations.
    """
    with ExitStack() as stack:
        keys = keyring(settings)
        clock = make_clock(settings.now)
        database = Database(open_engine(settings.database_address, TURN_SECONDS))
        stack.callback(database.close)
        client = _open_redis(settings, stack)
        if migrated:
            with database.reading() as session:
                check_schema(session)
        channels = Channels(database, keys)
        directory = AgencyDirectory(database, settings.public_url)
        cipher = EventCipher(_day_keys(settings, keys))
        yield Parts(settings, clock, keys, database, client, cipher, channels, directory)


def _open_redis(settings: Settings, stack: ExitStack) -> "redis.Redis":
    if settings.redis_url:
        client = connect(settings.redis_url)
    else:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        client = stack.enter_context(EmbeddedRedis(settings.redis_folder, settings.runtime_folder)).client()
    stack.callback(client.close)
    with answering():
        client.set(_SIDE_KEY, SIDE, nx=True)
        side = client.get(_SIDE_KEY)
    if side != SIDE.encode():
        raise SettingsError("REDIS_URL points to a Redis of the complaint side; the general side must not use it")
    return client


def _day_keys(settings: Settings, keys: Keyring) -> DayKeys:
    """Random keys in files where one machine holds everything; derived ones where Redis is shared."""
    if settings.redis_url:
        return DerivedDayKeys(keys)
    return FileDayKeys(private_folder(settings.runtime_folder) / "daykeys")
