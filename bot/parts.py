"""The composition root: every long-lived part is made here, once, from the settings, and passed to who needs it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import redis

from bot.clock import Clock, make_clock
from bot.settings import Settings, keyring
from bot.web.console.blueprint import console_pages
from bot.web.console.gate import ConsoleDesk
from bot.web.evidence import EvidenceDesk, evidence_pages
from bot.web.pictures import picture_pages
from bot.web.public.site import Site
from bot.web.reports import ReportDesk, report_pages
from bot.web.webhook import Check, Door
from dialogs.catalogue import general_engine, guessed
from dialogs.records.errors import SettingsError
from dialogs.understanding.service import AgencyListener, Listener
from dialogs.understanding.understanding import Understanding
from handlers.turn import Checkpoint, Turn, no_checkpoint
from storage.agencies import AgencyDirectory
from storage.agency_list import AgencyList
from storage.channels import Channels, ChannelSecrets
from storage.conversations.store import ConversationStore
from storage.database import Database, open_engine
from storage.effects import EffectRunner
from storage.embedded_redis import EmbeddedRedis, private_folder
from storage.events.daykeys import DayKeys, DerivedDayKeys, EventCipher, FileDayKeys
from storage.events.leases import LEASE_MS, Leases
from storage.events.stream import EventStream, answering
from storage.inbox import Inbox
from storage.invitations import InvitationDesk
from storage.redis_client import connect, impatient
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

    def door(self) -> Door:
        """For the web process."""
        stream = EventStream(impatient(self.redis), replicas=self.settings.redis_replicas)
        checks: list[Check] = [("Redis", stream.check), ("database", self.ping_database)]
        secrets = ChannelSecrets(self.channels)
        return Door(
            self.keyring,
            secrets,
            stream,
            self.cipher,
            self.clock,
            self.site(),
            checks,
            trusted_proxies=self.settings.trusted_proxies,
            blueprints=(
                picture_pages(self.database),
                report_pages(self.report_desk()),
                evidence_pages(EvidenceDesk(self.database, self.keyring, self.clock)),
                console_pages(ConsoleDesk(self.database, self.keyring, self.clock)),
            ),
        )

    def report_desk(self) -> ReportDesk:
        """For the pages of links to a memo."""
        return ReportDesk(self.database, self.keyring, self.clock)

    def site(self) -> Site:
        """For the public pages."""
        return Site(self.directory, AgencyList(self.database), self.clock, self.settings.public_url.rstrip("/"))

    def turn(self, listener: Listener, checkpoint: Checkpoint = no_checkpoint) -> Turn:
        """For whoever runs turns."""
        return Turn(
            keyring=self.keyring,
            directory=self.directory,
            conversations=ConversationStore(self.redis, self.keyring),
            inbox=Inbox(self.database, self.keyring, EffectRunner(self.keyring)),
            engine=general_engine(),
            listener=listener,
            invitations=InvitationDesk(self.database, self.keyring, self.redis),
            clock=self.clock,
            checkpoint=checkpoint,
        )

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
        database = Database(open_engine(settings.database_address))
        stack.callback(database.close)
        client = _open_redis(settings, stack)
        if migrated:
            with database.reading() as session:
                check_schema(session)
        channels = Channels(database, keys)
        directory = AgencyDirectory(database, settings.public_url)
        cipher = EventCipher(_day_keys(settings, keys))
        yield Parts(settings, clock, keys, database, client, cipher, channels, directory)


def load_listener() -> AgencyListener:
    """The understanding, warmed: slow to make, shared by all threads of a process."""
    understanding = Understanding.load()
    understanding.warm()
    return AgencyListener(understanding, guessed())


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
