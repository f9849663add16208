"""The keeper as it runs in life: a process that writes to the officers at their hour, once, and again after a stop."""

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest

from bot.complaints import keeper
from bot.complaints.settings import ComplaintSettings
from storage.complaints.file import create_file
from storage.complaints.mailing import Mailing
from storage.complaints.officers import Officers
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from tests.complaints.conftest import StillClock, quick_stretch
from tests.complaints.mailserver import Sink, mail_server
from tests.shared import REPOSITORY


def looks_once(data: Path, sink: Sink, now: str) -> str:
    """A keeper that is started, and ended before its second look: its standard input is closed. What it logged."""
    url = f"smtp://127.0.0.1:{sink.port}?from=desk@phon.example"
    more = {"DATA_DIR": str(data), "COMPLAINTS_SMTP_URL": url, "PRONGSAI_NOW": now}
    command = [sys.executable, "-m", "bot.complaints.keeper"]
    ran = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environ | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return (ran.stdout + ran.stderr).decode()


def test_a_real_keeper_writes_once_and_after_a_stop_again_the_next_day(tmp_path: Path) -> None:
    settings = ComplaintSettings(data_dir=tmp_path)
    secrets, file = load_secrets(settings.secret_folder), create_file(settings.folder, "phon")
    issued = Officers(file, secrets, Stretcher(tmp_path / "q", quick_stretch)).add("ก้อย", "", StillClock()().date())
    Mailing(file, secrets).set_address(issued.officer.id, "koi@phon.example")
    with mail_server() as sink:
        for now, mails in (
            ("2026-03-09T08:59", 0),
            ("2026-03-09T09:30", 1),
            ("2026-03-09T16:00", 1),
            ("2026-03-10T23:00", 2),
        ):
            told = looks_once(tmp_path, sink, now)
            assert len(sink.taken) == mails, now
            assert "koi@" not in told


def test_a_chore_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> None:
        raise RuntimeError("with words of somebody")

    keeper._try(fails)
    assert [record.getMessage() for record in caplog.records] == ["a chore failed"]
    assert caplog.records[0].__dict__["error"] == "RuntimeError"
