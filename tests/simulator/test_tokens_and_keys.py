"""Reply tokens (single use, a minute) and retry keys (24 hours)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import requests

from bot.simulator.events import Oddities
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel
from tests.simulator.conftest import FrozenClock
from tests.simulator.line import Api


@pytest.fixture
def channel(fake: FakeLine) -> Channel:
    return fake.channel("phon")


@pytest.fixture
def api(fake: FakeLine, channel: Channel) -> Api:
    return Api(fake, channel)


@pytest.fixture
def user(fake: FakeLine, channel: Channel) -> FakeUser:
    return fake.user(channel)


def last_token(fake: FakeLine) -> str:
    token: str = fake.webhooks[-1].webhook["events"][0]["replyToken"]
    return token


def test_a_reply_token_works_once(fake: FakeLine, api: Api, user: FakeUser) -> None:
    user.says("สวัสดี")
    token = last_token(fake)
    assert api.reply(token).status_code == 200
    again = api.reply(token)
    assert (again.status_code, again.json()) == (400, {"message": "Invalid reply token"})
    assert len(user.hears()) == 1


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 200), (61, 400)])
def test_a_reply_token_lives_a_minute(
    fake: FakeLine, api: Api, user: FakeUser, clock: FrozenClock, seconds: int, status: int
) -> None:
    user.says("สวัสดี")
    clock.move(timedelta(seconds=seconds))
    assert api.reply(last_token(fake)).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 400)])
def test_a_redelivery_gives_another_minute_within_twenty(
    fake: FakeLine, api: Api, user: FakeUser, channel: Channel, clock: FrozenClock, minutes: int, status: int
) -> None:
    user.says("สวัสดี")
    [event] = fake.webhooks[-1].webhook["events"]
    clock.move(timedelta(minutes=minutes))
    again = fake.platform.courier.redeliver(channel, [event]).webhook["events"][0]
    assert again["deliveryContext"] == {"isRedelivery": True}
    assert {name: value for name, value in again.items() if name != "deliveryContext"} == {
        name: value for name, value in event.items() if name != "deliveryContext"
    }
    assert api.reply(again["replyToken"]).status_code == status


def test_a_bad_body_does_not_use_the_token_up(fake: FakeLine, api: Api, user: FakeUser) -> None:
    user.says("สวัสดี")
    token = last_token(fake)
    assert api.reply(token, [{"type": "text", "text": ""}]).status_code == 400
    assert api.reply(token).status_code == 200


def test_a_token_of_another_channel_is_invalid(fake: FakeLine, user: FakeUser) -> None:
    user.says("สวัสดี")
    other = Api(fake, fake.channel("ko"))
    assert other.reply(last_token(fake)).status_code == 400
    assert user.hears() == []


def test_an_expired_token_can_be_asked_for(fake: FakeLine, api: Api, user: FakeUser) -> None:
    user.says("สวัสดี", Oddities(expired_token=True))
    assert api.reply(last_token(fake)).status_code == 400


def test_standby_brings_no_token(fake: FakeLine, user: FakeUser) -> None:
    user.says("สวัสดี", Oddities(mode="standby"))
    [event] = fake.webhooks[-1].webhook["events"]
    assert event["mode"] == "standby"
    assert "replyToken" not in event


def test_a_retry_key_is_accepted_once(api: Api, user: FakeUser) -> None:
    key = str(uuid4())
    first = api.push(user.user_id, X_Line_Retry_Key=key)
    second = api.push(user.user_id, X_Line_Retry_Key=key)
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.json()["message"] == "The retry key is already accepted"
    assert second.json()["sentMessages"] == first.json()["sentMessages"]
    assert len(user.hears()) == 1


def test_a_retry_key_is_forgotten_after_a_day(api: Api, user: FakeUser, clock: FrozenClock) -> None:
    key = str(uuid4())
    api.push(user.user_id, X_Line_Retry_Key=key)
    clock.move(timedelta(hours=24))
    assert api.push(user.user_id, X_Line_Retry_Key=key).status_code == 200


def test_a_retry_key_on_a_reply_is_refused(fake: FakeLine, api: Api, user: FakeUser) -> None:
    user.says("สวัสดี")
    body = {"replyToken": last_token(fake), "messages": [{"type": "text", "text": "ค่ะ"}]}
    assert api.post("/v2/bot/message/reply", body, X_Line_Retry_Key=str(uuid4())).status_code == 400


def test_a_lost_answer_was_accepted(fake: FakeLine, api: Api, user: FakeUser) -> None:
    key = str(uuid4())
    fake.faults.next("push", "lost-answer")
    with pytest.raises(requests.ConnectionError):
        api.push(user.user_id, X_Line_Retry_Key=key)
    assert api.push(user.user_id, X_Line_Retry_Key=key).status_code == 409
    assert len(user.hears()) == 1


def test_a_refused_connection_was_not_accepted(fake: FakeLine, api: Api, user: FakeUser) -> None:
    fake.faults.next("push", "refused")
    with pytest.raises(requests.ConnectionError):
        api.push(user.user_id)
    assert user.hears() == []
