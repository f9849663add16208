"""The load of the benches: it is on time, counts every answer, and sees what is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.load import prepared
from bench.openloop import NO_ANSWER, Answers, send
from bench.processes import started
from bench.recorder import answered
from bench.sustained import lost_and_doubled
from tests.machine import free_port


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A running recorder: its port and its file."""
    port, file = free_port(), tmp_path / "replies"
    with started(["-m", "bench.recorder", str(port), str(file)], {}, port):
        yield port, file


def replies(count: int) -> list[bytes]:
    return [prepared("/v2/bot/message/reply", b'{"replyToken": "token-%d"}' % n, "-") for n in range(count)]


def test_every_request_is_answered_and_written_down_in_its_time(line: tuple[int, Path]) -> None:
    port, file = line
    answers = send(port, replies(60), rate=200.0)
    assert answers.statuses == {200: 60} and answers.percentile(1.0) < 5
    found = dict(answered(file))
    assert found.keys() == {f"token-{n}" for n in range(60)}
    assert all(found[f"token-{n}"] > answers.due(n) - 0.01 for n in range(60)), "none went out before its time"
    assert found["token-59"] - found["token-0"] > 0.2


def test_a_door_that_is_shut_counts_as_no_answer() -> None:
    assert send(free_port(), replies(3), rate=100.0).statuses == {NO_ANSWER: 3}


def test_what_was_acknowledged_and_not_answered_is_lost() -> None:
    answers = Answers(0.0, 1.0, ((200, 0.1), (503, 0.1), (200, 0.1), (NO_ANSWER, 2.0)))
    tokens = ["a", "b", "c", "d"]
    assert lost_and_doubled(tokens, answers, ["a", "c"]) == (0, 0)
    assert lost_and_doubled(tokens, answers, ["a", "d"]) == (1, 0)
    assert lost_and_doubled(tokens, answers, ["a", "c", "a", "c", "c"]) == (0, 3)
