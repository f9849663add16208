"""The bodies of the sending endpoints around their messages."""

from collections.abc import Mapping

from bot.simulator.errors import InvalidBody
from bot.simulator.validation.messages import find_problems, raise_if_any
from bot.simulator.validation.report import Check, Problem, Report
from bot.simulator.validation.scalars import anything, boolean, listing, record, shaped, text, whole
from bot.simulator.wire import Json

_recipient = shaped("[UCR][0-9a-f]{32}")
_units = listing(text(30, 1, "characters", "[A-Za-z0-9_]+"), 0, 1)
_RECORDS: Mapping[str, Check] = {
    "reply": record({"replyToken": text(1000, 1, "characters")}, ("replyToken", "messages"), closed=False),
    "push": record({"to": _recipient, "customAggregationUnits": _units}, ("to", "messages"), closed=False),
    "multicast": record(
        {"to": listing(_recipient, 1, 500), "customAggregationUnits": _units}, ("to", "messages"), closed=False
    ),
    "broadcast": record({}, ("messages",), closed=False),
    "narrowcast": record({"recipient": anything, "filter": anything}, ("messages",), closed=False),
    "validate": record({}, ("messages",), closed=False),
    "loading": record(
        {"chatId": shaped("U[0-9a-f]{32}"), "loadingSeconds": whole(5, 60, 5)}, ("chatId",), closed=False
    ),
    "markAsRead": record({"markAsReadToken": text(1000, 1, "characters")}, ("markAsReadToken",), closed=False),
}


def check_request(endpoint: str, body: Json) -> None:
    """Raises InvalidBody (400). ``endpoint``: reply, push, multicast, broadcast, narrowcast, validate, loading, …"""
    try:
        raise_if_any(_problems(endpoint, body))
    except RecursionError:
        raise InvalidBody("The request body is nested too deeply") from None


def _problems(endpoint: str, body: Json) -> list[Problem]:
    report = Report()
    _RECORDS[endpoint](body, (), report)
    if "notificationDisabled" in body:
        boolean(body["notificationDisabled"], ("notificationDisabled",), report)
    if "messages" in body:
        report.problems += find_problems(body["messages"])
    return report.problems
