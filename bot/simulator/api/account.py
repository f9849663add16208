"""The account itself: bot info and webhook settings."""

from flask import Response, request

from bot.simulator.api.gate import Ask, Gate, ok, read_json
from bot.simulator.errors import InvalidBody
from bot.simulator.validation.report import Report
from bot.simulator.validation.scalars import address

_ENDPOINT = "/v2/bot/channel/webhook/endpoint"
_URL = address(("https",), 500)


def register(gate: Gate) -> None:
    gate.route("GET", "/v2/bot/info", "info")(_info)
    gate.route("GET", _ENDPOINT, "webhook-endpoint")(_get_endpoint)
    gate.route("PUT", _ENDPOINT, "webhook-endpoint")(_put_endpoint)
    gate.route("POST", "/v2/bot/channel/webhook/test", "webhook-test")(_test)


def _info(ask: Ask) -> Response:
    channel = ask.channel
    return ok(
        {
            "userId": channel.destination,
            "basicId": channel.basic_id,
            "displayName": channel.name or channel.key,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
    )


def _get_endpoint(ask: Ask) -> Response:
    return ok({"endpoint": ask.platform.courier.url_of(ask.channel), "active": True})


def _checked(url: object) -> str:
    report = Report()
    _URL(url, ("endpoint",), report)
    if report.problems:
        raise InvalidBody("The request body has 1 error(s)", [report.problems[0].detail()])
    return str(url)


def _put_endpoint(ask: Ask) -> Response:
    ask.platform.courier.set_url(ask.channel, _checked(ask.json().get("endpoint")))
    return ok()


def _test(ask: Ask) -> Response:
    """What the console's Verify button does: a webhook without events."""
    given = read_json().get("endpoint") if request.content_length else None
    delivery = ask.platform.courier.deliver(ask.channel, [], url=_checked(given) if given else "")
    answer = delivery.answer
    return ok(
        {
            "success": answer.accepted,
            "timestamp": delivery.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "statusCode": answer.status or 0,
            "reason": "OK" if answer.accepted else answer.reason,
            "detail": str(answer.status or answer.reason),
        }
    )
