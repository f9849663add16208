"""The file itself: what the schema may hold, whose it is, and that what is deleted is gone from its bytes."""

import sqlite3
from pathlib import Path

import pytest

from dialogs.records.errors import SettingsError
from storage.complaints.errors import NoSuchAgency
from storage.complaints.file import AgencyFile, agencies, create_file
from storage.complaints.retention import sweep
from storage.complaints.schema import OPAQUE, REPORTER_TABLES, SEALED
from storage.complaints.statuses import Status
from tests.complaints.conftest import Office
from tests.figures import show


def _schema(file: AgencyFile) -> dict[str, dict[str, str]]:
    with file.reading() as connection:
        tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {row["name"]: row["type"] for row in connection.execute(f"PRAGMA table_info({table})")}
            for table in tables
        }


def test_every_binary_column_is_declared(office: Office) -> None:
    found = {f"{t}.{c}" for t, columns in _schema(office.file).items() for c, kind in columns.items() if kind == "BLOB"}
    assert found == set(SEALED) | set(OPAQUE)


def test_reporter_tables_hold_no_moment_no_rowid_no_trace(office: Office) -> None:
    schema = _schema(office.file)
    with office.file.reading() as connection:
        for table in REPORTER_TABLES:
            with pytest.raises(sqlite3.OperationalError, match="no such column"):
                connection.execute(f"SELECT rowid FROM {table}")
            assert set(schema[table].values()) <= {"TEXT", "BLOB", "DATE", "INTEGER"}
            traces = {"created_at", "updated_at", "ip", "agent", "language", "channel", "sequence", "time"}
            assert not traces & set(schema[table])
        assert connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'").fetchall() == []


def test_stored_dates_are_days(office: Office) -> None:
    office.tell()
    with office.file.reading() as connection:
        (row,) = connection.execute("SELECT * FROM complaint_case").fetchall()
    assert row["received"] == "2026-03-02"
    assert [row[name] for name in ("decided", "answered", "concluded", "closed", "reporter_wrote")] == [None] * 5


def test_the_file_is_set_to_forget(office: Office) -> None:
    with office.file.reading() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("secure_delete", "auto_vacuum", "journal_mode")
        }
    assert settings == {"secure_delete": 1, "auto_vacuum": 1, "journal_mode": "delete"}


def test_nothing_written_lies_in_clear(office: Office) -> None:
    receipt = office.tell()
    raw = office.file.path.read_bytes()
    assert b"SQLite" in raw and b"bribe" in raw
    for word in ("CANARY-WHAT", "CANARY-WHO", receipt, receipt[:8]):
        assert word.encode() not in raw


def test_retention_leaves_nothing_and_never_comes_early(office: Office) -> None:
    office.tell()
    office.tell()
    desk = office.desk("ก้อย")
    closed, kept = desk.held()
    for status in (Status.ACCEPTED, Status.INVESTIGATING, Status.CONCLUDED, Status.CLOSED):
        desk.move(closed.row.number, status, "ผล")
    today = office.clock().date()
    with office.file.reading() as connection:
        boxes = [
            row["sealed"] for row in connection.execute("SELECT sealed FROM entry WHERE case_id = ?", (closed.row.id,))
        ]
    assert sweep(office.file, office.secrets, today, keep_days=30).cases == 0
    office.clock.move(days=29)
    assert sweep(office.file, office.secrets, office.clock().date(), keep_days=30).cases == 0
    office.clock.move(days=1)
    swept = sweep(office.file, office.secrets, office.clock().date(), keep_days=30)
    assert (swept.cases, swept.free_pages) == (1, 0)
    raw = office.file.path.read_bytes()
    assert closed.row.id.encode() not in raw
    assert all(box[:64] not in raw for box in boxes)
    assert [held.row.id for held in desk.held()] == [kept.row.id]
    with office.file.reading() as connection:
        left = {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE case_id = ?", (closed.row.id,)).fetchone()[0]
            for table in ("wrap", "entry")
        }
    assert left == {"wrap": 0, "entry": 0}
    show(f"retention: rows left {sum(left.values())}, free pages {swept.free_pages}, bytes scanned {len(raw)}")


def test_a_store_of_the_other_side_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phon.complaints.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('side', 'general')")
    connection.close()
    for attempt in (create_file, AgencyFile):
        with pytest.raises(SettingsError, match="another kind"):
            attempt(tmp_path, "phon")


def test_a_file_under_another_agencys_name_is_refused(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "complaints"
    (folder / "ko.complaints.db").write_bytes(office.file.path.read_bytes())
    with pytest.raises(SettingsError, match="another agency"):
        AgencyFile(folder, "ko")
    assert agencies(folder) == ["ko", "phon"]


@pytest.mark.parametrize("slug", ["../phon", "phon/../ko", "PHON", "", "desk", "phon\x00", "a" * 60])
def test_no_path_is_made_of_a_slug(tmp_path: Path, slug: str) -> None:
    with pytest.raises(NoSuchAgency):
        AgencyFile(tmp_path, slug)


def test_migrating_twice_changes_nothing(office: Office, tmp_path: Path) -> None:
    receipt = office.tell()
    create_file(tmp_path / "complaints", "phon")
    assert office.vault.look_up(receipt) is not None
