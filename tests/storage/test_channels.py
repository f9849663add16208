"""Channels: secrets sealed at rest, two of them while one is being replaced."""

from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs.records.errors import CommandError, StoreUnavailable
from storage import channels as module
from storage.channels import GENERAL, Channels, ChannelSecrets
from storage.database import Database, open_engine
from storage.schema import upgrade
from storage.sealing import Keyring, NotOpened
from tests.servers import sqlite_url
from tests.storage.rows import KEYS, NOW, SLUG, add_agency

SECRET, TOKEN, NEWER = "secret-c0ffee-0123456789", "token-c0ffee-abcdefghij", "secret-cafe-9876543210"


@pytest.fixture
def channels(database: Database) -> Channels:
    add_agency(database)
    made = Channels(database, KEYS)
    made.add(SLUG, GENERAL, SECRET, TOKEN, NOW)
    return made


def test_what_was_set_is_read_back(channels: Channels) -> None:
    assert channels.secrets(SLUG, GENERAL) == [SECRET.encode()]
    assert channels.token(SLUG, GENERAL) == TOKEN


def test_two_secrets_hold_while_one_is_being_replaced(channels: Channels) -> None:
    channels.add(SLUG, GENERAL, NEWER, "another token", NOW)
    assert channels.secrets(SLUG, GENERAL) == [NEWER.encode(), SECRET.encode()]
    assert channels.token(SLUG, GENERAL) == "another token"


def test_a_bots_id_is_kept_when_it_is_not_given_again(channels: Channels, database: Database) -> None:
    channels.add(SLUG, GENERAL, SECRET, TOKEN, NOW, "U1")
    channels.add(SLUG, GENERAL, NEWER, TOKEN, NOW)
    with database.reading() as session:
        assert session.scalar(text("SELECT bot_user_id FROM channels")) == "U1"


def test_kinds_and_agencies_are_apart(channels: Channels, database: Database) -> None:
    add_agency(database, "ko")
    channels.add("ko", GENERAL, NEWER, "t", NOW)
    assert channels.secrets(SLUG, "other") is None and channels.token(SLUG, "other") is None
    assert channels.secrets("ko", GENERAL) == [NEWER.encode()]
    assert [(row.slug, row.kind) for row in channels.listed()] == [("ko", GENERAL), (SLUG, GENERAL)]


def test_a_secret_moved_to_another_agency_does_not_open(channels: Channels, database: Database) -> None:
    add_agency(database, "ko")
    with database.transaction() as session:
        session.execute(text("UPDATE channels SET agency_id = (SELECT id FROM agencies WHERE slug = 'ko')"))
    with pytest.raises(NotOpened):
        channels.secrets("ko", GENERAL)


def test_an_unknown_agency_is_named_with_what_to_do(channels: Channels) -> None:
    with pytest.raises(CommandError, match=r"nowhere.*agency add"):
        channels.add("nowhere", GENERAL, SECRET, TOKEN, NOW)
    assert channels.secrets("nowhere", GENERAL) is None and channels.token("nowhere", GENERAL) is None


def test_a_listed_channel_shows_no_secret(channels: Channels) -> None:
    assert SECRET not in repr(channels.listed()) and TOKEN not in repr(channels.listed())


def test_an_older_key_still_opens_them(channels: Channels, database: Database) -> None:
    newer = Channels(database, Keyring(["n" * 40, "k" * 40]))
    assert newer.secrets(SLUG, GENERAL) == [SECRET.encode()] and newer.token(SLUG, GENERAL) == TOKEN


def test_no_row_holds_a_secret_in_clear(channels: Channels, database: Database) -> None:
    channels.add(SLUG, GENERAL, NEWER, TOKEN, NOW)
    with database.reading() as session:
        rows = session.execute(text("SELECT secret, previous_secret, token FROM channels")).all()
    for sealed in (bytes(value) for row in rows for value in row):
        assert not any(word.encode() in sealed for word in (SECRET, NEWER, TOKEN, "c0ffee"))


def test_the_bytes_on_disk_hold_no_secret(tmp_path: Path) -> None:
    database = Database(open_engine(sqlite_url(tmp_path / "general.db")))
    upgrade(database.engine)
    add_agency(database)
    Channels(database, KEYS).add(SLUG, GENERAL, SECRET, TOKEN, NOW)
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert any(SLUG.encode() in content for content in files), "the files were looked into"
    assert not any(word.encode() in content for content in files for word in (SECRET, TOKEN))
    database.close()


def test_the_door_asks_the_database_once_for_a_known_channel(channels: Channels, database: Database) -> None:
    secrets = ChannelSecrets(channels)
    assert secrets.of(SLUG) == [SECRET.encode()]
    with database.transaction() as session:
        session.execute(text("DELETE FROM channels"))
    assert secrets.of(SLUG) == [SECRET.encode()]


def test_a_channel_is_known_as_soon_as_it_is_added(channels: Channels, database: Database) -> None:
    secrets = ChannelSecrets(channels)
    assert secrets.of("ko") is None
    add_agency(database, "ko")
    channels.add("ko", GENERAL, NEWER, "t", NOW)
    assert secrets.of("ko") == [NEWER.encode()]


def test_a_replaced_secret_is_known_after_its_time(channels: Channels, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ChannelSecrets(channels)
    secrets.of(SLUG)
    channels.add(SLUG, GENERAL, NEWER, TOKEN, NOW)
    monkeypatch.setattr(module, "FRESH_SECONDS", 0.0)
    assert secrets.of(SLUG) == [NEWER.encode(), SECRET.encode()]


def test_known_secrets_are_good_while_the_database_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The events stay in the stream until it is back: nobody need be refused at the door."""
    database = Database(open_engine(sqlite_url(tmp_path / "general.db")))
    upgrade(database.engine)
    add_agency(database)
    channels = Channels(database, KEYS)
    channels.add(SLUG, GENERAL, SECRET, TOKEN, NOW)
    secrets = ChannelSecrets(channels)
    secrets.of(SLUG)
    (tmp_path / "general.db").rename(tmp_path / "away.db")
    monkeypatch.setattr(module, "FRESH_SECONDS", 0.0)
    assert secrets.of(SLUG) == [SECRET.encode()]
    with pytest.raises(StoreUnavailable):
        secrets.of("ko")
    (tmp_path / "away.db").rename(tmp_path / "general.db")
    channels.add(SLUG, GENERAL, NEWER, TOKEN, NOW)
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.0)
    secrets = ChannelSecrets(channels)
    assert secrets.of(SLUG) == [NEWER.encode(), SECRET.encode()]
    database.close()
