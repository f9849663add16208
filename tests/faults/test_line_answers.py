"""LINE answers wrongly: 429, 500, a page of HTML, half a body, nothing at all. Everybody hears everything once."""

import random
from pathlib import Path

import pytest

from bot.simulator.faults import NAMED, Fault, Faults
from tests.faults.reckoning import hold
from tests.faults.scenario import LONG, SHORT, Size, scenario
from tests.faults.senders import Senders

SENDING = ("reply", "push")
LONGER_THAN_PATIENCE = 11.0
"""Seconds; the gateway waits ten for an answer."""
HALF_A_BODY = Fault(200, b'{"sentMess', headers={"Content-Length": "400"}, after_accept=True)
WRONG = (
    NAMED["rate"],
    NAMED["server-error"],
    NAMED["bad-gateway-html"],
    NAMED["refused"],
    # These come after LINE has carried the request out: only its answer is spoilt.
    NAMED["lost-answer"],
    Fault(500, after_accept=True),
    Fault(502, b"<html>Bad Gateway</html>", "text/html", after_accept=True),
    HALF_A_BODY,
)
SILENCE = (Fault(delay=LONGER_THAN_PATIENCE, drop=True), Fault(delay=LONGER_THAN_PATIENCE, after_accept=True))


class Moods(Faults):
    """One call in four to send something is answered wrongly, a few of them with silence."""

    def __init__(self, seed: int, silences: int) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self._silences = silences
        self.asked = 0
        self.wrong = 0

    def take(self, endpoint: str) -> Fault | None:
        if endpoint not in SENDING:
            return None
        self.asked += 1
        if self._chance.random() > 0.25:
            return None
        self.wrong += 1
        if self._silences and self._chance.random() < 0.1:
            self._silences -= 1
            return self._chance.choice(SILENCE)
        return self._chance.choice(WRONG)


def line_in_moods(folder: Path, size: Size, silences: int, seed: int) -> None:
    with scenario(folder, size) as (running, told):
        running.fake.platform.faults = moods = Moods(seed, silences)
        running.start_web()
        running.start_worker()
        with Senders(running.fake.platform, told) as senders:
            senders.delivered()
        running.wait_until_drained(120)
        running.wait_for(lambda: sum(call.endpoint in SENDING for call in running.fake.calls) == moods.asked)
        hold("LINE answers wrongly", running, told, f"{moods.wrong} wrong answers of LINE, seed {seed}")
        assert moods.wrong > size.people


def test_line_answers_wrongly(tmp_path: Path) -> None:
    line_in_moods(tmp_path, SHORT, silences=2, seed=3)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_line_answers_wrongly_in_ten_thousand_events(tmp_path: Path) -> None:
    line_in_moods(tmp_path, LONG, silences=20, seed=4)
