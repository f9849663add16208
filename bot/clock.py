"""The time. Injected everywhere, so that tests and the demo can move it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dialogs.records.errors import SettingsError

BANGKOK = ZoneInfo("Asia/Bangkok")
_FORMS = "PRONGSAI_NOW must be an ISO date and time, a shift such as +3d or -2h, or @FILE"
Clock = Callable[[], datetime]
"""Returns an aware moment in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def make_clock(setting: str | None) -> Clock:
    """A clock by PRONGSAI_NOW: none is the real time, an ISO moment fixes it, ``+3d`` or ``-2h`` shifts it.

    ``@FILE`` shifts it by the seconds in a file, read at every look: so the simulator moves the demo's clock.
    Raises SettingsError for anything else.
    """
    if setting is None:
        return system_clock
    if setting.startswith("@"):
        file = Path(setting[1:])
        return lambda: system_clock() + _offset(file)
    if setting[:1] in ("+", "-"):
        shift = _shift(setting)
        return lambda: system_clock() + shift
    try:
        fixed = datetime.fromisoformat(setting)
    except ValueError:
        raise SettingsError(_FORMS) from None
    fixed = fixed if fixed.tzinfo else fixed.replace(tzinfo=BANGKOK)
    return lambda: fixed.astimezone(UTC)


def _shift(setting: str) -> timedelta:
    unit = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}.get(setting[-1])
    try:
        return timedelta(**{unit: float(setting[:-1])}) if unit else timedelta(seconds=float(setting))
    except (ValueError, OverflowError):
        raise SettingsError(_FORMS) from None


def _offset(file: Path) -> timedelta:
    try:
        return timedelta(seconds=float(file.read_text(encoding="ascii")))
    except (OSError, ValueError, OverflowError):
        return timedelta(0)


def move_clock(file: Path, seconds: float) -> None:
    """Set the shared offset (seconds from the real time), at once and whole."""
    temporary = file.with_suffix(f".{os.getpid()}")
    temporary.write_text(str(seconds), encoding="ascii")
    temporary.replace(file)
