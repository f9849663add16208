"""Sending: reply, push, multicast, broadcast, narrowcast, validate, counts, content."""

from datetime import UTC

from flask import Response, request

from bot.simulator import messenger
from bot.simulator.api.gate import Ask, Gate, View, ok
from bot.simulator.errors import LineError, not_found
from bot.simulator.meters import parse_day
from bot.simulator.validation import check_request

_MESSAGE = "/v2/bot/message"


def register(gate: Gate) -> None:
    gate.route("POST", f"{_MESSAGE}/reply", "reply")(_reply)
    gate.route("POST", f"{_MESSAGE}/push", "push")(_push)
    gate.route("POST", f"{_MESSAGE}/multicast", "multicast")(_multicast)
    gate.route("POST", f"{_MESSAGE}/broadcast", "broadcast")(_to_all("broadcast", 200))
    gate.route("POST", f"{_MESSAGE}/narrowcast", "narrowcast")(_to_all("narrowcast", 202))
    gate.route("GET", f"{_MESSAGE}/progress/narrowcast", "narrowcast-progress")(_progress)
    for kind in ("reply", "push", "multicast", "broadcast", "narrowcast"):
        gate.route("POST", f"{_MESSAGE}/validate/{kind}", "validate")(_validate)
    gate.route("GET", f"{_MESSAGE}/quota", "quota")(_quota)
    gate.route("GET", f"{_MESSAGE}/quota/consumption", "quota")(_consumption)
    gate.route("GET", f"{_MESSAGE}/delivery/<how>", "delivery")(_delivery)
    gate.route("GET", f"{_MESSAGE}/<message_id>/content", "content")(_content)
    gate.route("GET", f"{_MESSAGE}/<message_id>/content/preview", "content")(_content)
    gate.route("GET", f"{_MESSAGE}/<message_id>/content/transcoding", "transcoding")(_transcoding)


def _reply(ask: Ask) -> Response:
    if "X-Line-Retry-Key" in request.headers:
        raise LineError(400, "The retry key is not supported by this endpoint")
    body = ask.json()
    check_request("reply", body)
    return ok({"sentMessages": messenger.reply(ask.platform, ask.channel, body["replyToken"], body["messages"])})


def _push(ask: Ask) -> Response:
    body, key = ask.json(), ask.retry_key()
    check_request("push", body)
    ask.platform.retry_keys.refuse_repeat(ask.channel.key, key)
    sent = messenger.push(ask.platform, ask.channel, body["to"], body["messages"])
    ask.platform.retry_keys.accept(ask.channel.key, key, ask.request_id, sent)
    return ok({"sentMessages": sent})


def _multicast(ask: Ask) -> Response:
    body, key = ask.json(), ask.retry_key()
    check_request("multicast", body)
    ask.platform.retry_keys.refuse_repeat(ask.channel.key, key)
    messenger.multicast(ask.platform, ask.channel, body["to"], body["messages"], "multicast")
    ask.platform.retry_keys.accept(ask.channel.key, key, ask.request_id)
    return ok()


def _to_all(how: str, status: int) -> View:
    def send(ask: Ask) -> Response:
        body, key = ask.json(), ask.retry_key()
        check_request(how, body)
        ask.platform.retry_keys.refuse_repeat(ask.channel.key, key)
        everyone = messenger.everyone(ask.platform, ask.channel)
        messenger.multicast(ask.platform, ask.channel, everyone, body["messages"], how)
        ask.platform.retry_keys.accept(ask.channel.key, key, ask.request_id)
        return ok(status=status)

    return send


def _progress(ask: Ask) -> Response:
    """The fake sends a narrowcast at once."""
    wanted = request.args.get("requestId")
    call = next((c for c in list(ask.platform.calls) if c.request_id == wanted and c.endpoint == "narrowcast"), None)
    if call is None:
        raise not_found()
    moment = call.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    count = len(messenger.everyone(ask.platform, ask.channel))
    return ok(
        {
            "phase": "succeeded",
            "successCount": count,
            "failureCount": 0,
            "targetCount": count,
            "acceptedTime": moment,
            "completedTime": moment,
        }
    )


def _validate(ask: Ask) -> Response:
    check_request("validate", ask.json())
    return ok()


def _quota(ask: Ask) -> Response:
    limit = ask.platform.quota.limit
    return ok({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def _consumption(ask: Ask) -> Response:
    return ok({"totalUsage": ask.platform.quota.used(ask.channel.key)})


def _delivery(ask: Ask, how: str) -> Response:
    if how not in ("reply", "push", "multicast", "broadcast"):
        raise not_found()
    day = parse_day(request.args.get("date", ""))
    if day is None:
        raise LineError(400, "The value for the 'date' parameter is invalid")
    return ok({"status": "ready", "success": ask.platform.quota.of_day(ask.channel.key, how, day)})


def _content(ask: Ask, message_id: str) -> Response:
    content = ask.platform.content.get(message_id)
    return Response(content.body, content_type=content.content_type)


def _transcoding(ask: Ask, message_id: str) -> Response:
    ask.platform.content.get(message_id)
    return ok({"status": "succeeded"})
