"""Whole turns for a CPU second: a question in, an answer that the fake platform accepted out, against the echo.

Ours: web, worker and Redis together, understanding, data, card and all. The echo parses and replies with the same
text. CPU time and not the clock is compared, since the fake platform works on the same machine.
"""

import json
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.kept import kept
from bench.load import fire, prepared
from bench.processes import cpu_seconds, memory_mb, started
from bot.simulator.courier import signature
from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.faults.events import People, StandingClock
from tests.faults.installation import Installation, installed
from tests.machine import family, free_port

ROUNDS = 9
TURNS = 400
PEOPLE = 1_000
QUESTIONS = ("คะแนน ita เท่าไหร่", "มาตรการ e-service ถึงไหนแล้ว", "เบอร์กองคลัง", "มีมาตรการอะไรบ้าง")


def main() -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        fake = stack.enter_context(FakeLine(rules=Rules(monthly_quota=None), clock=StandingClock()))
        line = stack.enter_context(kept(fake))
        running = stack.enter_context(installed(Path(folder), fake))
        running.settings |= {"LOG_LEVEL": "INFO", "LINE_API_URL": line}
        port = free_port()
        channel = running.channel
        settings = {"ECHO_SECRET": channel.secret, "ECHO_TOKEN": channel.access_token, "LINE_API_URL": line}
        server = ["-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bench.echo:make()"]
        echo = stack.enter_context(started(server, settings | {"PORT": str(port)}, port))
        web, worker = running.start_web(), running.start_worker()
        redis = int(running.parts.redis.info("server")["process_id"])
        ours = [*family(web.pid), worker.pid, redis]
        asked(running, "/line/phon", running.port, 50)
        asked(running, "/callback", port, 50)
        rates = []
        for _ in range(ROUNDS):
            one = per_cpu_second(running, ours, "/line/phon", running.port)
            rates.append((one, per_cpu_second(running, family(echo), "/callback", port)))
        show(rates, ours[:-2], worker.pid, redis)


def show(rates: list[tuple[float, float]], web: list[int], worker: int, redis: int) -> None:
    own, theirs = (statistics.median(one[which] for one in rates) for which in (0, 1))
    ratio = statistics.median(a / b for a, b in rates)
    print(f"\nWhole turns for a CPU second, median of {ROUNDS} rounds of {TURNS} in turn")
    print(f"{'question to accepted answer (web, worker, Redis)':52}{own:8.0f}")
    print(f"{'echo: parse and reply':52}{theirs:8.0f}")
    print(f"{'ratio':52}{ratio:7.3f}×")
    print("\nMemory (proportional share)")
    print(f"{'web, all processes':52}{sum(map(memory_mb, web)):7.0f} MB")
    print(f"{'worker':52}{memory_mb(worker):7.0f} MB")
    print(f"{'Redis':52}{memory_mb(redis):7.0f} MB", flush=True)


def per_cpu_second(running: Installation, pids: list[int], path: str, port: int) -> float:
    before = cpu_seconds(pids)
    asked(running, path, port, TURNS)
    return TURNS / (cpu_seconds(pids) - before)


def asked(running: Installation, path: str, port: int, count: int) -> None:
    """Ask so many questions and wait until LINE accepted as many answers."""
    fake, secret = running.fake, running.channel.secret
    people = People(fake, running.channel)
    requests = []
    for number in range(count):
        event = people.text(people.user(f"u{number % PEOPLE}"), QUESTIONS[number % len(QUESTIONS)])
        body = json.dumps({"destination": "U0", "events": [event]}).encode()
        requests.append(prepared(path, body, signature(secret, body)))
    before = len(fake.sent)
    measured = fire(port, requests)
    assert set(measured.statuses) == {200}, measured.statuses
    deadline = time.monotonic() + 120
    while len(fake.sent) < before + count:
        assert time.monotonic() < deadline, f"{len(fake.sent) - before} of {count} answers"
        time.sleep(0.01)
    if port == running.port:
        running.wait_until_drained()
