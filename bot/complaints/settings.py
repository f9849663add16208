"""Settings of the complaint side (contract.md, "Settings"). It never reads the general side's SECRET_KEY or stores."""

import tempfile
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.complaints.mail import read_smtp_url
from bot.settings import LINE_API, LINE_DATA, folder_mark, wrong_setting
from storage.complaints.clocks import Clocks

_MEMORY = Path("/dev/shm")  # noqa: S108  # memory, so that nothing reaches a disk; only a private folder below it is used


class ComplaintSettings(BaseSettings):
    """The environment, checked."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("var")
    complaints_dir: Path | None = None
    complaints_secret_dir: Path | None = None
    complaints_redis_url: str | None = None
    complaints_public_url: str = "https://complaints.prongsai.invalid"
    complaints_keep_days: int = Field(default=365, ge=1)
    complaints_smtp_url: SecretStr | None = None
    complaints_notice_hours: str = Field(default="9", pattern=r"^\s*([01]?\d|2[0-3])\s*(,\s*([01]?\d|2[0-3])\s*)*$")
    complaints_acknowledge_working_days: int = Field(default=3, ge=1)
    complaints_answer_days: int = Field(default=15, ge=1)
    complaints_feedback_days: int = Field(default=90, ge=1)
    line_api_url: str = LINE_API
    line_data_url: str = LINE_DATA
    now: str | None = Field(default=None, alias="PRONGSAI_NOW")

    @property
    def folder(self) -> Path:
        """One SQLite file per agency."""
        return self.complaints_dir or self.data_dir.resolve() / "complaints"

    @property
    def secret_folder(self) -> Path:
        return self.complaints_secret_dir or self.data_dir.resolve() / "complaints-secret"

    @property
    def notice_hours(self) -> tuple[int, ...]:
        """Hours (Thailand) of working days at which officers are written to; none without a mail server."""
        if self.complaints_smtp_url is None:
            return ()
        return tuple(sorted({int(hour) for hour in self.complaints_notice_hours.split(",")}))

    @property
    def clocks(self) -> Clocks:
        return Clocks(
            self.complaints_acknowledge_working_days, self.complaints_answer_days, self.complaints_feedback_days
        )

    @property
    def runtime_folder(self) -> Path:
        """Sockets and lock files."""
        return Path(tempfile.gettempdir()) / f"prongsai-c-{folder_mark(self.data_dir.resolve())}"

    @property
    def memory_folder(self) -> Path:
        """Short-lived keys; in tmpfs."""
        return _MEMORY / f"prongsai-c-{folder_mark(self.data_dir.resolve())}"


def load_complaint_settings() -> ComplaintSettings:
    """Raises SettingsError with one sentence."""
    try:
        settings = ComplaintSettings()
        if url := settings.complaints_smtp_url:
            read_smtp_url(url.get_secret_value())  # a wrong one stops the start, not the keeper at nine o'clock
        return settings
    except ValidationError as error:
        raise wrong_setting(error) from None
