"""``db upgrade`` on complaint files of an earlier version, with cases in them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.main import main
from dialogs.records.errors import SettingsError
from storage.complaints.file import AgencyFile
from storage.complaints.schema import MIGRATIONS, VERSION
from tests.complaints.conftest import ANSWERS, Office


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables}


def _set_back(path: Path) -> None:
    """Make a file what the first version had made, its rows left in place."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.executescript(MIGRATIONS[1])
        first = _columns(memory)
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in _columns(connection).items():
            if table not in first:
                connection.execute(f"DROP TABLE {table}")
                continue
            for column in set(columns) - set(first[table]):
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


@pytest.fixture
def old(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three cases in a file of the first version, where the command will look for it."""
    for _ in range(3):
        office.tell()
    _set_back(office.file.path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return office


def test_an_old_file_is_refused_until_it_is_upgraded(old: Office, capsys: pytest.CaptureFixture[str]) -> None:
    folder = old.file.path.parent
    with pytest.raises(SettingsError, match="db upgrade"):
        AgencyFile(folder, "phon")
    for _ in range(2):
        assert main(["db", "upgrade"]) == 0
        assert f"1 complaint stores are at version {VERSION}" in capsys.readouterr().out
    desk = old.desk("ก้อย")
    assert len(desk.held()) == 3
    for held in desk.held():
        opened = desk.read(held.row.number)
        assert opened is not None and dict(opened.answers) == ANSWERS
    with closing(sqlite3.connect(old.file.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_store_of_the_other_side_is_left_alone(
    old: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "complaints" / "ko.complaints.db"
    with closing(sqlite3.connect(strange)) as connection:
        connection.execute("CREATE TABLE agency (id INTEGER PRIMARY KEY)")
        connection.commit()
    before = strange.read_bytes()
    assert main(["db", "upgrade"]) == 1
    assert "another kind" in capsys.readouterr().err and strange.read_bytes() == before
