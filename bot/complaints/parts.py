"""The composition root of the complaint side: every part is made here, once, from the settings."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import redis

from bot.clock import Clock, make_clock
from bot.complaints.settings import ComplaintSettings
from handlers.complaints.office import House
from storage.complaints.draftkeys import DraftKeys, check_memory_folder
from storage.complaints.file import check_files
from storage.complaints.memory import check_memory
from storage.complaints.secrets import ComplaintSecrets, load_secrets
from storage.complaints.sessions import Sessions
from storage.complaints.stretching import Stretcher
from storage.embedded_redis import EmbeddedRedis, private_folder
from storage.redis_client import connect_one

_SOCKET_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ComplaintParts:
    """What the complaint app, the desk and the officer command share."""

    settings: ComplaintSettings
    clock: Clock
    secrets: ComplaintSecrets
    draft_keys: DraftKeys
    house: House
    redis: "redis.Redis"

    def visits(self, kind: str) -> Sessions:
        return Sessions(self.redis, kind)

    def checks(self) -> Sequence[tuple[str, Callable[[], None]]]:
        """What must answer before anybody can be served, by name."""
        return (
            ("Redis", lambda: check_memory(self.redis)),
            ("store", lambda: check_files(self.settings.folder)),
            ("keys", self.draft_keys.check),
        )


@contextmanager
def open_complaint_parts(settings: ComplaintSettings) -> Iterator[ComplaintParts]:
    """Raises SettingsError, StoreUnavailable; a store that carries the other side's mark is refused."""
    with ExitStack() as stack:
        clock = make_clock(settings.now)
        runtime = private_folder(settings.runtime_folder)
        check_memory_folder(settings.memory_folder)
        secrets = load_secrets(settings.secret_folder)
        keys = DraftKeys(private_folder(settings.memory_folder), clock)
        house = House(settings.folder, secrets, Stretcher(runtime / "queues"), keys, clock, settings.clocks)
        client = _open_redis(settings, stack)
        check_memory(client)
        yield ComplaintParts(settings, clock, secrets, keys, house, client)


def _open_redis(settings: ComplaintSettings, stack: ExitStack) -> "redis.Redis":
    if settings.complaints_redis_url:
        client = connect_one(settings.complaints_redis_url, "COMPLAINTS_REDIS_URL", _SOCKET_SECONDS)
    else:
        folder = settings.runtime_folder
        client = stack.enter_context(EmbeddedRedis(folder / "redis", folder, persist=False)).client()
    stack.callback(client.close)
    return client
