"""A Redis that hangs is worse than one that is gone: the door must say 503 before LINE stops waiting."""

import os
import signal
import time
from pathlib import Path

import pytest

from bot.simulator.fake import FakeLine
from tests.faults.events import People, post
from tests.faults.installation import installed

LINE_WAITS = 2.0


@pytest.mark.timeout(120)
def test_the_door_answers_while_redis_hangs_and_takes_the_event_afterwards(tmp_path: Path) -> None:
    with FakeLine() as fake, installed(tmp_path, fake) as running:
        people = People(fake, running.channel)
        running.start_web()
        url, secret = f"{running.url}/line/phon", running.channel.secret
        event = people.text(people.user("one"), "สวัสดี")
        server = int(running.parts.redis.info("server")["process_id"])
        os.kill(server, signal.SIGSTOP)
        try:
            began = time.monotonic()
            assert post(url, secret, [event]) == 503
            took = time.monotonic() - began
        finally:
            os.kill(server, signal.SIGCONT)
        print(f"Redis hangs: 503 after {took:.1f} s")
        assert took < LINE_WAITS
        assert post(url, secret, [event]) == 200
