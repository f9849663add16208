"""What the page lets people do: one function for each button, by name."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace

from bot.simulator.content import Content
from bot.simulator.events import ORDINARY, STRANGE, Oddities
from bot.simulator.handset import Handset
from bot.simulator.wire import Json

LONGEST = 5000
"""Characters a phone lets people send at once."""
PICTURE_BYTES = 10 * 1024 * 1024


class BadAct(Exception):
    """The page asked for something that cannot be done; the message says what."""


def odd_from(asked: object) -> Oddities:
    """The armed fault buttons of the page, as oddities of the next event."""
    wanted = asked if isinstance(asked, dict) else {}
    odd = replace(
        ORDINARY,
        expired_token=wanted.get("expiredToken") is True,
        duplicate=wanted.get("duplicate") is True,
        spaced_json=wanted.get("spacedJson") is True,
        late=5.0 if wanted.get("late") is True else 0.0,
    )
    return replace(odd, mode="standby") if wanted.get("standby") is True else odd


def say(phone: Handset, asked: Json) -> None:
    text = str(asked.get("text", ""))[:LONGEST]
    if not text.strip():
        raise BadAct("nothing to say")
    wanted = asked.get("odd") if isinstance(asked.get("odd"), dict) else {}
    if wanted and wanted.get("together") is True:
        phone.says_together(text, text)
    elif wanted and wanted.get("unsendFirst") is True:
        phone.unsends_before_it_arrives(text)
    else:
        phone.says(text, odd_from(wanted))


def press(phone: Handset, asked: Json) -> None:
    action, params = asked.get("action"), asked.get("params")
    if not isinstance(action, dict):
        raise BadAct("no action")
    phone.perform(action, params if isinstance(params, dict) else None, odd_from(asked.get("odd")))


def picture(phone: Handset, asked: Json) -> None:
    """``data``: base64 of a PNG or JPEG; without it a sample picture goes."""
    if not asked.get("data"):
        phone.sends_picture(odd=odd_from(asked.get("odd")))
        return
    try:
        body = base64.b64decode(str(asked["data"]), validate=True)
    except binascii.Error:
        raise BadAct("the picture is no base64") from None
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    kind = next((name for start, name in kinds.items() if body.startswith(start)), None)
    if kind is None or len(body) > PICTURE_BYTES:
        raise BadAct("a picture is a JPEG or PNG of at most 10 MB")
    phone.sends_picture(Content(body, kind), odd_from(asked.get("odd")))


def sticker(phone: Handset, asked: Json) -> None:
    package, number = str(asked.get("package", "11537")), str(asked.get("number", "52002734"))
    phone.sends_sticker(package, number, odd_from(asked.get("odd")))


def location(phone: Handset, asked: Json) -> None:
    phone.sends_location(odd=odd_from(asked.get("odd")))


def voice(phone: Handset, asked: Json) -> None:
    phone.sends_voice(odd=odd_from(asked.get("odd")))


def file(phone: Handset, asked: Json) -> None:
    phone.sends_file("เอกสาร.pdf", odd=odd_from(asked.get("odd")))


def unknown(phone: Handset, asked: Json) -> None:
    phone.sends_unknown(odd_from(asked.get("odd")))


def unsend(phone: Handset, asked: Json) -> None:
    phone.unsend(str(asked.get("id", "")))


def follow(phone: Handset, asked: Json) -> None:
    phone.follow()


def block(phone: Handset, asked: Json) -> None:
    phone.block()


def redeliver(phone: Handset, asked: Json) -> None:
    """The last webhook of this chat's channel again, marked as a redelivery."""
    courier = phone.platform.courier
    last = courier.last(phone.channel.key)
    if last is None:
        raise BadAct("nothing has been delivered yet")
    courier.redeliver(phone.channel, last.webhook["events"])


def strange(phone: Handset, asked: Json) -> None:
    if (name := str(asked.get("name", "unknown"))) not in STRANGE:
        raise BadAct(f"no event {name}")
    phone.strange(name)


DOINGS: dict[str, Callable[[Handset, Json], None]] = {
    doing.__name__: doing
    for doing in (
        say,
        press,
        picture,
        sticker,
        location,
        voice,
        file,
        unknown,
        unsend,
        follow,
        block,
        redeliver,
        strange,
    )
}
