"""One person's flood: others wait for a turn of it, not for all of it; bounded memory, whoever sends."""

from pathlib import Path

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from bot.worker.backlog import Backlog, Opened
from dialogs.engine.buttons import go
from handlers.door import conversation_digest
from handlers.incoming import read_incoming
from storage.events.partitions import partition_of
from storage.events.stream import QueuedEvent
from tests.faults.events import People, StandingClock, post
from tests.faults.installation import Installation, installed

FLOOD = 150
ASKED_WHILE = 6
"""Answers to the flood that may go out before the other person's: reading ahead takes a few turns."""


def opened(person: str, number: int) -> Opened:
    event = {"source": {"type": "user", "userId": person}}
    return Opened(QueuedEvent(0, f"1-{number}", b"", 1), read_incoming("phon", event), str(number))


def test_persons_take_turns_and_each_keeps_their_order() -> None:
    backlog = Backlog()
    for number, person in enumerate("aaaabac"):
        backlog.add(opened(person, number))
    assert backlog.is_crowded
    order = [one.key for size in (2, 2, 9, 9, 9) for one in backlog.together(size)]
    assert order == ["0", "4", "6", "1", "2", "3", "5"]
    assert not backlog and not list(backlog)


def in_one_partition(running: Installation, people: People) -> tuple[str, str]:
    """Two people whose conversations share a partition."""
    seen: dict[int, str] = {}
    for number in range(200):
        user = people.user(f"n{number}")
        partition = partition_of(conversation_digest(running.parts.keyring, "phon", user))
        if partition in seen:
            return seen[partition], user
        seen[partition] = user
    raise AssertionError("more partitions than people")


def test_whoever_writes_during_a_flood_waits_for_a_few_turns_of_it(tmp_path: Path) -> None:
    rules = Rules(monthly_quota=None)
    with FakeLine(rules=rules, clock=StandingClock()) as fake, installed(tmp_path, fake) as running:
        people = People(fake, running.channel)
        hasty, other = in_one_partition(running, people)
        running.start_web()
        url, secret = f"{running.url}/line/phon", running.channel.secret
        flood = [people.button(hasty, go("ita_score")) for _ in range(FLOOD)]
        assert post(url, secret, flood) == 200
        asked = people.button(other, go("contact"))
        assert post(url, secret, [asked]) == 200
        running.start_worker()
        running.wait_until_drained()
        tokens = [call.body["replyToken"] for call in fake.sent]
        place = tokens.index(asked["replyToken"])
        print(f"{FLOOD} messages of one person waiting, the other's answer was number {place + 1}")
        assert place <= ASKED_WHILE
        assert [t for t in tokens if t != asked["replyToken"]] == [one["replyToken"] for one in flood]
