"""What other web pages, and other accounts, must not get from the simulator."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.simulator.model import Channel, ChannelKind, Rules
from bot.simulator.server import RunningServer, SimulatorConfig, create_simulator
from bot.simulator.wire import Json
from tests.simulator.recorder import Recorder

PHON = "phon/general"
PLAIN = ("sticker", "picture", "location", "voice", "file", "unknown", "block", "follow", "redeliver", "strange")


class Told:
    """What the simulator asked of, and told, the one who started it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.offsets: list[timedelta] = []

    def inspect(self, slug: str, user_id: str) -> Json:
        self.asked.append((slug, user_id))
        return {"intent": "greeting"}


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def app(told: Told) -> Flask:
    channels = [
        Channel("phon", kind, "s" * 32, f"token-{kind}", "http://127.0.0.1:1/", f"บัญชี {kind}") for kind in ChannelKind
    ]
    config = SimulatorConfig(
        channels,
        rules=Rules(redelivery_delays=()),
        transport=Recorder(),
        inspect=told.inspect,
        clock_moved=told.offsets.append,
        public_map={"https://bot.invalid": "http://127.0.0.1:9/base"},
    )
    return create_simulator(config)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_X_SIMULATOR_TOKEN"] = app.config["SIMULATOR_TOKEN"]
    return client


def say(client: FlaskClient, person: str = "citizen", channel: str = PHON, **headers: str) -> int:
    body = {"channel": channel, "person": person, "text": "สวัสดี"}
    return client.post("/sim/say", json=body, headers=headers).status_code


def test_a_post_needs_the_pages_token(app: Flask, client: FlaskClient) -> None:
    assert say(client) == 200
    assert say(app.test_client()) == 403
    assert say(client, X_Simulator_Token="wrong") == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8000", "localhost.evil.example"])
def test_other_host_names_are_refused(client: FlaskClient, host: str) -> None:
    for path in ("/", "/sim/setup", "/v2/bot/info"):
        assert client.get(path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_loopback_names_are_served(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_complaint_conversations_are_never_inspected(client: FlaskClient, told: Told) -> None:
    for channel in (PHON, "phon/complaint"):
        for person in ("citizen", "reporter"):
            say(client, person, channel)
            client.get(f"/sim/wire?channel={channel}&person={person}")
    general = client.get(f"/sim/wire?channel={PHON}&person=citizen").get_json()
    sealed = client.get("/sim/wire?channel=phon/complaint&person=reporter").get_json()
    assert general["inspect"] == {"intent": "greeting"}
    assert sealed["inspect"] is None
    assert len(told.asked) == 3, "two people on the general account, one of them twice"


def test_the_clock_tells_its_whole_offset(client: FlaskClient, told: Told) -> None:
    client.post("/sim/clock", json={"seconds": 3600})
    client.post("/sim/clock", json={"seconds": 86400})
    client.post("/sim/clock", json={"reset": True})
    assert told.offsets == [timedelta(hours=1), timedelta(hours=25), timedelta(0)]


def test_only_mapped_pictures_are_fetched(client: FlaskClient) -> None:
    for url in (
        "http://127.0.0.1:8001/healthz",
        "https://example.com/a.png",
        "file:///etc/passwd",
        "https://bot.invalid.evil/a",
    ):
        assert client.get("/sim/image", query_string={"url": url}).status_code == 404


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("https://bot.invalid/phon/", "http://127.0.0.1:9/base/phon/"),
        ("https://bot.invalid", "http://127.0.0.1:9/base"),
        ("https://bot.invalid.evil/", "https://bot.invalid.evil/"),
        ("https://example.com/", "https://example.com/"),
    ],
)
def test_links_are_mapped_by_whole_prefixes(client: FlaskClient, url: str, local: str) -> None:
    assert client.get("/sim/link", query_string={"url": url}).get_json() == {"url": local}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("say", {"text": "  "}),
        ("say", {"text": "ก", "person": "nobody"}),
        ("press", {}),
        ("picture", {"data": "///"}),
        ("picture", {"data": "aGVsbG8="}),
        ("strange", {"name": "nothing"}),
        ("redeliver", {}),
    ],
)
def test_what_cannot_be_done_is_said(client: FlaskClient, name: str, body: Json) -> None:
    answer = client.post(f"/sim/{name}", json={"channel": PHON, "person": "citizen", **body})
    assert answer.status_code == 400
    assert answer.get_json()["message"]


def test_a_taken_port_is_an_error_to_handle(app: Flask) -> None:
    first = RunningServer(app)
    try:
        with pytest.raises(OSError, match="in use"):
            RunningServer(app, int(first.url.rpartition(":")[2]))
    finally:
        first.stop()


def test_everything_a_person_can_do_works(app: Flask, client: FlaskClient) -> None:
    who = {"channel": PHON, "person": "citizen"}
    action = {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date"}
    for name in PLAIN:
        assert client.post(f"/sim/{name}", json=who).status_code == 200, name
    client.post("/sim/press", json={**who, "action": action, "params": {"date": "2026-01-31"}})
    for odd in ("together", "unsendFirst", "duplicate", "expiredToken", "standby", "spacedJson"):
        assert client.post("/sim/say", json={**who, "text": odd, "odd": {odd: True}}).status_code == 200
    kinds = [event["type"] for d in app.extensions["simulator"].courier.log for event in d.webhook["events"]]
    assert kinds.count("message") == 6 + 2 + 1 + 2 + 1 + 1 + 1
    assert kinds.count("postback") == 1
    assert {"unsend", "follow", "unfollow", "undefined"} <= set(kinds)
