"""What counts, what is delivered, what is limited."""

from datetime import timedelta

import pytest

from bot.simulator.errors import LineError
from bot.simulator.fake import FakeLine
from bot.simulator.meters import TokenBuckets
from bot.simulator.model import ChannelKind, Rules
from tests.simulator.conftest import FrozenClock
from tests.simulator.line import HELLO, Api


def test_replies_are_free_and_pushes_count_per_person(fake: FakeLine) -> None:
    channel = fake.channel("phon")
    api, one, two = Api(fake, channel), fake.user(channel, "one"), fake.user(channel, "two")
    one.says("สวัสดี")
    api.reply(fake.webhooks[-1].webhook["events"][0]["replyToken"])
    api.push(one.user_id, HELLO * 3)
    api.post("/v2/bot/message/multicast", {"to": [one.user_id, two.user_id], "messages": HELLO})
    assert api.get("/v2/bot/message/quota/consumption").json() == {"totalUsage": 3}
    day = fake.platform.clock.now() + timedelta(hours=9)
    assert api.get(f"/v2/bot/message/delivery/reply?date={day:%Y%m%d}").json() == {"status": "ready", "success": 1}


def test_who_blocked_the_account_gets_nothing_and_costs_nothing(fake: FakeLine) -> None:
    channel = fake.channel("phon")
    api, user = Api(fake, channel), fake.user(channel)
    user.block()
    assert fake.webhooks[-1].webhook["events"][0]["type"] == "unfollow"
    assert api.push(user.user_id).status_code == 200
    assert user.hears() == []
    assert api.get("/v2/bot/message/quota/consumption").json() == {"totalUsage": 0}
    assert api.get(f"/v2/bot/profile/{user.user_id}").status_code == 404
    user.follow()
    assert fake.webhooks[-1].webhook["events"][0]["follow"] == {"isUnblocked": True}
    api.push(user.user_id)
    assert len(user.hears()) == 1


def test_a_stranger_can_be_pushed_to_for_a_week_after_writing(fake: FakeLine, clock: FrozenClock) -> None:
    channel = fake.channel("phon")
    api, user = Api(fake, channel), fake.user(channel, friend=False)
    api.push(user.user_id)
    assert user.hears() == []
    user.says("สวัสดี")
    clock.move(timedelta(days=7))
    api.push(user.user_id)
    assert len(user.hears()) == 1
    clock.move(timedelta(seconds=1))
    api.push(user.user_id)
    assert user.hears() == []


def test_the_months_limit(clock: FrozenClock) -> None:
    with FakeLine(clock=clock, rules=Rules(monthly_quota=2)) as fake:
        channel = fake.channel("phon")
        api, user = Api(fake, channel), fake.user(channel)
        assert [api.push(user.user_id).status_code for _ in range(3)] == [200, 200, 429]
        assert api.push(user.user_id).json() == {"message": "You have reached your monthly limit."}
        clock.move(timedelta(days=31))
        assert api.push(user.user_id).status_code == 200


def test_an_unknown_user_id_is_refused(fake: FakeLine) -> None:
    api = Api(fake, fake.channel("phon"))
    assert api.push("U" + "0" * 32).status_code == 400


def test_a_token_bucket_refills() -> None:
    now = [0.0]
    buckets = TokenBuckets(lambda: now[0])
    for _ in range(100):
        buckets.take("phon/general", "loading")
    with pytest.raises(LineError, match="rate limit"):
        buckets.take("phon/general", "loading")
    buckets.take("ko/general", "loading")
    now[0] = 0.02
    buckets.take("phon/general", "loading")


def test_ids_are_one_under_a_provider_and_others_under_another(fake: FakeLine) -> None:
    one = fake.channel("phon", provider="office")
    two = fake.channel("ko", provider="office")
    apart = fake.channel("phon", ChannelKind.COMPLAINT)
    assert fake.user(one).user_id == fake.user(two).user_id
    assert fake.user(apart).user_id != fake.user(one).user_id


def test_followers_are_for_verified_accounts(fake: FakeLine) -> None:
    api = Api(fake, fake.channel("phon"))
    assert api.get("/v2/bot/followers/ids").status_code == 403


def test_every_answer_has_a_request_id_and_ids_are_eighteen_digits(fake: FakeLine) -> None:
    channel = fake.channel("phon")
    api, user = Api(fake, channel), fake.user(channel)
    answer = api.push(user.user_id)
    assert answer.headers["x-line-request-id"]
    [sent] = answer.json()["sentMessages"]
    assert len(sent["id"]) == 18 and sent["id"].isdigit()
    assert api.get("/v2/bot/profile/nobody").headers["x-line-request-id"]
