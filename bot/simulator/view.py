"""What the page is told: chats as the phones show them, the newest wire traffic, the clock."""

import json
from collections.abc import Iterable

from bot.simulator.chats import Chat, Entry
from bot.simulator.courier import Delivery
from bot.simulator.model import Channel, Person
from bot.simulator.platform import Call, Platform
from bot.simulator.wire import Json

SHOWN = 300
"""Lines of a chat the page holds."""


def setup(platform: Platform) -> Json:
    """Who can talk to whom."""
    agencies: dict[str, Json] = {}
    for channel in platform.channels:
        agency = agencies.setdefault(channel.slug, {"slug": channel.slug, "name": channel.slug, "channels": []})
        agency["channels"].append(
            {
                "key": channel.key,
                "kind": channel.kind,
                "name": channel.name or channel.key,
                "basicId": channel.basic_id,
            }
        )
        if channel.kind == "general" and channel.name:
            agency["name"] = channel.name
    people = [{"key": p.key, "label": p.label, "role": p.role, "kind": p.kind} for p in platform.people]
    return {"agencies": list(agencies.values()), "people": people}


def state(platform: Platform, slug: str, seen: int = 0) -> Json:
    """All phones of an agency; of their chats only lines after number ``seen``, and those taken back since."""
    with platform.chats.changed:
        panes = {
            channel.key: {person.key: _pane(platform, channel, person, seen) for person in platform.people}
            for channel in platform.channels
            if channel.slug == slug
        }
        version = platform.chats.version
    return {
        "version": version,
        "now": platform.clock.now().isoformat(),
        "offset": platform.clock.offset.total_seconds(),
        "faults": platform.faults.waiting(),
        "panes": panes,
    }


def _pane(platform: Platform, channel: Channel, person: Person, seen: int) -> Json:
    user = person.user_id(channel)
    chat = platform.chats.get((channel.key, user))
    left = (chat.loading_until - platform.clock.now()).total_seconds() if chat.loading_until else 0.0
    return {
        "userId": user,
        "friend": chat.friend,
        "blocked": chat.blocked,
        "read": chat.read,
        "loadingLeft": max(left, 0.0),
        "quickReply": chat.quick_reply(),
        "entries": [_entry(e) for e in chat.entries[-SHOWN:] if e.number > seen or e.unsent],
        "richMenu": _menu(platform, channel, user),
        "trouble": _trouble(platform, channel, chat),
    }


def _entry(entry: Entry) -> Json:
    return {
        "number": entry.number,
        "side": entry.side,
        "message": entry.message,
        "id": entry.message_id,
        "at": entry.at.isoformat(),
        "via": entry.via,
        "unsent": entry.unsent,
    }


def _menu(platform: Platform, channel: Channel, user: str) -> Json | None:
    menu = platform.menus(channel).shown(user)
    if menu is None:
        return None
    return {"id": menu.number, "image": f"/sim/menu/{channel.key}/{menu.number}", **menu.body}


def _trouble(platform: Platform, channel: Channel, chat: Chat) -> str | None:
    """Why the last webhook of a channel was not taken, for the page to say so."""
    last = platform.courier.last(channel.key)
    if last is None or last.answer.accepted or not chat.entries:
        return None
    return str(last.answer.status or last.answer.reason)


def wire(platform: Platform, channel: Channel, user: str) -> Json:
    """The newest webhook and API call of one chat, in full."""
    webhook = next(
        (d for d in reversed(list(platform.courier.log)) if d.channel == channel.key and _about(d, user)), None
    )
    call = next((c for c in _calls(platform, channel) if _concerns(platform, c, user)), None)
    return {"webhook": _delivery(webhook) if webhook else None, "call": _call(call) if call else None}


def _calls(platform: Platform, channel: Channel) -> Iterable[Call]:
    return (call for call in reversed(list(platform.calls)) if call.channel == channel.key)


def _about(delivery: Delivery, user: str) -> bool:
    return any(event.get("source", {}).get("userId") == user for event in delivery.webhook.get("events", []))


def _concerns(platform: Platform, call: Call, user: str) -> bool:
    body = call.body or {}
    if user in (body.get("to"), body.get("chatId")) or user in call.path:
        return True
    token = body.get("replyToken")
    return isinstance(token, str) and platform.reply_tokens.chat_of(token) == user


def _delivery(delivery: Delivery) -> Json:
    answer = delivery.answer
    return {
        "url": delivery.url,
        "attempt": delivery.attempt,
        "status": answer.status,
        "reason": answer.reason,
        "milliseconds": round(answer.milliseconds, 1),
        "body": json.loads(delivery.body or b"{}"),
    }


def _call(call: Call) -> Json:
    return {
        "request": f"{call.method} {call.path}",
        "status": call.status,
        "requestId": call.request_id,
        "body": call.body,
        "answer": call.answer,
    }
