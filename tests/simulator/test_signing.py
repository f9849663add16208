"""Signatures over the exact bytes (LINE reference, "Signature validation")."""

import json

from bot.simulator.courier import signature
from bot.simulator.events import Oddities
from bot.simulator.fake import FakeLine
from bot.simulator.model import Rules
from bot.simulator.wire import compact
from tests.simulator.recorder import Recorder


def test_the_vector_of_lines_documentation() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_every_webhook_is_signed_over_the_bytes_that_travel() -> None:
    recorder = Recorder()
    fake = FakeLine(transport=recorder, rules=Rules(redelivery_delays=()))
    channel = fake.channel("phon", secret="s" * 32)
    fake.user(channel).says("น้ำ 🙂")
    [(_, body, headers)] = recorder.posts
    assert headers["x-line-signature"] == signature("s" * 32, body)
    assert "น้ำ 🙂".encode() in body, "LINE sends Thai unescaped"


def test_spaced_json_is_signed_as_it_is() -> None:
    recorder = Recorder()
    fake = FakeLine(transport=recorder, rules=Rules(redelivery_delays=()))
    channel = fake.channel("phon")
    fake.user(channel).says("สวัสดี", Oddities(spaced_json=True))
    [(_, body, headers)] = recorder.posts
    assert b"\n" in body
    assert headers["x-line-signature"] == signature(channel.secret, body)
    assert json.loads(body)["destination"] == channel.destination


def test_a_lone_surrogate_still_travels() -> None:
    assert json.loads(compact({"text": "a\ud83d"})) == {"text": "a\ud83d"}
