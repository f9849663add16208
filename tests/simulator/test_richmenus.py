"""Rich menus: who sees which, and what the API refuses."""

from typing import Any

import pytest
import requests

from bot.simulator.content import sample_picture
from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Channel
from tests.simulator.line import Api

MENU = "/v2/bot/richmenu"
BODY: dict[str, Any] = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "หลัก",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 1250, "height": 843},
            "action": {"type": "postback", "label": "คะแนน", "data": "score"},
        },
        {
            "bounds": {"x": 1250, "y": 0, "width": 1250, "height": 843},
            "action": {"type": "richmenuswitch", "label": "ถัดไป", "richMenuAliasId": "next", "data": "switch"},
        },
    ],
}


@pytest.fixture
def channel(fake: FakeLine) -> Channel:
    return fake.channel("phon")


@pytest.fixture
def api(fake: FakeLine, channel: Channel) -> Api:
    return Api(fake, channel)


@pytest.fixture
def user(fake: FakeLine, channel: Channel) -> FakeUser:
    return fake.user(channel)


def create(fake: FakeLine, channel: Channel, api: Api, *, drawn: bool = True) -> str:
    number: str = api.post(MENU, BODY).json()["richMenuId"]
    if drawn:
        fake.platform.menus(channel).upload(number, sample_picture().body)
    return number


def shown(fake: FakeLine, user: FakeUser) -> str | None:
    menu = fake.platform.menus(user.channel).shown(user.user_id)
    return menu.number if menu else None


def test_the_own_menu_goes_before_the_default(fake: FakeLine, channel: Channel, api: Api, user: FakeUser) -> None:
    common, own = create(fake, channel, api), create(fake, channel, api)
    assert api.post(f"/v2/bot/user/all/richmenu/{common}", None).status_code == 200
    assert shown(fake, user) == common
    assert api.post(f"/v2/bot/user/{user.user_id}/richmenu/{own}", None).status_code == 200
    assert shown(fake, user) == own
    api.call("DELETE", f"/v2/bot/user/{user.user_id}/richmenu")
    assert shown(fake, user) == common
    api.call("DELETE", f"{MENU}/{common}")
    assert shown(fake, user) is None


def test_a_menu_without_a_picture_cannot_be_used(fake: FakeLine, channel: Channel, api: Api, user: FakeUser) -> None:
    bare = create(fake, channel, api, drawn=False)
    assert api.post(f"/v2/bot/user/all/richmenu/{bare}", None).status_code == 400
    assert api.get(f"{MENU}/{bare}/content").status_code == 404


def test_a_picture_cannot_be_replaced(fake: FakeLine, channel: Channel, api: Api) -> None:
    number = create(fake, channel, api)
    headers = {"Authorization": f"Bearer {channel.access_token}", "Content-Type": "image/jpeg"}
    url = f"{fake.url}{MENU}/{number}/content"
    assert requests.post(url, data=sample_picture().body, headers=headers, timeout=5).status_code == 400
    assert requests.get(url, headers=headers, timeout=5).content == sample_picture().body


def test_areas_are_pressed_and_switched(fake: FakeLine, channel: Channel, api: Api, user: FakeUser) -> None:
    first, second = create(fake, channel, api), create(fake, channel, api)
    api.post(f"/v2/bot/user/all/richmenu/{first}", None)
    user.press("คะแนน")
    assert fake.webhooks[-1].webhook["events"][0]["postback"] == {"data": "score"}
    user.press("ถัดไป")
    params = fake.webhooks[-1].webhook["events"][0]["postback"]["params"]
    assert params == {"newRichMenuAliasId": "next", "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    api.post(f"{MENU}/alias", {"richMenuAliasId": "next", "richMenuId": second})
    user.press("ถัดไป")
    assert fake.webhooks[-1].webhook["events"][0]["postback"]["params"]["status"] == "SUCCESS"
    assert shown(fake, user) == second


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("chatBarText", "ก" * 15),
        ("name", ""),
        ("selected", "yes"),
        ("size", {"width": 799, "height": 400}),
        ("size", {"width": 1000, "height": 900}),
        ("areas", BODY["areas"] * 11),
        ("areas", [{"bounds": {"x": 2000, "y": 0, "width": 501, "height": 10}, "action": BODY["areas"][0]["action"]}]),
    ],
)
def test_bad_menus_are_refused(api: Api, field: str, value: object) -> None:
    answer = api.post(MENU, {**BODY, field: value})
    assert answer.status_code == 400
    assert answer.json()["details"][0]["property"].startswith(field)


def test_aliases(fake: FakeLine, channel: Channel, api: Api) -> None:
    number = create(fake, channel, api)
    alias = {"richMenuAliasId": "main", "richMenuId": number}
    assert api.post(f"{MENU}/alias", {**alias, "richMenuAliasId": "Main!"}).status_code == 400
    assert api.post(f"{MENU}/alias", alias).status_code == 200
    assert api.post(f"{MENU}/alias", alias).status_code == 400
    assert api.get(f"{MENU}/alias/main").json() == alias
    assert api.get(f"{MENU}/alias/list").json() == {"aliases": [alias]}
    assert api.call("DELETE", f"{MENU}/{number}").status_code == 400
    assert api.call("DELETE", f"{MENU}/alias/main").status_code == 200
    assert api.get(f"{MENU}/alias/main").status_code == 404
