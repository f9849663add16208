"""What the doctor looks at besides our own stores: disk, clock, backups."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import urllib3

from bot.cli.findings import Finding
from bot.cli.sides import GENERAL
from bot.clock import BANGKOK
from storage.backup_folder import general_backups
from storage.complaints.backup import copies

LEAST_FREE = 0.05
"""Of the disk: SQLite and the append-only file need room to be rewritten."""
MOST_OFF = timedelta(seconds=30)
"""Reply tokens and the age of events are counted in minutes, one-time codes in half minutes."""
OLDEST_BACKUP = timedelta(days=1, hours=2)


def disk(folder: Path, what: str = "disk") -> Finding:
    """Free room where the data lies."""
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    use = shutil.disk_usage(there)
    free = use.free / use.total
    return Finding(what, free >= LEAST_FREE, f"{free:.0%} free ({use.free / 2**30:.1f} GB)")


def line_clock(api_url: str) -> Finding:
    """This machine's clock against the Date header of LINE's answer, whatever that answer says."""
    try:
        answer = urllib3.request("HEAD", api_url, timeout=5, retries=False, redirect=False)
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (urllib3.exceptions.HTTPError, KeyError, ValueError):
        return Finding("clock", False, "LINE did not answer, so nobody says what time it is")
    off = abs(datetime.now(UTC) - theirs)
    return Finding("clock", off <= MOST_OFF, f"{off.total_seconds():.0f} s from LINE's")


def backups(folder: Path | None, side: str) -> Iterator[Finding]:
    """The age of the newest backup; without a folder only a note."""
    what = f"backups ({side})"
    if folder is None:
        yield Finding(what, True, "not looked for; name their folder with --backups")
        return
    now = datetime.now(UTC)
    found = _general(folder / side) if side == GENERAL else _complaints(folder / side)
    if found is None:
        yield Finding(what, False, f"there is none in {folder / side}")
        return
    yield Finding(what, now - found <= OLDEST_BACKUP, f"the newest is of {found.astimezone(BANGKOK):%Y-%m-%d %H:%M}")


def _general(folder: Path) -> datetime | None:
    found = general_backups(folder)
    return found[-1][0] if found else None


def _complaints(folder: Path) -> datetime | None:
    """Copies bear a day only: counted from its end."""
    found = copies(folder)
    return datetime.combine(found[-1][0], datetime.max.time(), BANGKOK).astimezone(UTC) if found else None
