"""Load that lasts: a minute at 80 % of the rate of whole turns, and bursts at the door.

Requests go out on time whether or not the door answers. A reply token lives for a minute, so an answer that LINE gets
later is none; an event that was acknowledged with 200 must be answered once, however late.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.load import fire
from bench.openloop import Answers, send
from bench.site import QUESTIONS, Asked, Site, site
from storage.samples.load import SLUGS
from tests.machine import family

PEOPLE = 2_000
SHARE, FLOOD = 0.8, 2.0
SECONDS, BURST = 60, 10
TURNS, POSTS = 1_500, 4_000
"""Enough to measure a rate."""
TOKEN_SECONDS = 60.0
LINE_WAITS = 2.0
"""Seconds until LINE takes a webhook for failed, and sends it again later."""


def main(seconds: int = SECONDS, burst: int = BURST, turns: int = TURNS, posts: int = POSTS) -> None:
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as where:
        held(where, questions(where, 200), 50.0)
        before = where.processes()
        acknowledged, whole = rates(where, turns, posts)
        print(f"\nLasting load: {whole:.0f} whole turns a second, {acknowledged:.0f} acknowledgements a second\n")
        print(
            f"{'':46}{'asked':>8}{'200':>8}{'503':>7}{'other':>7}{'p99':>10}{'> 2 s':>7}{'slowest answer':>16}{'late':>7}"
        )
        for name, rate, long in (
            (f"{seconds} s at 80 % of whole turns", SHARE * whole, seconds),
            (f"{burst} s at 80 % of acknowledgements", SHARE * acknowledged, burst),
            (f"{burst} s at 200 % of acknowledgements", FLOOD * acknowledged, burst),
        ):
            asked = questions(where, int(rate * long))
            show(name, *held(where, asked, rate))
        after = where.processes()
        assert after["web"] == before["web"] and after["worker"] == before["worker"] == family(where.worker), (
            "restarted"
        )
        print("lost 0, doubled 0, streams empty, the same processes; memory in MB: ", end="")
        print("   ".join(f"{part} {mb:.0f}" for part, mb in where.memory().items()), flush=True)


def questions(where: Site, count: int) -> list[Asked]:
    """Of many people to every sample agency."""
    return [where.question(SLUGS[n % 5], n % PEOPLE, QUESTIONS[n % 4]) for n in range(count)]


def rates(where: Site, turns: int, posts: int) -> tuple[float, float]:
    """(acknowledgements, whole turns) a second. The worker stands still while the door is measured."""
    asked = questions(where, turns)
    began = time.monotonic()
    fire(where.port, [one.request for one in asked])
    whole = turns / (where.drained() - began)
    with where.worker_standing():
        acknowledged = fire(where.port, [one.request for one in questions(where, posts)]).rate
    where.drained()
    return acknowledged, whole


def held(where: Site, asked: Sequence[Asked], rate: float) -> tuple[Answers, list[float]]:
    """Send them at this rate and wait for every answer; the door's answers, and seconds until the reply of each.

    Raises AssertionError where an acknowledged event was lost, or any was answered twice.
    """
    answers = send(where.port, [one.request for one in asked], rate)
    where.drained()
    tokens = [one.token for one in asked]
    replies = where.answers(asked)
    found = lost_and_doubled(tokens, answers, [token for token, _ in replies])
    assert found == (0, 0), f"lost {found[0]}, doubled {found[1]}"
    moments = dict(replies)
    return answers, [moments[token] - answers.due(n) for n, token in enumerate(tokens) if token in moments]


def lost_and_doubled(tokens: Sequence[str], answers: Answers, replied: Sequence[str]) -> tuple[int, int]:
    """How many events were acknowledged and never answered, and how many answers were too many."""
    times = Counter(replied)
    lost = sum(status == 200 and token not in times for token, (status, _) in zip(tokens, answers.each, strict=True))
    return lost, len(replied) - len(times)


def show(name: str, answers: Answers, waited: Sequence[float]) -> None:
    statuses = answers.statuses
    other = sum(count for status, count in statuses.items() if status not in (200, 503))
    slow = sum(took > LINE_WAITS for _, took in answers.each)
    late = sum(seconds > TOKEN_SECONDS for seconds in waited)
    counts = f"{len(answers.each):8}{statuses.get(200, 0):8}{statuses.get(503, 0):7}{other:7}"
    p99 = f"{1000 * answers.percentile(0.99):7.0f} ms"
    print(f"{name:46}{counts}{p99}{slow:7}{max(waited, default=0.0):14.1f} s{late:7}", flush=True)


if __name__ == "__main__":
    main()
