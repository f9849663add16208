"""The door and a whole turn: real web and worker processes, embedded Redis, SQLite, loopback."""

import http.client
import json
import statistics
import tempfile
import time
from pathlib import Path

from bot.simulator.courier import signature
from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.faults.events import Event, People, StandingClock
from tests.faults.installation import Installation, installed

ROUNDS = 300
QUESTIONS = ("คะแนน ita เท่าไหร่", "มาตรการ e-service ถึงไหนแล้ว", "เบอร์กองคลัง", "มีมาตรการอะไรบ้าง")


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeLine(rules=Rules(monthly_quota=None), clock=StandingClock()) as fake,
        installed(Path(folder), fake) as running,
    ):
        people = People(fake, running.channel)
        running.start_web()
        running.start_worker()
        _answered(running, people, people.user("warm"), "สวัสดี")
        whole = [_answered(running, people, people.user(f"u{n % 20}"), QUESTIONS[n % 4]) for n in range(ROUNDS)]
        door = [_post(running, people.text(people.user(f"d{n % 20}"), "สวัสดี"))[0] for n in range(ROUNDS)]
        running.wait_until_drained()
    print(f"{'':44}{'median':>10}{'p99':>10}   of {ROUNDS}")
    _line("webhook acknowledged", door)
    _line("text question to accepted reply, end to end", whole)


def _line(name: str, seconds: list[float]) -> None:
    ranked = sorted(seconds)
    print(f"{name:44}{1000 * statistics.median(ranked):8.1f} ms{1000 * ranked[int(0.99 * len(ranked))]:7.1f} ms")


def _post(running: Installation, event: Event) -> tuple[float, float]:
    """(seconds until acknowledged, moment of sending)."""
    body = json.dumps({"destination": "U0", "events": [event]}).encode()
    headers = {"X-Line-Signature": signature(running.channel.secret, body)}
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    began = time.perf_counter()
    connection.request("POST", "/line/phon", body, headers)
    status = connection.getresponse().status
    took = time.perf_counter() - began
    connection.close()
    assert status == 200, status
    return took, began


def _answered(running: Installation, people: People, user: str, words: str) -> float:
    """Seconds from sending a question to LINE's having accepted the answer."""
    event = people.text(user, words)
    _, began = _post(running, event)
    while not any(call.body["replyToken"] == event["replyToken"] for call in running.fake.sent[-4:]):
        time.sleep(0.0005)
        assert time.perf_counter() - began < 30
    return time.perf_counter() - began
