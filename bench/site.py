"""A whole installation under measurement: web, worker and stores as in production, LINE a recorder of replies."""

import json
import os
import secrets
import signal
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bench.filling import fill
from bench.load import prepared
from bench.processes import cpu_seconds, memory_mb, started
from bench.recorder import answered
from bot.parts import Parts, open_parts
from bot.settings import Settings
from bot.simulator.courier import signature
from storage.channels import GENERAL
from storage.database import open_engine
from storage.samples.load import SLUGS, load_samples
from storage.schema import upgrade
from tests.machine import family, free_port

SECRET = "e" * 32
TOKEN = "t" * 40
QUESTIONS = ("คะแนน ita เท่าไหร่", "มาตรการ e-service ถึงไหนแล้ว", "เบอร์กองคลัง", "มีมาตรการอะไรบ้าง")
PATIENCE = 600.0
WEB = ["-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bot.web.wsgi:make()"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its webhook as bytes of HTTP, and the reply token of its answer."""

    request: bytes
    token: str


@dataclass(frozen=True, slots=True)
class Site:
    """``replies`` is the recorder's file; ``web`` and ``worker`` are the pids of the first process of each."""

    port: int
    parts: Parts
    web: int
    worker: int
    replies: Path

    @property
    def redis(self) -> int:
        return int(self.parts.redis.info("server")["process_id"])

    def processes(self) -> dict[str, list[int]]:
        """Pids by part; of PostgreSQL only the backends of this database."""
        found = {"web": family(self.web), "worker": [self.worker], "Redis": [self.redis]}
        if self.parts.settings.database_url:
            with self.parts.database.reading() as session:
                own = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                found["PostgreSQL"] = list(session.scalars(own))
        return found

    def cpu(self) -> dict[str, float]:
        """CPU seconds that each part has taken."""
        return {name: cpu_seconds(pids) for name, pids in self.processes().items()}

    def memory(self) -> dict[str, float]:
        """MB of each part (proportional share)."""
        return {name: sum(map(memory_mb, pids)) for name, pids in self.processes().items()}

    def question(self, slug: str, person: int, words: str) -> Asked:
        """As LINE sends it."""
        own = uuid.uuid4()
        event = {
            "type": "message",
            "message": {"type": "text", "id": str(own.int)[:18], "quoteToken": own.hex, "text": words},
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": f"U{person:032x}"},
            "replyToken": own.hex,
            "mode": "active",
            "webhookEventId": f"01{own.hex[:24].upper()}",
            "deliveryContext": {"isRedelivery": False},
        }
        body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}).encode()
        return Asked(prepared(f"/line/{slug}", body, signature(SECRET, body)), own.hex)

    @contextmanager
    def worker_standing(self) -> Iterator[None]:
        """The worker does nothing meanwhile; its leases may run out, and it takes them again."""
        os.kill(self.worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.worker, signal.SIGCONT)

    def waiting(self) -> int:
        """Events in all streams."""
        return self.parts.stream().total()

    def drained(self) -> float:
        """Waits until every event is done with; the moment."""
        deadline = time.monotonic() + PATIENCE
        while self.waiting():
            assert time.monotonic() < deadline, f"{self.waiting()} events still wait"
            time.sleep(0.02)
        return time.monotonic()

    def answers(self, asked: Sequence[Asked]) -> list[tuple[str, float]]:
        """The replies to these questions, with their moments, as they came."""
        tokens = {one.token for one in asked}
        return [(token, moment) for token, moment in answered(self.replies) if token in tokens]


@contextmanager
def site(folder: Path, database_url: str | None = None, agencies: int = len(SLUGS)) -> Iterator[Site]:
    """Stores with the samples and copies up to so many agencies, and the processes; answers one question first."""
    with ExitStack() as stack:
        line, port, replies = free_port(), free_port(), folder / "replies"
        told = {"DATA_DIR": str(folder), "LINE_API_URL": f"http://127.0.0.1:{line}", "PORT": str(port)}
        told |= {"LINE_DATA_URL": told["LINE_API_URL"], "SECRET_KEY": secrets.token_hex(32), "LOG_LEVEL": "WARNING"}
        if database_url:
            told["DATABASE_URL"] = database_url
        given = {name: value for name, value in told.items() if name != "LOG_LEVEL"}
        settings = Settings(**given)  # type: ignore[arg-type]  # text as in the environment; Settings itself parses it
        engine = open_engine(settings.database_address)
        upgrade(engine)
        engine.dispose()
        parts = stack.enter_context(open_parts(settings))
        load_samples(parts.database, parts.clock())
        for slug in SLUGS:
            parts.channels.add(slug, GENERAL, SECRET, TOKEN, parts.clock())
        fill(parts.database.engine, agencies, parts.keyring, parts.clock(), SECRET, TOKEN)
        stack.enter_context(started(["-m", "bench.recorder", str(line), str(replies)], {}, line))
        web = stack.enter_context(started(WEB, told, port))
        worker = stack.enter_context(started(["-m", "bot.worker"], told))
        yield Site(port, parts, web, worker, replies)
