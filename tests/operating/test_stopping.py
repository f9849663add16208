"""A process that is asked to stop finishes what it has begun; /readyz says whether the stores answer."""

import json
import os
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.turn import _post
from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from tests.faults.events import People, StandingClock
from tests.faults.installation import Installation, installed

EVENTS, BURSTS = 40, 2


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Installation]:
    rules = Rules(redelivery_delays=(), monthly_quota=None)
    with FakeLine(rules=rules, clock=StandingClock()) as fake, installed(tmp_path, fake) as one:
        yield one


def test_a_worker_that_is_stopped_under_load_cuts_no_turn(running: Installation) -> None:
    """Stopped again and again while questions come: each is answered once, and every process ends well."""
    people = People(running.fake, running.channel)
    running.start_web()
    worker = running.start_worker()
    tokens = []
    for burst in range(BURSTS):
        for number in range(EVENTS // BURSTS):
            event = people.text(people.user(f"u{number % 7}"), "คะแนน ita")
            tokens.append(event["replyToken"])
            _post(running, event)
        answered = len(running.fake.sent)
        running.wait_for(lambda before=answered: len(running.fake.sent) > before or len(running.fake.sent) == EVENTS)
        if burst < BURSTS - 1:
            worker.terminate()
            assert worker.wait(timeout=30) == 0, running.said()[-2000:]
            worker = running.start_worker()
    running.wait_until_drained()
    running.wait_for(lambda: len(running.fake.sent) >= EVENTS)
    assert sorted(call.body["replyToken"] for call in running.fake.sent) == sorted(tokens)
    worker.terminate()
    assert worker.wait(timeout=30) == 0


def test_a_web_process_that_is_stopped_ends_well(running: Installation) -> None:
    web = running.start_web()
    web.terminate()
    assert web.wait(timeout=30) == 0


def test_readyz_tells_the_truth(running: Installation) -> None:
    running.start_web()
    assert _ready(running) == (200, "ready\n")
    redis = int(running.parts.redis.info("server")["process_id"])
    os.kill(redis, signal.SIGKILL)
    running.wait_for(lambda: _ready(running) == (503, "not ready: Redis\n"))


def _ready(running: Installation) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{running.url}/readyz", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_logs_are_json_with_an_events_mark_and_no_personal_data(running: Installation) -> None:
    """At DEBUG: each turn has a line with its event's digest, which leads to nobody."""
    people = People(running.fake, running.channel)
    running.start_web()
    running.start_worker()
    event = people.text(people.user("somebody"), "คะแนน ita ของเราเท่าไหร่")
    _post(running, event)
    running.wait_for(lambda: running.fake.sent)
    running.wait_for(lambda: '"a turn ran"' in running.said())
    lines = [json.loads(line) for line in running.said().splitlines() if line.startswith("{")]
    turns = [line for line in lines if line["message"] == "a turn ran"]
    assert len(turns) == 1
    assert len(turns[0]["event"]) == 12
    for private in (event["webhookEventId"], event["source"]["userId"], event["replyToken"], "คะแนน"):
        assert private not in running.said()
