"""Limits at the door: one person's flood, one channel's flood, many fake people; and what is counted of it."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from flask.testing import FlaskClient

from bot.simulator.courier import signature
from bot.turns import make_turn
from bot.web.app import create_app
from bot.web.assembly import make_door
from bot.web.limits import Limits
from dialogs.copy.fallback import too_fast
from dialogs.records.voice import FEMALE
from dialogs.understanding.service import AgencyListener
from handlers.door import Admission, Busy, conversation_digest
from handlers.incoming import read_incoming
from tests.system import System
from tests.web.test_webhook import stored

_numbers = count(1)


def user_id() -> str:
    return f"U{next(_numbers):032x}"


@pytest.fixture
def client(system: System, wait: Callable[[Callable[[], bool]], None]) -> Iterator[FlaskClient]:
    """A web process that takes three events of a person and ten of a channel in ten seconds."""
    door = replace(make_door(system.parts), limits=Limits(person=3, channel=10))
    yield create_app(door).test_client()
    wait(lambda: stored(system.parts) == 0)


def event(user: str, **more: object) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "message",
        "mode": "active",
        "timestamp": 1,
        "webhookEventId": uuid.uuid4().hex,
        "source": {"type": "user", "userId": user},
        "message": {"type": "text", "id": str(uuid.uuid4().int)[:18], "text": "สวัสดี"},
    }
    return made | more


def post(client: FlaskClient, system: System, slug: str, *events: dict[str, object]) -> int:
    body = json.dumps({"destination": "U0", "events": events}).encode()
    headers = {"X-Line-Signature": signature(system.channels[slug].secret, body)}
    return client.post(f"/line/{slug}", data=body, headers=headers).status_code


def test_one_person_over_the_limit_is_told_once_and_others_pass() -> None:
    admit = Limits(person=3, channel=100).admission("phon")
    assert [admit("hasty") for _ in range(6)] == [Admission.YES] * 3 + [Admission.TELL] + [Admission.NO] * 2
    assert admit("somebody else") is Admission.YES


def test_a_channel_over_its_limit_is_busy_and_another_is_not() -> None:
    limits = Limits(person=100, channel=2)
    flooded = limits.admission("phon")
    assert [flooded(f"person {n}") for n in range(2)] == [Admission.YES] * 2
    with pytest.raises(Busy):
        flooded("person 3")
    assert limits.admission("ko")("person") is Admission.YES


def test_a_flooded_channel_answers_503_so_that_line_sends_again(system: System, client: FlaskClient) -> None:
    codes = [post(client, system, "ko", event(user_id())) for _ in range(12)]
    assert codes == [200] * 10 + [503] * 2
    assert post(client, system, "phon", event(user_id())) == 200


def test_what_is_dropped_is_acknowledged_and_an_unsend_always_passes(system: System, client: FlaskClient) -> None:
    hasty = user_id()
    assert [post(client, system, "phok-noi", event(hasty)) for _ in range(8)] == [200] * 8
    taken_back = event(hasty, type="unsend", unsend={"messageId": "468789577898262530"})
    assert post(client, system, "phok-noi", taken_back) == 200
    digest = conversation_digest(system.parts.keyring, "phok-noi", hasty)
    assert make_door(system.parts).limits.admission("phok-noi")(digest) is Admission.YES


def test_the_hasty_person_reads_why(system: System, listener: AgencyListener) -> None:
    incoming = replace(read_incoming("phon", event(user_id())), hurried=True)
    decision = make_turn(system.parts, listener).run(incoming, "f" * 64)
    assert decision.messages[0]["text"] == too_fast(FEMALE)


def test_an_address_has_a_limit_for_pages_and_hears_when_to_come_again() -> None:
    limits = Limits(address=2)
    assert [limits.page_allowed("203.0.113.7") for _ in range(3)] == [True, True, False]
    assert limits.page_allowed("203.0.113.8")
    assert 1 <= limits.seconds_to_wait("203.0.113.7") <= 10


def test_the_figures_tell_counts_and_never_who(client: FlaskClient, system: System) -> None:
    hasty = user_id()
    for _ in range(5):
        post(client, system, "khongchai", event(hasty))
    shown = client.get("/metrics")
    assert shown.status_code == 200
    text = shown.text
    assert 'prongsai_acknowledgement_seconds_count{status="200"}' in text
    assert 'prongsai_limited_total{limit="person"}' in text
    digest = conversation_digest(system.parts.keyring, "khongchai", hasty)
    assert hasty not in text and digest not in text and "khongchai" not in text


def test_whoever_comes_through_the_proxy_sees_no_figures(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404


def test_an_address_that_asks_too_often_is_told_when_to_come_back(system: System) -> None:
    strict = replace(make_door(system.parts), limits=Limits(address=2))
    visitor = create_app(strict).test_client()
    codes = [visitor.get("/phon/").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    late = visitor.get("/phon/")
    assert int(late.headers["Retry-After"]) >= 1 and "วินาที" in late.text
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/phon/", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 200


def test_behind_a_trusted_proxy_each_visitor_counts_alone(system: System) -> None:
    strict = replace(make_door(system.parts), limits=Limits(address=1), trusted_proxies=1)
    proxy = create_app(strict).test_client()
    seen = [proxy.get("/phon/", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in (7, 8, 7)]
    assert seen == [200, 200, 429]
