"""What a phone shows and what pressing does."""

from datetime import timedelta

import pytest
from flask import Flask, request

from bot.simulator.fake import FakeLine, FakeUser
from bot.simulator.model import Rules
from bot.simulator.words import labels, words
from tests.simulator.conftest import FrozenClock
from tests.simulator.echo import EchoBot, bubble, confirm, flex, text
from tests.simulator.line import Api


@pytest.fixture
def user(fake: FakeLine, bot: EchoBot) -> FakeUser:
    return fake.user(fake.platform.channel("phon/general"))


def test_a_conversation(user: FakeUser, bot: EchoBot) -> None:
    user.says("สวัสดี")
    [hello] = user.hears(1)
    assert (hello["text"], labels(hello)) == ("สวัสดี", ["การ์ด", "หลายการ์ด", "ยืนยัน"])
    user.press("การ์ด")
    sentence, card = user.hears(2)
    assert "80%" in sentence["text"] and "กองคลัง" in words(card)
    user.press("ดูหลักฐาน")
    assert user.hears(1)[0]["text"] == "postback evidence"
    user.press("เลือกวัน", {"date": "2026-03-31"})
    assert bot.events[-1]["postback"] == {"data": "day", "params": {"date": "2026-03-31"}}


def test_only_the_last_message_keeps_its_quick_reply(user: FakeUser) -> None:
    user.says("สวัสดี")
    user.hears(1)
    user.says("การ์ด")
    user.hears(2)
    assert user.chat.quick_reply() == []
    with pytest.raises(LookupError, match="ดูหลักฐาน"):
        user.press("หลายการ์ด")


def test_a_quick_reply_before_the_last_message_is_not_shown(fake: FakeLine, user: FakeUser) -> None:
    api = Api(fake, user.channel)
    api.push(user.user_id, [text("หนึ่ง", "ก"), text("สอง")])
    assert user.chat.quick_reply() == []
    api.push(user.user_id, [text("หนึ่ง"), text("สอง", "ก")])
    assert len(user.chat.quick_reply()) == 1


def test_display_text_is_shown_but_not_sent(user: FakeUser, bot: EchoBot) -> None:
    user.says("การ์ด")
    user.hears(2)
    user.press("ดูหลักฐาน")
    assert [entry.message["text"] for entry in user.chat.entries if entry.side == "user"] == ["การ์ด", "ดูหลักฐาน"]
    assert [event["type"] for event in bot.events] == ["message", "postback"]


def test_loading_ends_with_a_message_or_its_time(fake: FakeLine, user: FakeUser, clock: FrozenClock) -> None:
    api = Api(fake, user.channel)
    assert api.post("/v2/bot/chat/loading/start", {"chatId": user.user_id, "loadingSeconds": 10}).status_code == 202
    assert user.chat.loading_until == clock.now() + timedelta(seconds=10)
    api.push(user.user_id)
    assert user.chat.loading_until is None


def test_an_unsent_message_leaves_the_screen(user: FakeUser) -> None:
    number = user.says("ความลับ")
    user.unsend(number)
    assert "ความลับ" not in str([entry.message for entry in user.chat.entries if entry.side == "user"])


def test_mark_as_read(fake: FakeLine, user: FakeUser, bot: EchoBot) -> None:
    user.says("สวัสดี")
    user.hears(1)
    api = Api(fake, user.channel)
    assert api.post("/v2/bot/chat/markAsRead", {"markAsReadToken": "x"}).status_code == 400
    api.post("/v2/bot/chat/markAsRead", {"markAsReadToken": bot.events[-1]["message"]["markAsReadToken"]})
    assert user.chat.read


def test_a_group_is_a_chat_of_its_own(fake: FakeLine, user: FakeUser) -> None:
    group = user.in_group("หมู่บ้าน")
    group.says("สวัสดี")
    assert fake.webhooks[-1].webhook["events"][0]["source"]["type"] == "group"
    assert len(group.hears(1)) == 1
    assert user.hears() == []


def test_many_messages_at_once_all_arrive(user: FakeUser, bot: EchoBot) -> None:
    user.says_together(*(f"ข้อ {n}" for n in range(20)))
    assert {message["text"] for message in user.hears(20)} == {f"ข้อ {n}" for n in range(20)}


def test_messages_waited_for_stay_unheard(user: FakeUser) -> None:
    user.says("สวัสดี")
    user.wait(1)
    assert len(user.unheard()) == 1
    assert len(user.hears()) == 1
    assert user.unheard() == []


def test_waiting_in_vain_says_why(fake: FakeLine) -> None:
    deaf = fake.user(fake.channel("ko"))
    deaf.says("สวัสดี")
    with pytest.raises(TimeoutError, match="could_not_connect"):
        deaf.hears(1, timeout=0.01)


def test_webhooks_can_stay_in_the_process() -> None:
    app = Flask("bot")
    heard: list[bytes] = []

    def hear() -> str:
        heard.append(request.get_data())
        return "ok"

    app.add_url_rule("/line/phon", "line", hear, methods=["POST"])
    fake = FakeLine(apps={"bot.test": app}, rules=Rules(redelivery_delays=()))
    fake.user(fake.channel("phon", webhook_url="https://bot.test/line/phon")).says("สวัสดี")
    assert len(heard) == 1
    assert fake.webhooks[-1].answer.status == 200


def test_words_and_labels_of_every_shape() -> None:
    assert words(confirm()) == "บันทึก 80% ใช่ไหมคะ\nใช่\nไม่ใช่"
    assert labels(flex(bubble("ก", 1))) == ["ดูหลักฐาน", "เลือกวัน"]
    assert words(text("ก", "ปุ่ม")) == "ก"
