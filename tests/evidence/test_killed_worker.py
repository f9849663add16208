"""A worker process is killed (SIGKILL) in the middle of a fetch: the next one fetches the picture, once."""

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.demo.people import bind_sample
from bot.simulator.fake import FakeLine
from bot.simulator.faults import NAMED
from bot.simulator.model import Rules
from dialogs.engine.buttons import go
from storage.models import EvidenceFile
from tests.evidence.desk import photo
from tests.faults.installation import Installation, installed


def only_file(running: Installation) -> EvidenceFile | None:
    with running.parts.database.reading() as session:
        return session.scalar(select(EvidenceFile))


def content_calls(fake: FakeLine) -> list[int]:
    return [call.status for call in fake.calls if call.endpoint == "content"]


def test_kill_nine_while_a_picture_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeLine(rules=Rules(monthly_quota=None)) as fake, installed(tmp_path, fake) as running:
        running.start_web()
        fake.platform.courier.set_url(running.channel, f"{running.url}/line/phon")
        user = fake.user(running.channel, "clerk")
        bind_sample(running.parts, "phon", user.user_id, "staff")
        fake.faults.next("content", NAMED["slow-body"])
        dying = running.start_worker()
        user.postback(go("report_progress"))
        user.hears(1, timeout=60)
        user.sends_picture(photo())
        running.wait_for(lambda: content_calls(fake))
        os.kill(dying.pid, signal.SIGKILL)
        dying.wait(timeout=30)
        left = only_file(running)
        assert left is not None and left.state == "waiting" and left.tries == 1

        monkeypatch.setenv("PRONGSAI_NOW", "+5m")
        running.start_worker()
        running.wait_for(lambda: (file := only_file(running)) is not None and file.state == "kept")
        kept = only_file(running)
        assert kept is not None and kept.tries == 2 and len(content_calls(fake)) == 2
        assert user.hears(1, timeout=60), "the answer was not lost either"
