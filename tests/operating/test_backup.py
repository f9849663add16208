"""A backup restored on an empty machine answers the same questions, whatever the database on either side."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot.cli.main import main
from dialogs.records.errors import CommandError
from dialogs.records.facts import Role
from storage.backup import Backup, read_backup, write_backup
from storage.database import Database, open_engine
from storage.invitations import invite
from storage.models import Agency, Base, Person, ProgressEntry
from storage.samples.load import load_samples
from storage.schema import newest_revision, upgrade
from tests.operating.conftest import Platform
from tests.system import START, Talk

KEY = "k" * 40
QUESTIONS = ("คะแนน ita", "มาตรการ e-service ถึงไหนแล้ว", "มีมาตรการอะไรบ้าง", "ลิงก์แบบสำรวจ eit", "เบอร์กองคลัง", "งานของฉัน")
NewDatabase = Callable[[str], str]


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def write(url: str, path: Path) -> Backup:
    with opened(url) as engine:
        return write_backup(engine, path)


def read(url: str, path: Path) -> Backup:
    with opened(url) as engine:
        return read_backup(engine, path)


def _answers(talk: Talk) -> list[object]:
    """What each question is answered with, in a conversation that is begun anew."""
    talk.says("ยกเลิก")
    return [(question, talk.says(question).text, talk.buttons) for question in QUESTIONS]


@pytest.mark.parametrize(
    ("before", "after"),
    [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")],
)
def test_an_empty_machine_answers_the_same(
    platform: Platform,
    new_database: NewDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    after: str,
) -> None:
    first = platform.settings(tmp_path / "first", new_database(before), KEY)
    platform.install(first)
    with platform.serving(first) as system:
        staff = system.talk()
        with system.parts.database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == "phon")).one()
            keys = system.parts.keyring
            code = invite(session, keys, agency, roles=[Role.STAFF], unit="กองคลัง", label="นักวิชาการคลัง", now=START)
        staff.says(code).says("ตกลง").hears("ผูกบัญชีแล้ว")
        _report(staff, 40)
        told = _answers(staff)
    _command(monkeypatch, first.database_address, tmp_path / "first", "backup", str(tmp_path / "backups"))
    second = platform.settings(tmp_path / "second", new_database(after), KEY)
    _command(monkeypatch, second.database_address, tmp_path / "second", "restore", str(tmp_path / "backups"))
    with platform.serving(second) as system:
        for asked, answered in zip(told, _answers(Talk(system, staff.user)), strict=True):
            assert answered == asked
        _report(staff, 55)  # new rows find free ids
        with system.parts.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Person)) == 1
            assert {40, 55} <= set(session.scalars(select(ProgressEntry.percent)))


def _report(staff: Talk, percent: int) -> None:
    staff.says(f"รายงานความก้าวหน้าข้อ 3 ได้ {percent}%")
    while "ตรวจก่อนบันทึก" not in staff.text:
        staff.says("ข้าม")
    staff.says("บันทึก").hears("บันทึกแล้ว", f"{percent}%")


def _command(monkeypatch: pytest.MonkeyPatch, url: str, folder: Path, *words: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert main(words) == 0


@pytest.fixture
def filled(new_database: NewDatabase) -> str:
    url = new_database("sqlite")
    database = Database(open_engine(url))
    upgrade(database.engine)
    load_samples(database, START)
    database.close()
    return url


def test_every_row_of_every_table_comes_back(filled: str, new_database: NewDatabase, tmp_path: Path) -> None:
    made = write(filled, tmp_path / "one.zip")
    assert set(made.rows) == set(Base.metadata.tables)
    url = new_database("postgresql")
    read(url, tmp_path / "one.zip")
    again = write(url, tmp_path / "two.zip")
    assert again == made
    for table in made.rows:
        assert _rows(tmp_path / "one.zip", table) == _rows(tmp_path / "two.zip", table), table


def _rows(backup: Path, table: str) -> list[dict[str, object]]:
    """A table's rows; JSON is read, since its spaces are nobody's business."""
    with zipfile.ZipFile(backup) as archive:
        rows = [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and value[:1] in ("[", "{"):
                row[name] = json.loads(value)
    key = [column.name for column in Base.metadata.tables[table].primary_key]
    return sorted(rows, key=lambda row: tuple(str(row[name]) for name in key))


def test_a_filled_database_is_not_overwritten(filled: str, tmp_path: Path) -> None:
    write(filled, tmp_path / "one.zip")
    with pytest.raises(CommandError, match="not empty"):
        read(filled, tmp_path / "one.zip")


def test_a_damaged_backup_is_refused_and_leaves_nothing(filled: str, new_database: NewDatabase, tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    write(filled, path)
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", whole[:2000] + bytes(200) + whole[2200:]):
        path.write_bytes(damaged)
        url = new_database("sqlite")
        with pytest.raises(CommandError, match="damaged"):
            read(url, path)
        with opened(url) as engine:
            upgrade(engine)
            with engine.connect() as connection:
                assert connection.scalar(select(func.count()).select_from(Agency)) == 0


def test_a_backup_of_a_newer_program_is_refused(filled: str, new_database: NewDatabase, tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "side": "general", "revision": "9999", "rows": {}}))
    with pytest.raises(CommandError, match="newer version"):
        read(new_database("sqlite"), path)


def test_old_backups_go_and_unfinished_ones_do_not_count(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups" / "general"
    folder.mkdir(parents=True)
    old, unfinished = folder / "general-20251201T000000Z.zip", folder / "general-20260114T000000Z.unfinished"
    old.touch()
    unfinished.touch()
    monkeypatch.setenv("PRONGSAI_NOW", "2026-01-15T10:00:00+07:00")
    _command(monkeypatch, filled, tmp_path / "data", "backup", str(tmp_path / "backups"), "--side", "general")
    assert not old.exists()
    assert [path.name for path in folder.glob("*.zip")] == ["general-20260115T030000Z.zip"]
    assert (folder / "general-20260115T030000Z.zip").stat().st_mode & 0o777 == 0o600


def test_no_key_and_no_line_id_lies_in_a_backup(platform: Platform, new_database: NewDatabase, tmp_path: Path) -> None:
    settings = platform.settings(tmp_path / "data", new_database("sqlite"), KEY)
    platform.install(settings)
    with platform.serving(settings) as system:
        talk = system.talk()
        talk.says("แจ้งเตือนข่าวมาตรการด้วย").says("ตกลง")
        with system.parts.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Person)) == 1
    write(settings.database_address, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (KEY, platform.channel.secret, platform.channel.access_token, talk.user.user_id):
        assert secret.encode() not in everything


def test_the_revision_stands_in_the_manifest(filled: str, tmp_path: Path) -> None:
    assert write(filled, tmp_path / "one.zip").revision == newest_revision()
