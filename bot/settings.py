"""Settings from the environment (contract.md, "Settings"). Everything is optional for the demo."""

import secrets
import tempfile
from hashlib import sha256
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dialogs.records.errors import SettingsError
from storage.files import write_once
from storage.sealing import Keyring

LINE_API = "https://api.line.me"
LINE_DATA = "https://api-data.line.me"


class Settings(BaseSettings):
    """The environment, checked. ``hide_input_in_errors`` keeps a bad secret out of the error text."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("var")
    database_url: str | None = None
    redis_url: str | None = None
    redis_replicas: int = Field(default=0, ge=0, le=5)
    secret_key: SecretStr | None = None
    line_api_url: str = LINE_API
    line_data_url: str = LINE_DATA
    public_url: str = "https://prongsai.invalid"
    complaints_public_url: str = "https://complaints.prongsai.invalid"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    now: str | None = Field(default=None, alias="PRONGSAI_NOW")

    @property
    def database_address(self) -> str:
        """DATABASE_URL, or a SQLite file in DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'general.db'}"

    @property
    def redis_folder(self) -> Path:
        """Where the embedded Redis keeps its append-only file."""
        return self.data_dir.resolve() / "redis"

    @property
    def runtime_folder(self) -> Path:
        """A short path for sockets and short-lived keys; the same for all processes that share DATA_DIR."""
        mark = folder_mark(self.data_dir.resolve())
        return Path(tempfile.gettempdir()) / f"prongsai-{mark}"


def folder_mark(path: Path) -> str:
    """Twelve hex digits that stand for a folder, so that a socket's path stays short whatever the folder's name."""
    return sha256(str(path).encode()).hexdigest()[:12]


def load_settings() -> Settings:
    """Raises SettingsError with one sentence."""
    try:
        return Settings()
    except ValidationError as error:
        raise wrong_setting(error) from None


def wrong_setting(error: ValidationError) -> SettingsError:
    """One sentence about the first wrong setting, by its name; also for the complaint side's settings."""
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"]).upper()
    return SettingsError(f"the setting {name} is wrong: {first['msg']}")


def keyring(settings: Settings) -> Keyring:
    """The installation's keys: SECRET_KEY, else a key file of this DATA_DIR, made once (mode 0600)."""
    if settings.secret_key:
        return Keyring([part for part in settings.secret_key.get_secret_value().split(",") if part])
    if settings.database_url or settings.redis_url:
        raise SettingsError("SECRET_KEY is needed when DATABASE_URL or REDIS_URL is set: 32 or more random characters")
    path = settings.data_dir.resolve() / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        write_once(path, secrets.token_urlsafe(48).encode())
    return Keyring([path.read_text(encoding="ascii").strip()])
