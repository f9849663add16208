"""The fake's own validator against LINE's OpenAPI (through the oracle), on bodies of each kind, whole and broken."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.errors import InvalidBody
from bot.simulator.validation import check_request
from bot.simulator.validation.scalars import graphemes, utf16
from tests.shared import needs_shared
from tests.simulator import echo
from tests.simulator.judge import judge

Body = dict[str, Any]
IMAGE = "https://example.com/a.png"
LOOK = {"type": "uri", "label": "ดู", "uri": "https://example.com/?q=1"}
SAY = {"type": "message", "label": "เมนู", "text": "เมนู"}
SEND = {"type": "postback", "label": "ส่ง", "data": "a=1", "displayText": "ส่ง"}
WHEN = {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date", "initial": "2026-01-31"}


def column(*actions: Body) -> Body:
    return {"text": "ข้อความ", "title": "หัว", "thumbnailImageUrl": IMAGE, "actions": list(actions)}


def template(kind: str, **own: Any) -> Body:
    return {"type": "template", "altText": "ก", "template": {"type": kind, **own}}


def box(*contents: Body, layout: str = "vertical", **own: Any) -> Body:
    return {"type": "box", "layout": layout, "contents": list(contents), **own}


RICH = {
    "type": "bubble",
    "size": "kilo",
    "direction": "ltr",
    "hero": {
        "type": "image",
        "url": IMAGE,
        "size": "full",
        "aspectRatio": "20:13",
        "aspectMode": "cover",
        "action": LOOK,
    },
    "body": box(
        {"type": "text", "contents": [{"type": "span", "text": "ก", "weight": "bold"}, {"type": "span", "text": "ข"}]},
        {
            "type": "text",
            "text": "ข้อ",
            "size": "15px",
            "maxLines": 2,
            "wrap": True,
            "lineSpacing": "4px",
            "gravity": "center",
        },
        box(
            {"type": "icon", "url": IMAGE, "size": "sm"},
            {"type": "text", "text": "ก"},
            {"type": "filler"},
            layout="baseline",
        ),
        box({"type": "text", "text": "ก"}, {"type": "separator"}, {"type": "image", "url": IMAGE}, layout="horizontal"),
        paddingAll="10%",
        cornerRadius="md",
        borderWidth="light",
        borderColor="#aabbcc",
        background={"type": "linearGradient", "angle": "0deg", "startColor": "#ffffff", "endColor": "#000000"},
        justifyContent="space-between",
    ),
    "styles": {"footer": {"separator": True, "backgroundColor": "#ffffff"}},
}
GOOD: dict[str, Body] = {
    "text": echo.text("สวัสดีค่ะ", "การ์ด"),
    "text with a sender": {"type": "text", "text": "ก", "sender": {"name": "เจ้าหน้าที่", "iconUrl": IMAGE}},
    "longest text": {"type": "text", "text": "🙂" * 2500},
    "textV2": {"type": "textV2", "text": "{{สวัสดี}}"},
    "sticker": {"type": "sticker", "packageId": "1", "stickerId": "2"},
    "image": {"type": "image", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE},
    "video": {"type": "video", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE},
    "audio": {"type": "audio", "originalContentUrl": IMAGE, "duration": 1000},
    "location": {"type": "location", "title": "ที่ตั้ง", "address": "ถนน", "latitude": 16.4, "longitude": 103.5},
    "confirm": template("confirm", text="ใช่ไหม", actions=[SAY, SEND]),
    "buttons": template("buttons", text="เลือก", title="หัว", actions=[SAY, SEND, LOOK, WHEN]),
    "carousel": template("carousel", columns=[column(SAY, SEND), column(LOOK, WHEN)]),
    "image carousel": template("image_carousel", columns=[{"imageUrl": IMAGE, "action": SAY}]),
    "bubble": echo.flex(echo.bubble("มาตรการ", 80)),
    "rich bubble": echo.flex(RICH),
    "flex carousel": echo.flex({"type": "carousel", "contents": [echo.bubble("ก", 1)] * 12}),
    "phone number": echo.flex({"type": "bubble", "body": box(action={"type": "uri", "uri": "tel:043000000"})}),
    "thirteen quick replies": echo.text("ก", *[f"ปุ่ม {n}" for n in range(13)]),
    "quick replies of all kinds": {
        "type": "text",
        "text": "ก",
        "quickReply": {
            "items": [
                {"type": "action", "imageUrl": IMAGE, "action": action}
                for action in (
                    SAY,
                    SEND,
                    LOOK,
                    WHEN,
                    *({"type": k, "label": k} for k in ("camera", "cameraRoll", "location")),
                )
            ]
        },
    },
}


def set_at(body: Body, path: tuple[str | int, ...], value: object) -> Body:
    """A copy with one thing changed; ``...`` takes it away."""
    changed = deepcopy(body)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return changed


BREAKS: list[tuple[str, tuple[str | int, ...], object]] = [
    ("text", ("text",), ""),
    ("text", ("text",), ...),
    ("text", ("text",), 5),
    ("text", ("text",), "ก" * 5001),
    ("longest text", ("text",), "🙂" * 2501),
    ("text", ("type",), "words"),
    ("text", ("colour",), "red"),
    ("text", ("quickReply", "items", 0, "action", "label"), "ก" * 21),
    ("text", ("quickReply", "items", 0, "action", "label"), ...),
    ("text", ("quickReply", "items", 0, "action", "text"), "ก" * 301),
    ("text", ("quickReply", "items", 0, "action", "text"), ...),
    ("text", ("quickReply", "items", 0, "action", "type"), "shout"),
    ("text with a sender", ("sender", "name"), "ก" * 21),
    ("sticker", ("stickerId",), ...),
    ("image", ("originalContentUrl",), "http://example.com/a.png"),
    ("image", ("previewImageUrl",), ...),
    ("image", ("originalContentUrl",), "https://example.com/" + "a" * 2000),
    ("audio", ("duration",), "1000"),
    ("location", ("title",), "ก" * 101),
    ("location", ("address",), ""),
    ("location", ("latitude",), ...),
    ("confirm", ("template", "actions"), [SAY]),
    ("confirm", ("template", "text"), "ก" * 241),
    ("confirm", ("altText",), ""),
    ("confirm", ("altText",), "ก" * 1501),
    ("buttons", ("template", "actions"), [SAY] * 5),
    ("buttons", ("template", "text"), "ก" * 161),
    ("buttons", ("template", "title"), "ก" * 41),
    ("buttons", ("template", "actions", 2, "uri"), "ftp://example.com/"),
    ("buttons", ("template", "actions", 2, "uri"), "https://example.com/" + "a" * 1000),
    ("buttons", ("template", "actions", 1, "data"), "a" * 301),
    ("buttons", ("template", "actions", 1, "data"), ...),
    ("buttons", ("template", "actions", 3, "mode"), "year"),
    ("carousel", ("template", "columns"), []),
    ("carousel", ("template", "columns"), [column(SAY)] * 11),
    ("image carousel", ("template", "columns", 0, "imageUrl"), ...),
    ("bubble", ("altText",), ...),
    ("bubble", ("contents", "type"), "balloon"),
    ("bubble", ("contents", "size"), "huge"),
    ("bubble", ("contents", "body", "layout"), "diagonal"),
    ("bubble", ("contents", "body", "layout"), ...),
    ("bubble", ("contents", "body", "contents"), ...),
    ("bubble", ("contents", "body", "contents", 0, "text"), ""),
    ("bubble", ("contents", "body", "contents", 0, "color"), "red"),
    ("bubble", ("contents", "body", "contents", 0, "weight"), "heavy"),
    ("bubble", ("contents", "body", "contents", 0, "wieght"), "bold"),
    ("bubble", ("contents", "body", "contents", 0, "wrap"), "yes"),
    ("bubble", ("contents", "body", "contents", 0, "type"), "heading"),
    ("bubble", ("contents", "footer", "contents", 0, "action"), ...),
    ("bubble", ("contents", "footer", "contents", 0, "action", "label"), ""),
    ("bubble", ("contents", "footer", "contents", 0, "action", "label"), "ก" * 41),
    ("bubble", ("contents", "footer", "contents", 0, "style"), "loud"),
    ("bubble", ("contents", "footer", "contents", 0, "height"), "lg"),
    ("rich bubble", ("contents", "hero", "url"), "http://example.com/a.png"),
    ("rich bubble", ("contents", "hero", "url"), ...),
    ("rich bubble", ("contents", "hero", "aspectMode"), "stretch"),
    ("rich bubble", ("contents", "body", "justifyContent"), "left"),
    ("rich bubble", ("contents", "body", "background", "type"), "picture"),
    ("rich bubble", ("contents", "styles", "footer", "separator"), "yes"),
    ("flex carousel", ("contents", "contents"), [{"type": "bubble"}] * 13),
    ("flex carousel", ("contents", "contents"), [{"type": "bubble", "size": "kilo"}, {"type": "bubble"}]),
    ("flex carousel", ("contents", "contents", 0, "body", "contents", 0, "text"), "ก" * 6000),
    ("bubble", ("contents", "body", "contents", 0, "text"), "ก" * 11000),
    ("thirteen quick replies", ("quickReply", "items"), [{"type": "action", "action": SAY}] * 14),
]
STRICTER: list[tuple[str, tuple[str | int, ...], object]] = [
    ("carousel", ("template", "columns", 1, "actions"), [LOOK]),
    ("buttons", ("template", "text"), "ก" * 61),
    ("bubble", ("contents", "body", "contents", 0, "size"), "enormous"),
    ("bubble", ("contents", "body", "spacing"), "8"),
    ("bubble", ("contents", "body", "contents", 0), {"type": "icon", "url": IMAGE}),
    ("rich bubble", ("contents", "hero", "aspectRatio"), "wide"),
    ("image", ("originalContentUrl",), "https://example.com/รูป.png"),
    ("text with a sender", ("sender", "name"), "LINE"),
    ("textV2", ("text",), "{ใคร"),
]
"""What LINE refuses by its reference, though its OpenAPI file has no word for it."""


def accepts(message: Body) -> bool:
    try:
        check_request("push", {"to": "U" + "0" * 32, "messages": [message]})
    except InvalidBody as problem:
        return not problem.details  # an error without a place would be a defect of its own
    return True


def broken(table: list[tuple[str, tuple[str | int, ...], object]]) -> Iterator[Any]:
    for name, path, value in table:
        shown = "gone" if value is ... else str(value)[:12]
        yield pytest.param(set_at(GOOD[name], path, value), id=f"{name}-{'.'.join(map(str, path))}-{shown}")


@pytest.mark.parametrize("name", GOOD)
def test_good_messages_pass(name: str) -> None:
    assert accepts(GOOD[name])


@pytest.mark.parametrize("message", [*broken(BREAKS), *broken(STRICTER)])
def test_broken_messages_do_not(message: Body) -> None:
    assert not accepts(message)


@pytest.fixture(scope="module")
def oracle() -> Any:
    return judge("messaging-api.yml")


@needs_shared
def test_the_validator_agrees_with_the_oracle(oracle: Any) -> None:
    bodies = [*GOOD.values(), *(set_at(GOOD[name], path, value) for name, path, value in BREAKS)]
    apart = []
    for message in bodies:
        found = oracle.errors("post", "/v2/bot/message/push", {"to": "U" + "0" * 32, "messages": [message]})
        if accepts(message) == bool(found):
            apart.append((message, found))
    assert apart == []


@needs_shared
def test_what_is_stricter_here_is_unknown_there(oracle: Any) -> None:
    for name, path, value in STRICTER:
        message = set_at(GOOD[name], path, value)
        assert oracle.errors("post", "/v2/bot/message/push", {"to": "U" + "0" * 32, "messages": [message]}) == []


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["text", "box", "bubble"])
)
json_values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything inside a body."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from places(inner, (*path, step))


@given(data=st.data(), value=json_values)
def test_no_body_breaks_the_validator(data: st.DataObject, value: object) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    path = data.draw(st.sampled_from(list(places(GOOD[name]))))
    accepts(set_at(GOOD[name], path, value))


def test_deep_nesting_is_refused() -> None:
    deep = box()
    for _ in range(400):
        deep = box(deep)
    with pytest.raises(InvalidBody):
        check_request("push", {"to": "U" + "0" * 32, "messages": [echo.flex({"type": "bubble", "body": deep})]})


def test_thai_digits_are_no_sizes() -> None:
    assert not accepts(set_at(GOOD["bubble"], ("contents", "body", "contents", 0, "size"), "๑๔px"))


def test_thai_marks_count_in_texts_but_not_in_labels() -> None:
    assert utf16("ที่นี่") == 6
    assert graphemes("ที่นี่") == 2
    assert graphemes("น้ำ") == 1
    assert (utf16("🇹🇭"), graphemes("🇹🇭")) == (4, 1)
    assert graphemes("👩‍👩‍👧") == 1


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [
        ("push", {"messages": [{"type": "text", "text": "ก"}]}),
        ("push", {"to": "somebody", "messages": [{"type": "text", "text": "ก"}]}),
        ("reply", {"replyToken": "", "messages": [{"type": "text", "text": "ก"}]}),
        ("multicast", {"to": [], "messages": [{"type": "text", "text": "ก"}]}),
        ("multicast", {"to": ["U" + "0" * 32] * 501, "messages": [{"type": "text", "text": "ก"}]}),
        ("loading", {"chatId": "U" + "0" * 32, "loadingSeconds": 7}),
        ("loading", {"chatId": "C" + "0" * 32}),
    ],
)
def test_requests_around_messages(endpoint: str, body: Body) -> None:
    with pytest.raises(InvalidBody):
        check_request(endpoint, body)
