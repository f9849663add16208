"""``POST /line/<agency>`` of the complaint app: turns run inside the request, so that no queue holds a complaint."""

import base64
import hmac
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from flask import Blueprint, Response, request

from bot.complaints.boundary import Inbound, take_in
from bot.complaints.chatmode import ChatModes
from bot.complaints.link import Link
from dialogs.cards.line import to_line
from dialogs.complaints.scene import Said
from dialogs.records.errors import Refused, StoreUnavailable
from dialogs.records.json import JsonObject
from handlers.complaints.line_turn import LineTurns
from handlers.complaints.office import House
from handlers.complaints.pictures import redrawn
from storage.complaints.channel import ComplaintChannel, load_channel
from storage.complaints.drafts import Drafts
from storage.complaints.errors import Busy, NoSuchAgency

MAX_BODY = 1024 * 1024
_KINDS: dict[str, Literal["text", "button", "picture", "follow", "other"]] = {
    "text": "text",
    "button": "button",
    "picture": "picture",
    "follow": "follow",
    "other": "other",
}


def line_pages(house: House, drafts: Drafts, link: Link, modes: ChatModes, public_url: str) -> Blueprint:
    """The webhook of every agency's complaint account."""
    pages = Blueprint("line", __name__)

    @pages.post("/line/<slug>")
    def receive(slug: str) -> Response:
        if (request.content_length or 0) > MAX_BODY:
            return _answer(413, "The body is larger than 1 MB.")
        body = request.get_data(cache=False)
        try:
            office = house.office(slug)
            channel = load_channel(office.file, house.secrets)
            if channel is None:
                return _answer(404, "There is no such agency.")
            if not signed(body, request.headers.get("X-Line-Signature", ""), channel.secrets):
                return _answer(401, "The request was refused.")
            events = read_events(body)
            if events is None:
                return _answer(400, "The body is not a LINE webhook.")
            if events and not modes.is_bot(slug, channel.token):
                return _answer(503, "This channel is not served while chat is switched on.")
            turns = LineTurns(house, office, drafts, f"{public_url.rstrip('/')}/{slug}/")
            for event in events:
                _event(turns, house, link, channel, event)
        except NoSuchAgency:
            return _answer(404, "There is no such agency.")
        except (StoreUnavailable, Busy):
            return _answer(503, "The event could not be taken; please send it again.")
        return _answer(200, "OK")

    return pages


def _event(turns: LineTurns, house: House, link: Link, channel: ComplaintChannel, event: JsonObject) -> None:
    inbound = take_in(
        turns.office.slug,
        event,
        house.draft_keys.all(),
        house.clock(),
        lambda token, messages: link.reply(channel.token, token, messages),
        lambda message: link.picture(channel.token, message),
    )
    if inbound is None:
        return
    with turns.drafts.turn_of(inbound.whos[0]):
        if turns.drafts.was_seen(inbound.marks):
            return
        if inbound.kind == "unfollow":
            turns.forget(inbound.whos, inbound.marks[0])
        elif inbound.kind == "unsend":
            turns.unsend(inbound.whos, inbound.marks[0], inbound.unsent)
        elif inbound.kind in _KINDS and not (inbound.origins and turns.drafts.was_unsent(inbound.origins)):
            answer = turns.take(inbound.whos, inbound.marks[0], _said(inbound))
            inbound.answer(to_line(answer))


def _said(inbound: Inbound) -> Said:
    origin = inbound.origins[0] if inbound.origins else ""
    picture = _picture(inbound) if inbound.kind == "picture" else None
    return Said(_KINDS[inbound.kind], inbound.text, inbound.data, origin, picture)


def _picture(inbound: Inbound) -> bytes | None:
    sent = inbound.fetch()
    try:
        return redrawn(sent, 1).content if sent else None
    except Refused:
        return None


def signed(body: bytes, signature: str, secrets: Sequence[bytes]) -> bool:
    """Whether one of the channel's secrets signed these bytes (LINE reference, signature validation)."""
    given = signature.encode("utf-8", "replace")
    good = False
    for secret in secrets:
        expected = base64.b64encode(hmac.new(secret, body, sha256).digest())
        good |= hmac.compare_digest(given, expected)  # every secret is compared, always
    return good


def read_events(body: bytes) -> list[JsonObject] | None:
    """None for what LINE would not send."""
    try:
        parsed = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    events = parsed.get("events") if isinstance(parsed, dict) else None
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        return None
    return events


def _answer(status: int, sentence: str) -> Response:
    return Response(sentence + "\n", status=status, mimetype="text/plain")
