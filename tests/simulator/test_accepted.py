"""The call log tells what LINE carried out, whatever became of the answer."""

import urllib.request
from contextlib import suppress

from bot.simulator.fake import FakeLine
from bot.simulator.faults import Fault
from bot.simulator.model import Channel
from bot.simulator.wire import compact


def reply(fake: FakeLine, channel: Channel, token: str) -> None:
    body = compact({"replyToken": token, "messages": [{"type": "text", "text": "ค่ะ"}]})
    headers = {"Authorization": f"Bearer {channel.access_token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{fake.url}/v2/bot/message/reply", body, headers, method="POST")
    with suppress(OSError), urllib.request.urlopen(request, timeout=10):
        pass


def test_carried_out_requests_are_numbered_and_refused_ones_are_not() -> None:
    with FakeLine() as fake:
        channel = fake.channel("phon")
        user = fake.user(channel)
        first, second, third = (
            fake.platform.reply_tokens.issue(channel.key, user.user_id, fake.platform.clock.now()) for _ in range(3)
        )
        reply(fake, channel, first)
        reply(fake, channel, first)  # used up: refused
        fake.faults.next("reply", Fault(502, after_accept=True))
        reply(fake, channel, second)
        fake.faults.next("reply", "lost-answer")
        reply(fake, channel, third)
        assert fake.platform.chats.wait_for(
            lambda: len(fake.calls) == 4, 10
        )  # the client may see the broken line first
        assert [(call.status, call.accepted) for call in fake.calls] == [(200, 1), (400, 0), (502, 2), (499, 3)]
