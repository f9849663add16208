"""Transactions on each kind of database."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from dialogs.records.errors import StoreUnavailable
from storage.database import Database, open_engine
from storage.models import Agency, Measure, Meta
from storage.schema import upgrade
from tests.servers import Postgres, sqlite_url
from tests.storage.rows import NOW, add_agency


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Meta.key).where(Meta.key != "side").order_by(Meta.key)))


def test_a_transaction_is_committed_at_its_end(database: Database) -> None:
    with database.transaction() as session:
        session.add(Meta(key="a", value="1"))
    assert names(database) == ["a"]


def test_an_exception_rolls_all_of_it_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:  # noqa: PT012 - all of it must go
        session.add(Meta(key="a", value="1"))
        session.flush()
        _ = 1 / 0
    assert names(database) == []


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Measure(agency_id=99, plan_year=2566, number=1, title="x", key="x"))
    agency, _ = add_agency(database)
    with database.transaction() as session:
        session.execute(text("DELETE FROM agencies WHERE id = :id"), {"id": agency})
    with database.reading() as session:
        assert session.scalars(select(Measure)).all() == []


def test_a_broken_rule_is_not_called_an_outage(database: Database) -> None:
    add_agency(database)
    with pytest.raises(IntegrityError):
        add_agency(database)


def test_moments_come_back_in_utc_wherever_they_were_told(database: Database) -> None:
    bangkok = timezone(timedelta(hours=7))
    with database.transaction() as session:
        session.add(
            Agency(
                slug="a1",
                name="a",
                short_name="a",
                type="special",
                created_at=datetime(2026, 1, 15, 10, tzinfo=bangkok),
            )
        )
    with database.reading() as session:
        stored = session.scalars(select(Agency.created_at)).one()
    assert stored == NOW and stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.transaction() as session:
        session.add(Agency(slug="a1", name="a", short_name="a", type="x", created_at=datetime(2026, 1, 15)))


def test_a_database_that_is_not_there_is_an_outage(tmp_path: Path) -> None:
    lost = Database(open_engine(f"sqlite:///{tmp_path}/no/such/folder/x.db"))
    with pytest.raises(StoreUnavailable), lost.reading() as session:
        session.execute(text("SELECT 1"))
    lost.close()


def test_a_server_that_does_not_answer_is_an_outage(tmp_path: Path) -> None:
    lost = Database(open_engine(f"postgresql://nobody@/none?host={tmp_path}"))
    with pytest.raises(StoreUnavailable), lost.transaction() as session:
        session.execute(text("SELECT 1"))
    lost.close()


def test_a_connection_that_the_server_cuts_is_an_outage(postgres: Postgres) -> None:
    database = Database(open_engine(postgres.new_database()))
    upgrade(database.engine)
    with database.reading() as other, pytest.raises(StoreUnavailable), database.transaction() as session:  # noqa: PT012
        mine = session.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        session.execute(text("SELECT 1"))
    assert names(database) == [], "the pool has a live connection again"
    database.close()


def test_a_statement_that_waits_too_long_is_an_outage(postgres: Postgres) -> None:
    """For a lock, or for a server that has fallen silent."""
    database = Database(open_engine(postgres.new_database(), statement_seconds=0.2))
    with pytest.raises(StoreUnavailable), database.transaction() as session:
        session.execute(text("SELECT pg_sleep(20)"))
    with database.glance() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    database.close()


def test_an_error_shows_no_value_of_the_statement(database: Database) -> None:
    with pytest.raises(IntegrityError) as raised, database.transaction() as session:
        session.add(Measure(agency_id=99, plan_year=2566, number=1, title="CANARY", key="x"))
    assert "CANARY" not in str(raised.value)


def test_a_sqlite_that_stays_locked_is_an_outage(tmp_path: Path) -> None:
    path = sqlite_url(tmp_path / "x.db")
    first, second = Database(open_engine(path)), Database(open_engine(path))
    event.listen(second.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=20"))
    with first.transaction() as session:
        session.execute(text("CREATE TABLE t (x INT)"))
        with pytest.raises(StoreUnavailable), second.transaction() as other:
            other.execute(text("SELECT 1"))
    first.close()
    second.close()


def test_a_sqlite_reader_is_not_held_up_by_a_writer_and_sees_one_moment(tmp_path: Path) -> None:
    opened = Database(open_engine(sqlite_url(tmp_path / "x.db")))
    with opened.transaction() as session:
        session.execute(text("CREATE TABLE t (x INT)"))
    with opened.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM t")) == 0
        with opened.transaction() as writer:
            writer.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.scalar(text("SELECT count(*) FROM t")) == 0
    with opened.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM t")) == 1
    opened.close()


def test_what_sqlite_says_is_committed_is_on_the_disk(tmp_path: Path) -> None:
    opened = Database(open_engine(sqlite_url(tmp_path / "x.db")))
    with opened.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 2
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    opened.close()
