"""The folder in which backups of the general database lie: one file each, named by its moment (UTC)."""

import re
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"general-(\d{8}T\d{6})Z\.zip")
_MOMENT = "%Y%m%dT%H%M%S"


def new_name(now: datetime) -> str:
    return f"general-{now.astimezone(UTC).strftime(_MOMENT)}Z.zip"


def general_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """What is there, oldest first. Unfinished ones are none."""
    found = [(_NAME.fullmatch(path.name), path) for path in folder.glob("general-*.zip")]
    return sorted((datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC), path) for match, path in found if match)


def drop_old_backups(folder: Path, before: datetime) -> int:
    """Delete what is older; how many. They hold people's sealed LINE ids, so they must not lie about for ever."""
    old = [path for moment, path in general_backups(folder) if moment < before]
    for path in old:
        path.unlink()
    return len(old)
