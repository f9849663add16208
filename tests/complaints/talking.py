"""A reporter in LINE: the fake platform brings signed webhooks to the app and checks every body it sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import redis
from flask import Flask

from bot.complaints.app import create_complaint_app
from bot.complaints.link import LineLink
from bot.complaints.parts import ComplaintParts
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel, ChannelKind, Rules
from storage.complaints.channel import save_channel
from storage.complaints.receipt import DIGITS, read_receipt
from tests.complaints.conftest import Office, StillClock

HOST = "complaints.test"


@dataclass
class PlatformClock:
    """The fake platform's time is the test's."""

    clock: StillClock

    def now(self) -> datetime:
        return self.clock()


@dataclass
class Talk:
    """One person's phone."""

    line: FakeLine
    channel: Channel
    user: FakeUser
    redis: "redis.Redis"

    def says(self, *texts: str) -> "Talk":
        for text in texts:
            self.user.says(text)
        return self

    def presses(self, label: str) -> "Talk":
        self.user.press(label)
        return self

    def hears(self) -> str:
        """All that came since the last time, as one text."""
        return "\n".join(_words(message) for message in self.user.hears())

    def begins(self) -> "Talk":
        return self.says("สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม")

    def to_review(self, *answers: str) -> str:
        """Answers in the order of the questions, then the review; the code that it shows."""
        self.begins().says(*answers)
        if len(answers) < 7:
            self.says("ตรวจทาน")
        return code_in(self.hears())


def code_in(text: str) -> str:
    line = [part for part in text.splitlines() if sum(c.isdigit() for c in part) == DIGITS and len(part) < 22][-1]
    return read_receipt(line)


def _words(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("altText") or "")


@contextmanager
def talking(parts: ComplaintParts, office: Office) -> Iterator[Talk]:
    rules = Rules(redelivery_delays=(), webhook_timeout=20.0)
    apps: list[Flask] = []  # the app needs the platform's address, the platform the app's: a step in between
    line = FakeLine(clock=PlatformClock(office.clock), rules=rules, apps={HOST: lambda env, start: apps[0](env, start)})
    with line:
        channel = line.channel("phon", ChannelKind.COMPLAINT, webhook_url=f"https://{HOST}/line/phon")
        save_channel(office.file, office.secrets, channel.secret, channel.access_token)
        apps.append(create_complaint_app(parts, LineLink(line.url, line.url)))
        yield Talk(line, channel, line.user(channel, "reporter"), parts.redis)
