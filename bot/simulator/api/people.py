"""People: profile, followers, loading animation, read marks, account link tokens, groups."""

from functools import partial

from flask import Response, request

from bot.simulator import ids, messenger
from bot.simulator.api.gate import Ask, Gate, ok
from bot.simulator.errors import LineError, not_found
from bot.simulator.validation import check_request
from bot.simulator.wire import Json

_PAGE = 1000


def register(gate: Gate) -> None:
    gate.route("GET", "/v2/bot/profile/<user_id>", "profile")(_profile)
    gate.route("GET", "/v2/bot/followers/ids", "followers")(_followers)
    gate.route("POST", "/v2/bot/chat/loading/start", "loading")(_loading)
    gate.route("POST", "/v2/bot/chat/markAsRead", "mark-as-read")(_mark_as_read)
    gate.route("POST", "/v2/bot/user/<user_id>/linkToken", "link-token")(_link_token)
    gate.route("POST", "/v2/bot/group/<group_id>/leave", "leave")(_leave)
    gate.route("GET", "/v2/bot/group/<group_id>/summary", "group")(_group)


def _profile(ask: Ask, user_id: str) -> Response:
    """404 for strangers and for those who blocked the account."""
    person = next((p for p in ask.platform.people if p.user_id(ask.channel) == user_id), None)
    key = (ask.channel.key, user_id)
    if not ask.platform.chats.known(key) or ask.platform.chats.get(key).blocked:
        raise not_found()
    profile: Json = {"displayName": person.label if person else "ผู้ใช้", "userId": user_id, "language": "th"}
    return ok(profile)


def _followers(ask: Ask) -> Response:
    if not ask.platform.rules.verified_account:
        raise LineError(403, "Access to this API is not available for your account")
    chats = ask.platform.chats.of_channel(ask.channel.key)
    friends = sorted(who for who, chat in chats.items() if chat.friend and not chat.blocked)
    start = int(request.args.get("start", "0")) if request.args.get("start", "0").isdigit() else 0
    page: Json = {"userIds": friends[start : start + _PAGE]}
    return ok({**page, "next": str(start + _PAGE)} if len(friends) > start + _PAGE else page)


def _loading(ask: Ask) -> Response:
    body = ask.json()
    check_request("loading", body)
    messenger.start_loading(ask.platform, ask.channel, body["chatId"], body.get("loadingSeconds", 20))
    return ok(status=202)


def _mark_as_read(ask: Ask) -> Response:
    """The token comes with each message event; it marks all earlier messages too."""
    body = ask.json()
    check_request("markAsRead", body)
    token = body["markAsReadToken"]
    for chat in ask.platform.chats.of_channel(ask.channel.key).values():
        if any(entry.message.get("markAsReadToken") == token for entry in chat.entries):
            ask.platform.chats.touch(partial(setattr, chat, "read", True))
            return ok()
    raise LineError(400, "Invalid markAsReadToken")


def _link_token(ask: Ask, user_id: str) -> Response:
    if not ask.platform.chats.known((ask.channel.key, user_id)):
        raise not_found()
    return ok({"linkToken": ids.token(32)})


def _leave(ask: Ask, group_id: str) -> Response:
    if not ask.platform.chats.known((ask.channel.key, group_id)):
        raise not_found()
    return ok()


def _group(ask: Ask, group_id: str) -> Response:
    if not ask.platform.chats.known((ask.channel.key, group_id)):
        raise not_found()
    return ok({"groupId": group_id, "groupName": "กลุ่มตัวอย่าง"})
