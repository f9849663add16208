"""Settings from the environment, and the installation's key."""

import stat
from pathlib import Path

import pytest

from bot import settings as module
from bot.settings import Settings, folder_mark, keyring, load_settings
from dialogs.records.errors import SettingsError

NAMES = "DATA_DIR DATABASE_URL REDIS_URL SECRET_KEY LINE_API_URL LINE_DATA_URL PUBLIC_URL COMPLAINTS_PUBLIC_URL METRICS_PORT PRONGSAI_NOW"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES.split():
        monkeypatch.delenv(name, raising=False)


def test_everything_is_optional() -> None:
    settings = load_settings()
    assert settings.line_api_url == "https://api.line.me"
    assert settings.database_address.startswith("sqlite:////") and settings.database_address.endswith("/var/general.db")


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("METRICS_PORT", "")
    assert load_settings().database_url is None and load_settings().metrics_port is None


@pytest.mark.parametrize("port", ["0", "70000", "web"])
def test_a_wrong_value_is_one_sentence_with_its_name(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("METRICS_PORT", port)
    with pytest.raises(SettingsError, match="the setting METRICS_PORT is wrong") as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_a_long_folder_name_still_gives_a_short_runtime_path(tmp_path: Path) -> None:
    long = tmp_path / ("ชื่อโฟลเดอร์ที่ยาวมาก" * 8) / "a b%c"
    settings = Settings(DATA_DIR=long)  # type: ignore[call-arg]
    assert len(str(settings.runtime_folder / "redis.sock").encode()) < 100
    assert settings.runtime_folder != Settings(DATA_DIR=tmp_path).runtime_folder  # type: ignore[call-arg]
    assert folder_mark(long) == folder_mark(Path(str(long)))


def test_without_a_secret_a_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(DATA_DIR=tmp_path / "new")  # type: ignore[call-arg]
    first = keyring(settings).digest("x")
    assert keyring(settings).digest("x") == first
    (path,) = (tmp_path / "new").iterdir()
    assert path.name == "secret.key" and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text()) >= 43


def test_two_processes_that_start_at_once_have_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process starts just while this one makes up its key."""
    settings = Settings(DATA_DIR=tmp_path)  # type: ignore[call-arg]
    others: list[str] = []
    make = module.secrets.token_urlsafe

    def interrupted(length: int) -> str:
        monkeypatch.setattr(module.secrets, "token_urlsafe", make)
        others.append(keyring(settings).digest("x"))
        return make(length)

    monkeypatch.setattr(module.secrets, "token_urlsafe", interrupted)
    assert [keyring(settings).digest("x")] == others


def test_shared_stores_need_a_shared_secret(tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        with pytest.raises(SettingsError, match="SECRET_KEY is needed"):
            keyring(Settings(DATA_DIR=tmp_path, **{name: "postgresql://x"}))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_several_secrets_the_first_one_writes(tmp_path: Path) -> None:
    old, new = "o" * 32, "n" * 32
    before = keyring(Settings(DATA_DIR=tmp_path, SECRET_KEY=old)).seal(b"x", "p")  # type: ignore[call-arg]
    both = keyring(Settings(DATA_DIR=tmp_path, SECRET_KEY=f"{new},{old}"))  # type: ignore[call-arg]
    assert both.unseal(before, "p") == b"x"
    assert keyring(Settings(DATA_DIR=tmp_path, SECRET_KEY=new)).unseal(both.seal(b"y", "p"), "p") == b"y"  # type: ignore[call-arg]


def test_a_secret_shows_in_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "CANARY" * 8)
    assert "CANARY" not in repr(load_settings()) + str(load_settings())
    monkeypatch.setenv("SECRET_KEY", "CANARY")
    with pytest.raises(SettingsError) as caught:
        keyring(load_settings())
    assert "CANARY" not in str(caught.value)
