"""Errors in LINE's shapes."""

from datetime import timedelta
from uuid import uuid4

import pytest
import requests

from bot.simulator.fake import FakeLine
from bot.simulator.model import Channel
from tests.shared import needs_shared
from tests.simulator.judge import judge
from tests.simulator.line import HELLO, PUSH, REPLY, Api


@pytest.fixture
def channel(fake: FakeLine) -> Channel:
    return fake.channel("phon")


@pytest.fixture
def api(fake: FakeLine, channel: Channel) -> Api:
    return Api(fake, channel)


def test_property_paths_of_an_ordinary_message(api: Api) -> None:
    answer = api.reply("x", [{"type": "text", "text": ""}, {"type": "location", "title": "ก"}])
    assert answer.status_code == 400
    body = answer.json()
    assert body["message"] == f"The request body has {len(body['details'])} error(s)"
    assert {"message": "May not be empty", "property": "messages[0].text"} in body["details"]
    assert {"message": "May not be empty", "property": "messages[1].address"} in body["details"]


def test_pointers_of_a_flex_message(api: Api) -> None:
    box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ก", "wieght": "bold"}]}
    flex = {"type": "flex", "altText": "ก", "contents": {"type": "bubble", "footer": box}}
    assert api.reply("x", [*HELLO, flex]).json() == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "unknown field", "property": "/footer/contents/0/wieght"}],
    }


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages(api: Api, count: int) -> None:
    details = api.reply("x", HELLO * count).json()["details"]
    assert details == [{"message": "Size must be between 1 and 5", "property": "messages"}]


def test_tokens(fake: FakeLine, api: Api, channel: Channel) -> None:
    url = fake.url + REPLY
    assert requests.post(url, json={}, timeout=5).status_code == 401
    wrong = requests.post(url, json={}, headers={"Authorization": "Bearer wrong"}, timeout=5)
    assert wrong.status_code == 401
    assert wrong.json()["message"].startswith("Authentication failed due to the following reason: ")
    fake.platform.access_tokens.revoke(channel.access_token)
    assert api.get("/v2/bot/info").status_code == 401


def test_body_size_type_and_json(fake: FakeLine, channel: Channel) -> None:
    url, bearer = fake.url + PUSH, {"Authorization": f"Bearer {channel.access_token}"}
    json_type = {"Content-Type": "application/json"}
    assert requests.post(url, data=b"a=b", headers=bearer, timeout=5).status_code == 415
    assert requests.post(url, data=b"{", headers=bearer | json_type, timeout=5).status_code == 400
    assert requests.post(url, data=b"[]", headers=bearer | json_type, timeout=5).status_code == 400
    deep = b'{"to":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert requests.post(url, data=deep, headers=bearer | json_type, timeout=5).status_code == 400
    huge = b'{"to":"' + b"x" * (2 * 1024 * 1024) + b'"}'
    assert requests.post(url, data=huge, headers=bearer | json_type, timeout=5).status_code == 413


def test_unknown_paths_and_trailing_slashes(api: Api) -> None:
    assert api.get("/v2/bot/nothing").json() == {"message": "Not found"}
    assert api.post(REPLY + "/", {}).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("rate", 429), ("monthly", 429), ("server-error", 500), ("bad-gateway-html", 502), ("empty-200", 200)],
)
def test_faults_spoil_one_call_only(fake: FakeLine, api: Api, channel: Channel, name: str, status: int) -> None:
    user = fake.user(channel)
    fake.faults.next("push", name)
    assert api.push(user.user_id).status_code == status
    assert user.hears() == []
    assert api.push(user.user_id).status_code == 200
    assert len(user.hears()) == 1


def test_contents_are_served_once_sent_and_gone_once_unsent(fake: FakeLine, api: Api, channel: Channel) -> None:
    user = fake.user(channel)
    number = user.sends_picture()
    answer = api.get(f"/v2/bot/message/{number}/content")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8\xff")
    user.unsend(number)
    assert api.get(f"/v2/bot/message/{number}/content").status_code == 410
    assert api.get("/v2/bot/message/1/content").status_code == 404
    fake.faults.next("content", "preparing")
    assert api.get(f"/v2/bot/message/{user.sends_video()}/content").status_code == 202


def test_stateless_tokens_work_for_fifteen_minutes(fake: FakeLine, channel: Channel) -> None:
    form = {"grant_type": "client_credentials", "client_id": channel.client_id, "client_secret": channel.secret}
    made = requests.post(fake.url + "/oauth2/v3/token", data=form, timeout=5).json()
    assert made["expires_in"] == 900
    bearer = {"Authorization": f"Bearer {made['access_token']}"}
    assert requests.get(fake.url + "/v2/bot/info", headers=bearer, timeout=5).json()["userId"] == channel.destination
    fake.platform.clock.move(timedelta(minutes=15))
    assert requests.get(fake.url + "/v2/bot/info", headers=bearer, timeout=5).status_code == 401
    bad = requests.post(fake.url + "/oauth2/v3/token", data=form | {"client_secret": "x"}, timeout=5)
    assert (bad.status_code, bad.json()["error"]) == (400, "invalid_client")


@needs_shared
def test_answers_have_lines_shapes(fake: FakeLine, api: Api, channel: Channel) -> None:
    oracle = judge("messaging-api.yml")
    user = fake.user(channel)
    key = str(uuid4())
    api.push(user.user_id, X_Line_Retry_Key=key)
    api.push(user.user_id, X_Line_Retry_Key=key)
    api.reply("wrong")
    api.reply("wrong", [])
    user.says("สวัสดี")
    api.reply(fake.webhooks[-1].webhook["events"][0]["replyToken"])
    api.post("/v2/bot/message/multicast", {"to": [user.user_id], "messages": HELLO})
    api.post("/v2/bot/chat/loading/start", {"chatId": user.user_id})
    api.post("/v2/bot/message/validate/push", {"messages": HELLO})
    for path in ("info", f"profile/{user.user_id}", "message/quota", "message/quota/consumption", "richmenu/list"):
        assert api.get(f"/v2/bot/{path}").status_code == 200
    api.get("/v2/bot/message/delivery/push?date=20260101")
    api.get("/v2/bot/channel/webhook/endpoint")
    api.post("/v2/bot/channel/webhook/test", {})
    api.post(f"/v2/bot/user/{user.user_id}/linkToken", None)
    wrong = [
        (call.path, call.status, found)
        for call in fake.calls
        if (found := oracle.response_errors(call.method, call.path, call.status, call.answer))
    ]
    assert wrong == []
    assert {call.status for call in fake.calls} == {200, 202, 400, 409}
