"""LINE's events out of their envelope: nothing that LINE or a stranger sends makes a reader fail."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.records.message import Kind
from handlers.door import MAX_EVENTS, Admission, Malformed, message_digest, new_events, read_events
from handlers.events import read_message
from handlers.incoming import event_key, read_incoming
from storage.events.daykeys import DerivedDayKeys, EventCipher
from storage.sealing import Keyring
from tests.shared import SHARED, needs_shared

NOW = datetime(2026, 1, 15, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("type", "source", "message", "postback", "unsend", "replyToken", "mode", "webhookEventId", "timestamp")
ODD_EVENTS = st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(["message", "postback", "follow"]))
ODD_MESSAGES = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "image", "sticker", "new-kind"]) | JSON},
    optional={"text": JSON, "emojis": JSON | st.just([{"index": 0, "length": 3}]), "mention": JSON, "id": JSON},
)


def text_event(text: str, **message: object) -> dict[str, object]:
    return {"type": "message", "message": {"type": "text", "id": "1", "text": text, **message}}


@given(ODD_EVENTS, ODD_MESSAGES)
def test_no_event_makes_the_readers_fail(event: dict, message: dict) -> None:  # type: ignore[type-arg]
    for odd in (event, {"type": "message", "message": message}, {**event, "type": "message"}):
        incoming = read_incoming("phon", odd)
        read_message(incoming)
        assert isinstance(incoming.source, str) and len(event_key("phon", odd)) == 64


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_makes_the_door_fail(body: bytes) -> None:
    try:
        events = read_events(body)
    except Malformed:
        return
    assert all(isinstance(event, dict) for event in events)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"events":null}',
        b'{"events":{}}',
        b'{"events":[1]}',
        b'{"events":[null]}',
        b"\xff\xfe",
        b'{"events":' + b"[" * 100_000,
        b'{"events":[' + b"{}," * MAX_EVENTS + b"{}]}",
        b'{"events":[' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"]}",
    ],
)
def test_what_line_would_not_send_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_events(body)


@pytest.mark.parametrize("depth", [400, 900, 980, 990, 1_000, 5_000])
@pytest.mark.parametrize("inner", [b'"\\ud83d"', b"1"])
def test_what_cannot_be_stored_is_malformed_and_what_is_stored_can_be_read(depth: int, inner: bytes) -> None:
    body = b'{"events":[' + b'{"a":' * depth + inner + b"}" * depth + b"]}"
    keyring = Keyring(["k" * 32])
    cipher = EventCipher(DerivedDayKeys(keyring))
    try:
        (stored,) = new_events("phon", read_events(body), keyring, cipher, NOW, lambda _: Admission.YES)
    except Malformed:
        assert depth > 800 or inner != b"1"
    else:
        assert inner == b"1" and json.loads(cipher.open(stored.sealed))["slug"] == "phon"


def test_an_empty_list_of_events_is_fine() -> None:
    assert read_events(b'{"destination":"U","events":[]}') == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"type": "user", "userId": "U1"}, ("U1", "U1", False)),
        ({"type": "group", "groupId": "C1", "userId": "U1"}, ("C1", "U1", True)),
        ({"type": "room", "roomId": "R1"}, ("R1", "", True)),
        ({"type": "satellite", "userId": "U1"}, ("U1", "U1", False)),
        (None, ("", "", False)),
        ("U1", ("", "", False)),
    ],
)
def test_who_the_conversation_is_with(source: object, expected: tuple[str, str, bool]) -> None:
    incoming = read_incoming("phon", {"type": "message", "source": source})  # type: ignore[dict-item]
    assert (incoming.source, incoming.user, incoming.is_group) == expected


def test_standby_is_not_for_us_and_a_new_mode_is() -> None:
    modes = {mode: read_incoming("phon", {"mode": mode}).is_active for mode in ("active", "standby", "new-mode", None)}
    assert modes == {"active": True, "standby": False, "new-mode": True, None: True}


def test_an_event_is_known_by_its_id_at_its_agency_and_without_one_by_its_bytes() -> None:
    event = {"webhookEventId": "01H"}
    assert event_key("phon", event) == event_key("phon", {**event, "isRedelivery": True})
    assert event_key("phon", event) != event_key("ko", event)
    assert event_key("phon", {"a": 1, "b": 2}) == event_key("phon", {"b": 2, "a": 1}) != event_key("phon", {"a": 2})


def test_a_message_digest_is_short_keyed_and_empty_for_nothing() -> None:
    keys = Keyring(["k" * 40])
    assert len(message_digest(keys, "phon", "1")) == 32 and message_digest(keys, "phon", "") == ""
    assert message_digest(keys, "phon", "1") != message_digest(keys, "ko", "1")
    assert "1234567890" not in message_digest(keys, "phon", "1234567890")


def test_lines_own_emoji_and_mentions_are_cut_out_counted_in_utf16() -> None:
    emoji = {"emojis": [{"index": 6, "length": 7}]}
    message = read_message(read_incoming("phon", text_event("😀สวัส(brown)ดี", **emoji)))
    assert message and message.text == "😀สวัสดี"
    mention = {"mention": {"mentionees": [{"index": 0, "length": 6}]}}
    assert read_message(read_incoming("phon", text_event("@admin ถามหน่อย", **mention))).text == "ถามหน่อย"  # type: ignore[union-attr]


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), max_size=4))
def test_spans_that_do_not_fit_the_text_do_no_harm(text: str, spans: list[tuple[int, int]]) -> None:
    emojis = [{"index": index, "length": length} for index, length in spans]
    message = read_message(read_incoming("phon", text_event(text, emojis=emojis)))
    assert message and len(message.text) <= len(text)


def test_a_text_without_text_is_something_else_and_a_long_one_is_cut() -> None:
    assert read_message(read_incoming("phon", {"type": "message", "message": {"type": "text"}})).kind is Kind.OTHER  # type: ignore[union-attr]
    assert len(read_message(read_incoming("phon", text_event("ก" * 9000))).text) == 5000  # type: ignore[union-attr]


def test_a_date_pickers_answer_keeps_its_parameters() -> None:
    event = {"type": "postback", "postback": {"data": "set:1:d:0", "params": {"date": "2026-01-15", "odd": 3}}}
    message = read_message(read_incoming("phon", event))
    assert message and (message.kind, message.data, dict(message.params)) == (
        Kind.BUTTON,
        "set:1:d:0",
        {"date": "2026-01-15"},
    )


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "line" / "webhooks").glob("*.json")), ids=lambda path: path.stem)
def test_lines_own_samples_are_read(path) -> None:  # type: ignore[no-untyped-def]  # a Path, or nothing without the samples
    sample = json.loads(path.read_text(encoding="utf-8"))
    events = sample["events"] if isinstance(sample, dict) and "events" in sample else [sample]
    for event in events:
        incoming = read_incoming("phon", event)
        assert incoming.type == event.get("type", "")
        if incoming.type in ("message", "postback", "follow"):
            assert read_message(incoming) is not None
