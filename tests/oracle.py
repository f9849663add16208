"""Every body that a test makes the bot send is judged by LINE's own OpenAPI files, where they are at hand."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from bot.simulator.platform import Call
from tests.shared import SHARED
from tests.simulator.judge import judge


@cache
def _oracle() -> Any | None:
    return judge("messaging-api.yml") if SHARED.is_dir() else None


def judge_sent(calls: Iterable[Call]) -> int:
    """Fails on the first body that LINE would refuse; returns how many were judged."""
    oracle = _oracle()
    judged = 0
    for call in calls:
        if oracle is not None:
            faults = oracle.errors(call.method.lower(), call.path, call.body)
            assert not faults, f"LINE would refuse {call.method} {call.path}: {faults}"
            judged += 1
    return judged


def judge_body(method: str, path: str, body: object) -> None:
    """Fails where LINE would refuse the body; passes where its files are not at hand."""
    if (oracle := _oracle()) is not None:
        assert not (faults := oracle.errors(method, path, body)), f"LINE would refuse {method} {path}: {faults}"
