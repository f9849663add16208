"""The webhook's acknowledgement against the echo's: same server, same workers, rounds taken in turn.

The echo answers LINE inside the request, so LINE's own time counts; ours puts the event in the stream. Turn workers
stand still: the door is measured. Limits and metrics are on, as in production.
"""

import json
import statistics
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path

from bench.load import Measured, fire, prepared
from bench.processes import started
from bot.simulator.courier import signature
from bot.simulator.fake import FakeLine
from storage.events.partitions import PARTITIONS, stream_key
from storage.samples.load import SLUGS
from tests.faults.installation import Installation, installed
from tests.machine import free_port

ROUNDS = 7
REQUESTS = 2_000
REQUESTS_SLOW = 600
PEOPLE = 1_000
SECRET = "e" * 32


def main() -> None:
    print(
        f"\nAcknowledgement: 2 gunicorn workers of 8 threads each, 16 connections, median of {ROUNDS} rounds in turn\n"
    )
    print(f"{'':28}{'ours/s':>9}{'echo/s':>9}{'ratio':>8}{'ours p99':>11}{'echo p99':>11}")
    for delay, count in ((0, REQUESTS), (100, REQUESTS_SLOW)):
        ours, echo = compared(delay, count)
        rate, rate_echo = (statistics.median(m.rate for m in some) for some in (ours, echo))
        late, late_echo = (statistics.median(m.percentile(0.99) for m in some) for some in (ours, echo))
        ratio = statistics.median(a.rate / b.rate for a, b in zip(ours, echo, strict=True))
        name = "LINE answers at once" if not delay else f"LINE takes {delay} ms"
        print(
            f"{name:28}{rate:9.0f}{rate_echo:9.0f}{ratio:7.2f}×{1000 * late:8.1f} ms{1000 * late_echo:8.1f} ms",
            flush=True,
        )


def compared(delay_ms: int, count: int) -> tuple[list[Measured], list[Measured]]:
    """Rounds of both, one after the other."""
    ours: list[Measured] = []
    echoes: list[Measured] = []
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        fake = stack.enter_context(FakeLine())
        running = stack.enter_context(installed(Path(folder), fake))
        stub, echo = free_port(), free_port()
        stack.enter_context(started(["-m", "bench.stub", str(stub), str(delay_ms)], {}, stub))
        line = f"http://127.0.0.1:{stub}"
        settings = {"PORT": str(echo), "ECHO_SECRET": SECRET, "ECHO_TOKEN": "t", "LINE_API_URL": line}
        server = ["-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bench.echo:make()"]
        stack.enter_context(started(server, settings, echo))
        running.start_web()
        fire(echo, echo_requests(200)), fire(running.port, our_requests(running, 200))
        for _ in range(ROUNDS):
            ours.append(fire(running.port, our_requests(running, count)))
            empty_streams(running)
            echoes.append(fire(echo, echo_requests(count)))
    for one in (*ours, *echoes):
        assert set(one.statuses) == {200}, one.statuses
    return ours, echoes


def our_requests(running: Installation, count: int, slug: str = SLUGS[0]) -> list[bytes]:
    return [prepared(f"/line/{slug}", body, signature(running.channel.secret, body)) for body in bodies(count)]


def echo_requests(count: int) -> list[bytes]:
    return [prepared("/callback", body, signature(SECRET, body)) for body in bodies(count)]


def bodies(count: int) -> list[bytes]:
    """Webhooks as LINE sends them, of many people."""
    return [json.dumps({"destination": "U" + "0" * 32, "events": [_event(n)]}).encode() for n in range(count)]


def _event(number: int) -> dict[str, object]:
    own = uuid.uuid4()
    return {
        "type": "message",
        "message": {"type": "text", "id": str(own.int)[:18], "quoteToken": own.hex, "text": "คะแนน ita เท่าไหร่คะ"},
        "timestamp": 1768446000000,
        "source": {"type": "user", "userId": f"U{number % PEOPLE:032x}"},
        "replyToken": own.hex,
        "mode": "active",
        "webhookEventId": f"01{own.hex[:24].upper()}",
        "deliveryContext": {"isRedelivery": False},
    }


def empty_streams(running: Installation) -> None:
    """Nobody reads in this measurement."""
    running.parts.redis.delete(*[stream_key(partition) for partition in range(PARTITIONS)])
