"""200 messages of one person at once: 200 turns, in order, none lost, none doubled. Proven with processes."""

import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from dialogs.engine.buttons import go
from storage.events.partitions import PARTITIONS, stream_key
from tests.faults.events import Event, People, StandingClock, post
from tests.faults.installation import Installation, installed

MESSAGES = 200
POSTERS = 4


def post_all(url: str, secret: str, found: list[Event]) -> list[int]:
    """Runs in a process of its own; every fifth event is delivered twice."""
    statuses = []
    for number, one in enumerate(found):
        statuses.append(post(url, secret, [one]))
        if number % 5 == 0:
            statuses.append(post(url, secret, [one]))
    return statuses


def waiting_tokens(running: Installation) -> list[str]:
    """Reply tokens of the queued events, in the stream's order."""
    tokens = []
    for partition in range(PARTITIONS):
        for _, fields in running.parts.redis.xrange(stream_key(partition)):
            tokens.append(json.loads(running.parts.cipher.open(fields[b"e"]))["event"]["replyToken"])
    return tokens


def test_two_hundred_at_once(tmp_path: Path) -> None:
    rules = Rules(monthly_quota=None)
    with FakeLine(rules=rules, clock=StandingClock()) as fake, installed(tmp_path, fake) as running:
        people = People(fake, running.channel)
        user = people.user("busy")
        sent = [people.button(user, go("ita_score")) for _ in range(MESSAGES)]
        running.start_web()
        url, secret = f"{running.url}/line/phon", running.channel.secret
        with ProcessPoolExecutor(POSTERS) as pool:
            shares = [sent[start::POSTERS] for start in range(POSTERS)]
            statuses = [s for found in pool.map(post_all, [url] * POSTERS, [secret] * POSTERS, shares) for s in found]
        assert set(statuses) == {200}
        expected = waiting_tokens(running)
        assert Counter(expected) == Counter(one["replyToken"] for one in sent)
        running.start_worker()
        running.start_worker()
        running.wait_until_drained()
        answered = [call.body["replyToken"] for call in fake.sent]
        print(
            f"{len(statuses)} webhooks, {len(expected)} queued, {len(answered)} answers, in order:",
            answered == expected,
        )
        assert answered == expected
