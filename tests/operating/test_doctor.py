"""The doctor: everything well is exit 0, and each thing that can be wrong is found and named."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import machine
from bot.cli.main import main
from storage.backup_folder import new_name
from tests.operating.conftest import Platform

KEY = "k" * 40
Look = Callable[..., tuple[int, str]]


@pytest.fixture
def look(
    platform: Platform, new_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Look:  # fmt: skip
    """An installation in which all is well; what the doctor says of it."""
    settings = platform.settings(tmp_path / "data", new_database("sqlite"), KEY)
    platform.install(settings)
    environment = {
        "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_address, "SECRET_KEY": KEY,
        "LINE_API_URL": platform.fake.url, "LINE_DATA_URL": platform.fake.url, "PUBLIC_URL": "https://bot.test",
    }  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def command(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["doctor", *words])
        return code, capsys.readouterr().out

    return command


def test_all_is_well(look: Look) -> None:
    code, said = look()
    assert code == 0, said
    for what in ("Redis", "database", "disk", "clock", "token of phon", "webhook of phon", "quota of phon"):
        assert f"ok    {what}" in said, said


def test_every_finding_is_one_line(look: Look) -> None:
    assert all(line[:6] in ("ok    ", "FAIL  ") for line in look()[1].splitlines())


def test_a_wrong_key_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    code, said = look()
    assert code == 1
    assert "SECRET_KEY does not open" in said
    assert KEY not in said


def test_a_wrong_webhook_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://elsewhere.test")
    code, said = look()
    assert code == 1
    assert "expected https://elsewhere.test/line/phon" in said


def test_line_that_does_not_answer_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:9")
    code, said = look()
    assert code == 1
    assert "FAIL  clock: LINE did not answer" in said
    assert "FAIL  token of phon" in said


def test_a_full_disk_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(total=1000, free=10))
    code, said = look()
    assert code == 1
    assert "FAIL  disk: 1% free" in said


def test_a_clock_that_is_off_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MOST_OFF", timedelta(seconds=-1))
    code, said = look()
    assert code == 1
    assert "FAIL  clock" in said


@pytest.mark.parametrize(("hours", "code"), [(1, 0), (25, 0), (27, 1)])
def test_the_age_of_the_newest_backup(look: Look, tmp_path: Path, hours: int, code: int) -> None:
    folder = tmp_path / "backups" / "general"
    folder.mkdir(parents=True)
    (folder / new_name(datetime.now(UTC) - timedelta(hours=hours))).touch()
    assert look("--backups", str(tmp_path / "backups"))[0] == code


def test_no_backup_at_all_is_found(look: Look, tmp_path: Path) -> None:
    code, said = look("--backups", str(tmp_path / "none"))
    assert code == 1
    assert "FAIL  backups (general): there is none" in said


def test_a_complaint_side_that_cannot_be_used_is_found(look: Look) -> None:
    folder = Path(os.environ["DATA_DIR"]) / "complaints"
    folder.mkdir()
    code, said = look()
    assert code == 1
    assert "FAIL  complaint side: there is no complaint file of any agency" in said
