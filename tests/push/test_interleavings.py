"""Notices, faults, crashes, clock jumps and leavers in any order: nobody hears anything twice, nothing is lost."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.scheduler.sender import Sender
from dialogs.records.errors import LeaseLost
from dialogs.records.notice import Fate, Importance, Reason
from storage.deliveries import Outbox
from storage.models import Person
from storage.purses import Purses
from tests.figures import show
from tests.push.office import Office, an_office
from tests.storage.rows import KEYS

FAULTS = ("rate", "monthly", "server-error", "bad-gateway-html", "refused", "lost-answer")
POINTS = ("formed", "called", "noted")


class PowerCut(BaseException):
    """Ends the sender in the middle, as far as the program can tell."""


class Story:
    """One random day of an office, told again from its number."""

    def __init__(self, office: Office, number: int) -> None:
        self.office = office
        self.chance = random.Random(number)
        self.people = list(office.people(6))
        self.keys: list[str] = []
        self.cut_at = ""
        self.leads = True
        self.start()

    def start(self) -> None:
        """A new process takes the place of the one that died."""
        office = self.office
        office.sender.close()
        outbox = Outbox(office.database, KEYS, lambda: self.leads)
        office.sender = Sender(
            outbox, Purses(office.database), office.sender._pusher, office.clock, checkpoint=self._checkpoint
        )

    def _checkpoint(self, here: str) -> None:
        if here == self.cut_at:
            self.cut_at = ""
            raise PowerCut

    def step(self) -> None:
        match self.chance.choice(("put", "put", "fault", "cut", "look", "look", "look", "wait", "leave", "lost")):
            case "put":
                self.put()
            case "fault":
                endpoint = self.chance.choice(("push", "multicast", "quota"))
                self.office.fake.faults.next(endpoint, self.chance.choice(FAULTS), count=self.chance.randint(1, 3))
            case "cut":
                self.cut_at = self.chance.choice(POINTS)
            case "wait":
                self.office.clock.move(minutes=self.chance.choice((1, 10, 60, 300)))
            case "leave":
                self.leave()
            case "lost":
                self.leads = self.chance.random() < 0.5
            case _:
                self.look()

    def put(self) -> None:
        importance = self.chance.choice(list(Importance))
        key = f"{importance.name}-{len(self.keys)}"
        whom = tuple(self.chance.sample(self.people, self.chance.randint(1, len(self.people))))
        notice = self.office.notice(key, whom, importance, hours=self.chance.choice((1, 6, 30)))
        assert self.office.put(notice)
        assert not self.office.put(notice), "the job ran again"
        self.keys.append(key)

    def leave(self) -> None:
        if len(self.people) > 3 and self.chance.random() < 0.3:
            person = self.people.pop()
            with self.office.database.transaction() as session:
                session.delete(session.get_one(Person, person))

    def look(self) -> None:
        try:
            self.office.sender.round()
        except PowerCut:
            self.start()
        except LeaseLost:
            self.leads = True
        self.office.clock.move(seconds=30)

    def ending(self) -> None:
        """Everything works again for two days."""
        self.cut_at, self.leads = "", True
        self.office.fake.faults.clear()
        self.start()
        self.office.rounds(60, timedelta(hours=1))


def check(story: Story) -> Counter[str]:
    office, found = story.office, Counter[str]()
    for person in office.phones:
        assert not [words for words, times in office.heard(person).items() if times > 1], "something came twice"
    for key in story.keys:
        for person, (fate, reason) in office.fates(key).items():
            assert fate != Fate.WAITING, f"{key} is lost"
            found[f"{fate} {reason}".strip()] += 1
            if person is None:
                continue  # what somebody heard before they left, nobody knows any more
            heard = office.heard(person)[f"แจ้ง {key}"] == 1
            if fate == Fate.SENT:
                assert heard, f"{key} counts as sent and did not come"
            elif heard:
                assert reason == Reason.UNSURE, f"{key} came, and is listed as {reason}"
    return found


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])
def test_random_days(tmp_path: Path, count: int) -> None:
    total: Counter[str] = Counter()
    for number in range(count):
        folder = tmp_path / str(number)
        folder.mkdir()
        with an_office(folder, quota=random.Random(-number).choice((None, 8, 40))) as office:
            story = Story(office, number)
            for _ in range(60):
                story.step()
            story.ending()
            total += check(story)
    show(f"{count} random days: {dict(total.most_common())}; doubled 0, lost 0")
    assert total["sent"] > 10 * count
