"""``python -m bot officer``: what is shown once opens the desk; the recovery passphrase opens everything."""

import getpass
from pathlib import Path

import pytest

from bot.cli import officer
from bot.complaints.settings import ComplaintSettings
from dialogs.records.errors import CommandError
from storage.complaints import audit
from storage.complaints.desk import Desk
from storage.complaints.file import AgencyFile
from storage.complaints.officers import Officers
from storage.complaints.receipt import new_receipt
from storage.complaints.records import Complaint
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from storage.complaints.vault import Vault
from tests.complaints.conftest import StillClock, quick_stretch


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(Stretcher.__init__, "__defaults__", (quick_stretch,))
    return tmp_path


def run(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    officer.register(parser.add_subparsers())
    parsed = parser.parse_args(["officer", *words])
    return int(parsed.run(parsed))


def shown(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    return dict(line.split("\t", 1) for line in capsys.readouterr().out.splitlines())


def test_an_officers_life(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("add", "--agency", "phon", "--name", "ก้อย", "--unit", "นิติการ") == 0
    first = shown(capsys)
    assert len(first["passphrase"].split()) == 6 and len(first["recovery passphrase"].split()) == 8
    assert first["one-time code address"].startswith("otpauth://totp/")
    settings, clock = ComplaintSettings(data_dir=data), StillClock()
    file, secrets = AgencyFile(settings.folder, "phon"), load_secrets(settings.secret_folder)
    stretcher = Stretcher(data / "q")
    Vault(file, secrets, stretcher, clock).submit(Complaint("bribe", {"what": "x"}), new_receipt(), through_line=False)
    assert run("add", "--agency", "phon", "--name", "ต้น") == 0
    second = shown(capsys)
    assert "recovery passphrase" not in second
    monkeypatch.setattr("sys.stdin", open_text(first["recovery passphrase"].upper() + "\n"))
    assert run("recover", "--agency", "phon") == 0
    unlocked = Officers(file, secrets, stretcher).unlock("ต้น", second["passphrase"])
    assert unlocked is not None and len(Desk(file, secrets, unlocked, clock).held()) == 1
    assert run("remove", "--agency", "phon", "--name", "ก้อย") == 0
    capsys.readouterr()
    assert run("list", "--agency", "phon") == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["ต้น", "recovery"]


def test_a_lost_passphrase_and_a_lost_recovery_key(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "--agency", "phon", "--name", "ก้อย")
    first = shown(capsys)
    assert run("rekey", "--agency", "phon", "--name", "ก้อย") == 0
    second = shown(capsys)
    settings = ComplaintSettings(data_dir=data)
    officers = Officers(
        AgencyFile(settings.folder, "phon"), load_secrets(settings.secret_folder), Stretcher(data / "q")
    )
    assert officers.unlock("ก้อย", first["passphrase"]) is None
    assert officers.unlock("ก้อย", second["passphrase"]) is not None
    assert run("rekey", "--agency", "phon", "--name", "recovery") == 0
    fresh = shown(capsys)
    assert set(fresh) == {"recovery passphrase"}
    assert officers.unlock("recovery", first["recovery passphrase"]) is None
    assert officers.unlock("recovery", fresh["recovery passphrase"]) is not None
    with pytest.raises(CommandError, match="no officer"):
        run("rekey", "--agency", "phon", "--name", "ไม่มี")


def test_an_address_is_kept_sealed_and_never_shown_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = "koi@phon.example"
    with pytest.raises(CommandError, match="mail address"):
        run("add", "--agency", "phon", "--name", "ก้อย", "--mail", "koi\nBcc: x@y.example")
    assert run("add", "--agency", "phon", "--name", "ก้อย", "--mail", address) == 0
    assert address not in capsys.readouterr().out
    settings = ComplaintSettings(data_dir=data)
    raw = AgencyFile(settings.folder, "phon").path.read_bytes()
    assert address.encode() not in raw and b"phon.example" not in raw

    def listed() -> list[str]:
        run("list", "--agency", "phon")
        return [line.split("\t")[-1] for line in capsys.readouterr().out.splitlines()]

    assert listed() == ["mail", "no mail"]
    run("mail", "--agency", "phon", "--name", "ก้อย")
    capsys.readouterr()
    assert listed() == ["no mail", "no mail"]
    with pytest.raises(CommandError, match="no officer"):
        run("mail", "--agency", "phon", "--name", "ไม่มี", "--mail", address)


def test_the_audit_log_names_who_ran_the_command(data: Path) -> None:
    run("add", "--agency", "phon", "--name", "ก้อย")
    with AgencyFile(ComplaintSettings(data_dir=data).folder, "phon").reading() as connection:
        assert [entry.officer for entry in audit.entries(connection)] == [f"operator ({getpass.getuser()})"]


def test_a_wrong_recovery_passphrase_and_an_unknown_agency(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "--agency", "phon", "--name", "ก้อย")
    monkeypatch.setattr("sys.stdin", open_text("baban beben\n"))
    with pytest.raises(CommandError, match="recovery passphrase"):
        run("recover", "--agency", "phon")
    with pytest.raises(CommandError, match="no complaint file"):
        run("list", "--agency", "nowhere")


def open_text(text: str):  # type: ignore[no-untyped-def]
    from io import StringIO

    return StringIO(text)
