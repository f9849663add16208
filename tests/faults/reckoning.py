"""After a scenario: every effect and every answer against what was expected. All counts of the first line must be 0."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from sqlalchemy import func, select

from bot.simulator.platform import Call
from bot.simulator.words import words
from storage.models import Follow, InboxEvent, ProgressEntry
from tests.faults.installation import Installation
from tests.faults.senders import Senders
from tests.faults.story import Deed, Story, all_deeds
from tests.figures import show

APOLOGY = "ตอนนี้ระบบขัดข้อง"


@dataclass(slots=True)
class Reckoning:
    """What was found. ``apologies`` and ``pushed`` are no faults: what the person got while or after a store was away."""

    events: int = 0
    lost_effects: int = 0
    doubled_effects: int = 0
    disordered_effects: int = 0
    lost_answers: int = 0
    doubled_answers: int = 0
    disordered_answers: int = 0
    wrong_answers: int = 0
    apologies: int = 0
    pushed: int = 0

    @property
    def lost(self) -> int:
        return self.lost_effects + self.lost_answers

    @property
    def doubled(self) -> int:
        return self.doubled_effects + self.doubled_answers

    @property
    def disordered(self) -> int:
        return self.disordered_effects + self.disordered_answers

    def __str__(self) -> str:
        return (
            f"{self.events} events: {self.lost} lost, {self.doubled} doubled, {self.disordered} out of order, "
            f"{self.wrong_answers} wrong answers ({self.apologies} apologies, {self.pushed} answers pushed)"
        )


def apologised(running: Installation, since: int) -> bool:
    """Whether somebody was told, after so many calls, that their message waits."""
    return any(APOLOGY in str(call.body) for call in list(running.fake.platform.calls)[since:])


def spells(
    running: Installation, senders: Senders, times: int, begin: Callable[[], object], end: Callable[[], object]
) -> None:
    """Something is away ``times`` times, spread over all events, each time until somebody was told that theirs waits."""
    for number in range(times):
        senders.reached((number + 1) / (times + 1))
        before = len(running.fake.platform.calls)
        begin()
        running.wait_for(partial(apologised, running, before))
        end()


def reckon(running: Installation, told: Sequence[Story]) -> Reckoning:
    """Count everything; call it when no event waits any more."""
    found = Reckoning(events=sum(len(story.deeds) for story in told))
    _effects(running, told, found)
    count_answers(running.fake.platform.calls, told, found)
    return found


def hold(name: str, running: Installation, told: Sequence[Story], also: str = "") -> Reckoning:
    """Nothing lost, nothing doubled, nothing out of order; shows the figures either way."""
    found = reckon(running, told)
    show(f"{name}, {found}{'; ' if also else ''}{also}")
    assert (found.lost, found.doubled, found.disordered, found.wrong_answers) == (0, 0, 0, 0), asdict(found)
    return found


def _effects(running: Installation, told: Sequence[Story], found: Reckoning) -> None:
    with running.parts.database.reading() as session:
        rows = list(session.scalars(select(ProgressEntry.detail).order_by(ProgressEntry.id)))
        follows = session.scalar(select(func.count()).select_from(Follow)) or 0
        noted = session.scalar(select(func.count()).select_from(InboxEvent)) or 0
    expected = {deed.report for deed in all_deeds(told) if deed.report}
    counted = Counter(row for row in rows if row in expected)
    found.lost_effects = len(expected - set(counted))
    found.doubled_effects = sum(count - 1 for count in counted.values())
    found.disordered_effects = _descents(row.rsplit(" ", 1) for row in rows if row in counted)
    changes = sum(1 for deed in all_deeds(told) if deed.changes)
    found.lost_effects += max(0, changes - noted)
    found.doubled_effects += max(0, noted - changes)
    found.disordered_effects += abs(follows - sum(story.follows_at_end for story in told))


def count_answers(calls: Iterable[Call], told: Sequence[Story], found: Reckoning) -> None:
    """A reply is known by its token, a push by what it says to whom."""
    by_token = {deed.token: deed for deed in all_deeds(told)}
    by_person = {story.person: story.deeds for story in told}
    heard: Counter[Deed] = Counter()
    order = []
    for call in sorted((c for c in list(calls) if c.accepted and c.body), key=lambda c: c.accepted):
        body = call.body or {}
        text = "\n".join(words(message) for message in body.get("messages", []))
        deed = by_token.get(body.get("replyToken", ""))
        if deed is None and "to" in body:
            deed = _pushed_for(by_person.get(body["to"], ()), text, heard)
            found.pushed += 1
        if APOLOGY in text:
            found.apologies += 1
        elif deed is None or deed.hears not in text:
            found.wrong_answers += 1
        else:
            heard[deed] += 1
            if heard[deed] == 1:
                order.append([deed.person, str(deed.number)])
    found.lost_answers = sum(1 for deed in by_token.values() if not heard[deed])
    found.doubled_answers = sum(count - 1 for count in heard.values() if count)
    found.disordered_answers = _descents(order)


def _pushed_for(deeds: Sequence[Deed], text: str, heard: Counter[Deed]) -> Deed | None:
    """The deed that is answered next, if such an answer is right for it; else one that had this answer already."""
    owed = [deed for deed in deeds if not heard[deed]]
    if owed and owed[0].hears in text:
        return owed[0]
    fitting = [deed for deed in deeds if deed.hears in text]
    return next((deed for deed in fitting if heard[deed]), fitting[0] if fitting else None)


def _descents(named: Iterable[Sequence[str]]) -> int:
    """How many come after a later one of the same person."""
    highest: dict[str, int] = defaultdict(lambda: -1)
    behind = 0
    for person, number in named:
        if int(number) < highest[person]:
            behind += 1
        highest[person] = max(highest[person], int(number))
    return behind
