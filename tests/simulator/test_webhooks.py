"""Webhooks the platform sends: their shapes against LINE's own file, and how they are delivered."""

from socket import create_server
from typing import Any

import pytest

from bot.simulator.courier import signature as sign
from bot.simulator.events import STRANGE, Oddities
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Rules
from tests.shared import needs_shared
from tests.simulator.judge import judge
from tests.simulator.recorder import Recorder


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def line(recorder: Recorder) -> FakeLine:
    return FakeLine(transport=recorder, rules=Rules(redelivery_delays=()))


@pytest.fixture
def user(line: FakeLine) -> FakeUser:
    return line.user(line.channel("phon"))


def does_everything(user: FakeUser) -> None:
    number = user.says("สวัสดี")
    user.says_together("หนึ่ง", "สอง", one_webhook=True)
    user.sends_sticker()
    user.sends_pictures(2)
    user.sends_picture()
    user.sends_voice()
    user.sends_video()
    user.sends_file()
    user.sends_location()
    user.unsend(number)
    user.unsends_before_it_arrives("ไม่เอาแล้ว")
    user.block()
    user.follow()
    user.postback("a=1", {"date": "2026-01-31"})
    user.says("สวัสดี", Oddities(mode="standby"))
    user.says("สวัสดี", Oddities(spaced_json=True))
    user.in_group().says("สวัสดีทุกคน")
    for name in STRANGE:
        user.strange(name)


@needs_shared
def test_all_webhooks_pass_lines_own_schema(line: FakeLine, user: FakeUser) -> None:
    does_everything(user)
    schema = judge("webhook.yml", limits=False, close=False)
    unknown = {"undefined"}
    checked = 0
    for delivery in line.webhooks:
        kinds = {event["type"] for event in delivery.webhook["events"]}
        if not kinds & unknown:
            assert schema.schema_errors("CallbackRequest", delivery.webhook) == [], kinds
            checked += 1
    assert checked >= 22


def test_events_of_several_people_in_one_webhook(line: FakeLine, user: FakeUser) -> None:
    other = line.user(user.channel, "neighbour")
    line.platform.courier.deliver(user.channel, [user.text_event("หนึ่ง"), other.text_event("สอง")])
    [delivery] = line.webhooks
    assert [event["source"]["userId"] for event in delivery.webhook["events"]] == [user.user_id, other.user_id]


@pytest.mark.parametrize("signature", ["", "d3Jvbmc=", None])
def test_raw_bytes_can_be_posted(line: FakeLine, recorder: Recorder, user: FakeUser, signature: str | None) -> None:
    line.posts(user.channel, b"not json", signature)
    [(_, body, headers)] = recorder.posts
    assert body == b"not json"
    expected = sign(user.channel.secret, body) if signature == "" else signature
    assert headers.get("x-line-signature") == expected


def test_unknown_things_are_sent_too(line: FakeLine, user: FakeUser) -> None:
    user.sends_unknown()
    user.sends_unknown_sticker()
    user.strange("unknown")
    [[message], [sticker], [event]] = [delivery.webhook["events"] for delivery in line.webhooks]
    assert message["message"]["type"] == "hologram"
    assert sticker["message"]["stickerResourceType"] == "SMELL"
    assert event["type"] == "undefined"


def test_an_edited_message_keeps_its_id(line: FakeLine, user: FakeUser) -> None:
    group = user.in_group()
    number = group.says("แก้")
    group.edits(number, "แก้แล้ว")
    [event] = line.webhooks[-1].webhook["events"]
    assert (event["type"], event["message"]["id"], event["message"]["text"]) == ("messageEdited", number, "แก้แล้ว")


def test_a_failed_account_link_has_neither_source_nor_token(line: FakeLine, user: FakeUser) -> None:
    user.strange("accountLinkFailed")
    [event] = line.webhooks[-1].webhook["events"]
    assert "source" not in event and "replyToken" not in event


def test_the_unsend_can_come_first(line: FakeLine, user: FakeUser) -> None:
    number = user.unsends_before_it_arrives("ลับ")
    events = [delivery.webhook["events"][0] for delivery in line.webhooks]
    assert [event["type"] for event in events] == ["unsend", "message"]
    assert events[0]["unsend"]["messageId"] == events[1]["message"]["id"] == number
    assert user.chat.entries[-1].unsent


def test_a_picture_set_arrives_last_first(line: FakeLine, user: FakeUser) -> None:
    user.sends_pictures(3)
    sets = [delivery.webhook["events"][0]["message"]["imageSet"] for delivery in line.webhooks]
    assert [one["index"] for one in sets] == [3, 2, 1]
    assert len({one["id"] for one in sets}) == 1


def test_a_duplicate_is_the_same_body_without_a_mark(recorder: Recorder, user: FakeUser) -> None:
    user.says("สวัสดี", Oddities(duplicate=True))
    first, second = (body for _, body, _ in recorder.posts)
    assert first == second


def test_a_late_message_keeps_its_timestamp(line: FakeLine, recorder: Recorder, user: FakeUser) -> None:
    user.says("หนึ่ง", Oddities(late=3600))
    user.says("สอง")
    line.platform.courier.hurry()
    line.stop()
    events: list[dict[str, Any]] = [delivery.webhook["events"][0] for delivery in line.webhooks]
    assert [event["message"]["text"] for event in events] == ["สอง", "หนึ่ง"]
    assert events[1]["timestamp"] <= events[0]["timestamp"]


@pytest.mark.parametrize("status", [503, None])
def test_a_failure_is_redelivered_until_it_is_taken(status: int | None) -> None:
    recorder = Recorder(status)
    line = FakeLine(transport=recorder, rules=Rules(redelivery_delays=(3600.0, 3600.0)))
    user = line.user(line.channel("phon"))
    user.says("สวัสดี")
    line.platform.courier.hurry()
    recorder.status = 200
    line.platform.courier.hurry()
    line.platform.courier.hurry()
    line.stop()
    events = [delivery.webhook["events"][0] for delivery in line.webhooks]
    assert [event["deliveryContext"]["isRedelivery"] for event in events] == [False, True, True]
    assert len({event["webhookEventId"] for event in events}) == 1
    assert [delivery.attempt for delivery in line.webhooks] == [1, 2, 3]


def test_redelivery_runs_on_its_own() -> None:
    recorder = Recorder(503)
    line = FakeLine(transport=recorder, rules=Rules(redelivery_delays=(0.001, 0.001)))
    user = line.user(line.channel("phon"))
    user.says("สวัสดี")
    assert line.platform.chats.wait_for(lambda: len(line.webhooks) == 3, 5)
    line.stop()


def test_a_bot_that_hangs_is_a_timeout() -> None:
    fake = FakeLine(rules=Rules(webhook_timeout=0.05, redelivery_delays=()))
    with create_server(("127.0.0.1", 0)) as silent:
        user = fake.user(fake.channel("phon", webhook_url=f"http://127.0.0.1:{silent.getsockname()[1]}/"))
        user.says("สวัสดี")
    assert fake.webhooks[-1].answer.reason == "request_timeout"
    user.says("สวัสดี")
    assert fake.webhooks[-1].answer.reason == "could_not_connect"
