"""What people do in a fault scenario, and what each thing must lead to: an answer, and for most an effect in SQL.

Five things in turn: follow the news, ask what is followed, stop, ask again, report progress. The answers to the
questions tell in which order the others had their effect; a report is a row that is only ever added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.demo.people import bind_sample
from bot.simulator.model import Channel
from dialogs.engine.buttons import go
from storage.channels import GENERAL
from storage.samples.load import SLUGS
from tests.faults.events import Event, People
from tests.faults.installation import Installation

TURNS = 5
"""Things that a person does before beginning anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """One event of a person, the ``number``-th of theirs. ``hears``: what its answer says; ``report``: the row's text."""

    person: str
    number: int
    event: Event
    hears: str
    report: str = ""

    @property
    def token(self) -> str:
        return str(self.event["replyToken"])

    @property
    def changes(self) -> bool:
        """Whether it has an effect in SQL."""
        return self.number % TURNS in (0, 2, 4)


@dataclass(frozen=True, slots=True)
class Story:
    """All deeds of one person, in order. ``follows_at_end``: whether they follow the news when all is done."""

    person: str
    channel: Channel
    deeds: tuple[Deed, ...]

    @property
    def follows_at_end(self) -> bool:
        return len(self.deeds) % TURNS in (1, 2)


def stories(running: Installation, people: int, each: int) -> list[Story]:
    """Members of staff of the five sample agencies, with so many deeds each."""
    channels = _open_channels(running)
    return [_story(running, channels[number % len(channels)], number, each) for number in range(people)]


def _open_channels(running: Installation) -> list[Channel]:
    channels = [running.channel]
    for slug in SLUGS:
        if slug == running.channel.slug:
            continue
        channel = running.fake.channel(slug)
        running.parts.channels.add(slug, GENERAL, channel.secret, channel.access_token, running.parts.clock())
        channels.append(channel)
    for channel in channels:
        running.fake.platform.courier.set_url(channel, f"{running.url}/line/{channel.slug}")
    return channels


def _story(running: Installation, channel: Channel, number: int, each: int) -> Story:
    people = People(running.fake, channel)
    user = people.user(f"{channel.slug}-{number}")
    bind_sample(running.parts, channel.slug, user, "staff")
    known = running.parts.directory.known(channel.slug, ())
    assert known is not None
    measures = [measure.id for measure in known.agency.measures]
    measure = measures[number % len(measures)]
    deeds = (_deed(people, user, place, measure) for place in range(each))
    return Story(user, channel, tuple(deeds))


def _deed(people: People, user: str, place: int, measure: int) -> Deed:
    kind, percent = place % TURNS, place // TURNS % 99 + 1
    if kind == 4:
        text = f"{user} {place}"
        form = {"measure": measure, "percent": percent, "reason": "-", "detail": text, "evidence": [], "review": "save"}
        return Deed(user, place, people.button(user, go("report_progress", **form)), f" {percent}% ", text)
    data, hears = _SAID[kind]
    return Deed(user, place, people.button(user, data), hears)


_SAID = (
    (go("follow", consent=True), "คุณติดตาม"),
    (go("follow", list=True), "เรื่องที่ติดตามอยู่"),
    (go("follow", stop="one"), "เลิกแจ้ง"),
    (go("follow", list=True), "ไม่ได้ติดตามเรื่องใด"),
)


def all_deeds(told: Sequence[Story]) -> Iterator[Deed]:
    for story in told:
        yield from story.deeds
