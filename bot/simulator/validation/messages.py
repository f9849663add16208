"""Message objects, and LINE's two ways of saying what is wrong with them."""

import re
from collections.abc import Mapping

from bot.simulator.errors import InvalidBody
from bot.simulator.validation.actions import quick_reply_action
from bot.simulator.validation.flex import container
from bot.simulator.validation.report import Check, Path, Problem, Report
from bot.simulator.validation.scalars import (
    address,
    anything,
    listing,
    number,
    one_of,
    picture,
    record,
    shaped,
    tagged,
    text,
    whole,
)
from bot.simulator.validation.templates import template
from bot.simulator.wire import Json

MOST_MESSAGES = 5
_FLEX_DEPTH = 3
"""``messages / index / contents``: Flex places are counted from inside the container."""

_quick_reply = record(
    {
        "items": listing(
            record({"type": one_of("action"), "imageUrl": picture, "action": quick_reply_action}, ("action",)), 0, 13
        )
    }
)
_SENDER_NAME = text(20, 1, "graphemes")


def _sender_name(value: object, path: Path, report: Report) -> None:
    _SENDER_NAME(value, path, report)
    if isinstance(value, str) and value.strip().upper() == "LINE":
        report.add(path, "the name is reserved")


def _message(required: tuple[str, ...], **own: Check) -> Check:
    common: Mapping[str, Check] = {
        "type": anything,
        "quickReply": _quick_reply,
        "sender": record({"name": _sender_name, "iconUrl": picture}),
        "quoteToken": anything,
    }
    return record({**common, **own}, required)


_emoji = record({"index": whole(0), "productId": anything, "emojiId": anything}, ("index", "productId", "emojiId"))
_TEXT_V2 = _message(("text",), text=text(5000), substitution=anything)
_PLACEHOLDER = re.compile(r"{{|}}|{([A-Za-z0-9_]{1,20})}|[{}]")


def _text_v2(value: Json, path: Path, report: Report) -> None:
    """Braces are doubled or name a substitution."""
    _TEXT_V2(value, path, report)
    known = value.get("substitution", {})
    if not isinstance(known, dict) or len(known) > 100:
        report.add((*path, "substitution"), "Size must be between 0 and 100")
        return
    for found in _PLACEHOLDER.finditer(str(value.get("text", ""))):
        if len(found[0]) == 1 or (found[1] and found[1] not in known):
            report.add((*path, "text"), "invalid placeholder")


_alt = text(1500)
_place = text(100, 1, "characters")
_MESSAGES: dict[str, Check] = {
    "text": _message(("text",), text=text(5000), emojis=listing(_emoji, 0, 20)),
    "textV2": _text_v2,
    "sticker": _message(("packageId", "stickerId"), packageId=shaped(r"\d+"), stickerId=shaped(r"\d+")),
    "image": _message(("originalContentUrl", "previewImageUrl"), originalContentUrl=picture, previewImageUrl=picture),
    "video": _message(
        ("originalContentUrl", "previewImageUrl"),
        originalContentUrl=picture,
        previewImageUrl=picture,
        trackingId=shaped(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}"),
    ),
    "audio": _message(("originalContentUrl", "duration"), originalContentUrl=picture, duration=whole(1)),
    "location": _message(
        ("title", "address", "latitude", "longitude"),
        title=_place,
        address=_place,
        latitude=number(-90, 90),
        longitude=number(-180, 180),
    ),
    "imagemap": _message(
        ("baseUrl", "altText", "baseSize", "actions"),
        baseUrl=address(("https",), 2000),
        altText=_alt,
        baseSize=record({"width": whole(1), "height": whole(1)}, ("width", "height")),
        actions=listing(anything, 0, 50),
        video=anything,
    ),
    "template": _message(("altText", "template"), altText=_alt, template=template),
    "flex": _message(("altText", "contents"), altText=_alt, contents=container),
    "coupon": _message(("couponId",), couponId=anything, deliveryTag=text(30, 0, "characters")),
}
_message_list = listing(tagged(lambda: _MESSAGES), 1, MOST_MESSAGES)


def find_problems(messages: object) -> list[Problem]:
    """Everything that is wrong with the value of ``messages``."""
    report = Report()
    _message_list(messages, ("messages",), report)
    return report.problems


def check_messages(messages: object) -> None:
    """Raises InvalidBody, in the shape LINE uses for the case."""
    raise_if_any(find_problems(messages))


def raise_if_any(problems: list[Problem]) -> None:
    """Flex findings come alone, with places inside the container; all others are listed with their property paths."""
    plain = [problem for problem in problems if not _inside_flex(problem)]
    if plain:
        raise InvalidBody(f"The request body has {len(plain)} error(s)", [problem.detail() for problem in plain])
    if problems:
        first = problems[0].path[1]
        raise InvalidBody(
            f"A message (messages[{first}]) in the request body is invalid",
            [{"message": p.message, "property": p.pointer(_FLEX_DEPTH)} for p in problems if p.path[1] == first],
        )


def _inside_flex(problem: Problem) -> bool:
    return len(problem.path) >= _FLEX_DEPTH and problem.path[2] == "contents"
