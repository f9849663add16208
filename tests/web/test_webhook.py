"""The door: signature on raw bytes, the contract's codes, LINE's own sample events, strangers."""

import base64
import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from linebot.v3 import SignatureValidator

from bot.parts import Parts
from bot.simulator.courier import signature
from bot.web.app import MAX_BODY, create_app
from bot.web.assembly import make_door
from bot.web.webhook import signed
from tests.shared import SHARED, needs_shared
from tests.system import System, Talk

EMPTY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'


@pytest.fixture
def client(system: System) -> FlaskClient:
    return create_app(make_door(system.parts)).test_client()


@pytest.fixture
def secret(system: System) -> str:
    return system.channels["phon"].secret


def stored(parts: Parts) -> int:
    return parts.stream().total()


def send(client: FlaskClient, secret: str, body: bytes, slug: str = "phon") -> int:
    return client.post(f"/line/{slug}", data=body, headers={"x-line-signature": signature(secret, body)}).status_code


def test_lines_own_test_vector() -> None:
    expected = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    assert signed(EMPTY, expected, [b"8c570fa6dd201bb328f1c1eac23a96d8"])
    assert not signed(EMPTY + b" ", expected, [b"8c570fa6dd201bb328f1c1eac23a96d8"])


@pytest.mark.parametrize("body", [EMPTY, b"", "สวัสดี".encode(), b"\xff\xfe"])
def test_the_check_agrees_with_the_sdks_validator(body: bytes) -> None:
    right = base64.b64encode(hmac.new(b"secret", body, sha256).digest()).decode()
    for given in (right, right[:-2], "", "ไทย", right.swapcase()):
        try:
            theirs = SignatureValidator("secret").validate(body.decode("utf-8", "surrogateescape"), given)
        except (UnicodeEncodeError, TypeError):
            continue  # the SDK cannot even take these bytes
        assert signed(body, given, [b"secret"]) == theirs


def test_empty_events_are_answered_200(client: FlaskClient, secret: str) -> None:
    assert send(client, secret, EMPTY) == 200


def test_an_unknown_agency_is_404(client: FlaskClient, secret: str) -> None:
    assert send(client, secret, EMPTY, "nowhere") == 404


def test_the_previous_secret_is_still_taken(system: System, client: FlaskClient) -> None:
    channel, parts = system.channels["ko"], system.parts
    parts.channels.add("ko", "general", "n" * 32, channel.access_token, parts.clock())
    fresh = create_app(make_door(parts)).test_client()
    assert send(fresh, channel.secret, EMPTY, "ko") == 200
    assert send(fresh, "n" * 32, EMPTY, "ko") == 200
    parts.channels.add("ko", "general", channel.secret, channel.access_token, parts.clock())


DEEP = b'{"events":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
STRANGE: dict[str, tuple[bytes, int]] = {
    "not JSON": (b"hello", 400),
    "a list": (b"[]", 400),
    "a number": (b"1", 400),
    "no events": (b'{"destination":"U1"}', 400),
    "null events": (b'{"destination":"U1","events":null}', 400),
    "events of another type": (b'{"events":"x"}', 400),
    "an event that is null": (b'{"events":[null]}', 400),
    "deep": (DEEP, 400),
    "a lone surrogate": (b'{"events":[{"type":"message","message":{"type":"text","text":"\\ud83d"}}]}', 400),
    "not UTF-8": (b'{"events":[],"x":"\xff"}', 400),
    "too many": (json.dumps({"events": [{}] * 501}).encode(), 400),
    "too large": (b'{"events":[],"x":"' + b"a" * MAX_BODY + b'"}', 413),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strangers_body_gets_its_code_and_nothing_is_written(
    system: System, client: FlaskClient, secret: str, name: str
) -> None:
    body, code = STRANGE[name]
    before = stored(system.parts)
    assert send(client, secret, body) == code
    assert send(client, "wrong" * 6, body) == (413 if code == 413 else 401)
    assert client.post("/line/phon", data=body).status_code == (413 if code == 413 else 401)
    assert stored(system.parts) == before


def test_no_answer_says_why_a_signature_failed(client: FlaskClient) -> None:
    bad = client.post("/line/phon", data=EMPTY, headers={"X-Line-Signature": "x"})
    missing = client.post("/line/phon", data=EMPTY)
    assert bad.data == missing.data
    assert bad.mimetype == "text/plain"


def test_redis_down_is_503(client: FlaskClient, system: System, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import redis

    from storage.events.stream import EventStream

    nowhere = redis.Redis(unix_socket_path="/nonexistent/redis.sock", socket_timeout=1)
    door = make_door(system.parts)
    object.__setattr__(door, "stream", EventStream(nowhere))
    body = b'{"events":[{"type":"message","source":{"type":"user","userId":"U1"}}]}'
    assert send(create_app(door).test_client(), secret, body) == 503


def sample_events() -> list[dict[str, Any]]:
    file = SHARED / "line" / "webhooks" / "tests_v3_text_webhook.json"
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["events"] if file.is_file() else []
    return found


@needs_shared
def test_all_of_lines_sample_events_are_taken_and_crash_nothing(
    system: System, client: FlaskClient, secret: str, talk: Talk, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """The samples share one event id, so each gets its own; the unknown ones are among them."""
    events = sample_events()
    assert len(events) == 28
    for number, event in enumerate(events):
        unique = {**event, "webhookEventId": f"sample-{number}"}
        body = json.dumps({"destination": "U123", "events": [unique]}, ensure_ascii=False).encode()
        assert send(client, secret, body) == 200, event["type"]
    wait(lambda: stored(system.parts) == 0)
    talk.says("สวัสดีค่ะ").hears("เทศบาลตำบลโพน")


@needs_shared
def test_the_simulators_webhooks_are_lines(system: System, talk: Talk) -> None:
    from tests.simulator.judge import judge

    oracle = judge("webhook.yml", limits=False, close=False)
    for what in ("sticker", "picture", "voice", "location"):
        talk.sends(what)
    talk.says("สวัสดี")
    talk.follows()
    for delivery in system.fake.webhooks[-6:]:
        assert oracle.schema_errors("CallbackRequest", delivery.webhook) == []


def test_pages_of_health(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").data == b"ready\n"
    assert client.get("/nothing", follow_redirects=True).status_code == 404
    assert client.get("/line/phon").status_code == 405


def test_standby_events_are_answered_with_silence(system: System, talk: Talk) -> None:
    from bot.simulator.events import Oddities

    talk.user.says("สวัสดี", Oddities(mode="standby"))
    talk.says("คะแนน ita").hears("88.51")
    assert len(talk.last) == 1


def test_a_duplicate_is_answered_once(system: System, talk: Talk) -> None:
    from bot.simulator.events import Oddities

    talk.user.says("เบอร์กองคลัง", Oddities(duplicate=True))
    first = talk.user.hears(1, timeout=20)
    talk.says("คะแนน ita").hears("88.51")
    assert len(first) == 1
    assert len(talk.last) == 1


def test_an_unsend_that_comes_first_drops_its_message(system: System, talk: Talk) -> None:
    talk.user.unsends_before_it_arrives("เบอร์กองคลัง")
    talk.says("คะแนน ita").hears("88.51").does_not_hear("กองคลัง")
