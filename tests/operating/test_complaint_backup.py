"""Copies of the complaint stores: the desk and the reporter open the same case on another machine, and copies end."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dialogs.records.errors import CommandError
from storage.complaints.backup import KEPT_DAYS, copies, drop_old_copies, read_copy, write_copy
from storage.complaints.file import AgencyFile
from storage.complaints.secrets import load_secrets
from tests.complaints.conftest import ANSWERS, Office
from tests.complaints.conftest import clock as clock  # pytest finds its fixtures here by name
from tests.complaints.conftest import make_office as make_office
from tests.complaints.conftest import office as office


def _moved(office: Office, tmp_path: Path) -> Office:
    """The same office on an empty machine: the copy of the stores, and the keys that came another way."""
    write_copy(tmp_path / "complaints", tmp_path / "backups", office.clock().date())
    [(_, copy)] = copies(tmp_path / "backups")
    assert read_copy(copy, tmp_path / "elsewhere" / "complaints") == ["phon"]
    shutil.copytree(tmp_path / "secrets", tmp_path / "elsewhere" / "secrets")
    file = AgencyFile(tmp_path / "elsewhere" / "complaints", "phon")
    return Office(file, load_secrets(tmp_path / "elsewhere" / "secrets"), office.stretcher, office.clock, office.people)


def test_the_desk_and_the_reporter_open_the_same_case_elsewhere(office: Office, tmp_path: Path) -> None:
    receipt = office.tell()
    there = _moved(office, tmp_path)
    desk = there.desk("ก้อย")
    [case] = desk.listing()
    opened = desk.read(case.row.number)
    assert opened is not None and dict(opened.answers) == ANSWERS
    key = there.vault.look_up(receipt)
    assert key is not None
    seen = there.vault.read(key)
    assert seen is not None and dict(seen.answers) == ANSWERS


def test_a_copy_is_as_sealed_as_its_original(office: Office, tmp_path: Path) -> None:
    receipt = office.tell()
    write_copy(tmp_path / "complaints", tmp_path / "backups", office.clock().date())
    everything = b"".join(path.read_bytes() for path in (tmp_path / "backups").rglob("*") if path.is_file())
    assert b"CANARY" not in everything
    assert receipt.encode() not in everything
    for key in (tmp_path / "secrets").glob("*.key"):
        assert key.read_bytes().strip() not in everything
    assert not list((tmp_path / "backups").rglob("*.key"))


def test_nothing_is_left_of_a_copy_when_its_days_are_over(office: Office, tmp_path: Path) -> None:
    office.tell()
    first = office.clock().date()
    write_copy(tmp_path / "complaints", tmp_path / "backups", first)
    assert drop_old_copies(tmp_path / "backups", first + timedelta(days=KEPT_DAYS)) == 0
    assert drop_old_copies(tmp_path / "backups", first + timedelta(days=KEPT_DAYS + 1)) == 1
    assert list((tmp_path / "backups").rglob("*")) == []


def test_two_copies_of_one_day_are_one(office: Office, tmp_path: Path) -> None:
    """Their difference would tell the hour at which somebody wrote."""
    today = office.clock().date()
    for _ in range(2):
        office.tell()
        write_copy(tmp_path / "complaints", tmp_path / "backups", today)
    assert [day for day, _ in copies(tmp_path / "backups")] == [today]


def test_a_store_that_is_there_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    office.tell()
    write_copy(tmp_path / "complaints", tmp_path / "backups", office.clock().date())
    before = office.file.path.read_bytes()
    [(_, copy)] = copies(tmp_path / "backups")
    with pytest.raises(CommandError, match="there already"):
        read_copy(copy, tmp_path / "complaints")
    assert office.file.path.read_bytes() == before
