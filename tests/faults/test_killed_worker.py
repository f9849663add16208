"""The worker is killed at each step of the turn: every event has its effect once, nobody's answer is lost."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from dialogs.engine.buttons import go
from storage.models import Follow, InboxEvent
from tests.faults.events import Event, People, StandingClock, post
from tests.faults.installation import installed

STEPS = (
    "taken",
    "loaded",
    "before effects",
    "effects committed",
    "decided",
    "committed",
    "answering",
    "answered",
    "done",
)
PEOPLE = 12


def conversation(people: People, user: str) -> list[Event]:
    """Ask about following, follow the news, ask for the list: the second has an effect in SQL."""
    return [
        people.button(user, go("follow")),
        people.button(user, go("follow", consent=True)),
        people.button(user, go("follow", list=True)),
    ]


@pytest.mark.soak
def test_kill_nine_at_every_step(tmp_path: Path) -> None:
    rules = Rules(monthly_quota=None)
    with FakeLine(rules=rules, clock=StandingClock()) as fake, installed(tmp_path, fake) as running:
        people = People(fake, running.channel)
        talks = [conversation(people, people.user(f"p{number}")) for number in range(PEOPLE)]
        running.start_web()
        for one in (one for talk in talks for one in talk):
            assert post(f"{running.url}/line/phon", running.channel.secret, [one]) == 200
        for step in STEPS:
            dying = running.start("-m", "tests.faults.dying_worker", step, "2")
            assert dying.wait(timeout=60) == -9, running.said()[-2000:]
        running.start_worker()
        running.wait_until_drained()
        with running.parts.database.reading() as session:
            followers = Counter(session.scalars(select(Follow.person_id)))
            noted = len(list(session.scalars(select(InboxEvent.event_key))))
        answers = Counter(call.body.get("replyToken") for call in fake.sent if call.status == 200)
        pushed = answers.pop(None, 0)  # an answer whose token the killed worker had used: once too many, never lost
        print(
            f"{len(STEPS)} kills, {3 * PEOPLE} events, {noted} effects, {sum(answers.values())} answers, {pushed} pushed again"
        )
        assert len(followers) == PEOPLE
        assert set(followers.values()) == {1}
        assert noted == PEOPLE
        assert set(answers) == {one["replyToken"] for talk in talks for one in talk}
        last = {talk[-1]["replyToken"] for talk in talks}
        assert all("ข่าว ITA ของ" in str(call.body) for call in fake.sent if call.body.get("replyToken") in last)
