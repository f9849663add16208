"""Copies of the complaint stores, with a bounded life.

A copy is as sealed as its original: it opens with an officer's passphrase or a receipt code, and neither is in it. The
keys of COMPLAINTS_SECRET_DIR do not go into the same folder. A copy outlives what is deleted in the original, so copies
are deleted after ``KEPT_DAYS``; and it is made at most once a day, since the difference of two copies tells when what
was written, and days are what this side keeps.
"""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from dialogs.records.errors import CommandError, StoreUnavailable
from storage.complaints.file import agencies, create_file, file_of

KEPT_DAYS = 30
"""How long a copy is kept; after so many days nothing of a deleted case is left anywhere."""
_SIGNED = ("*.profile.json", "profiles.pub")
_NAME = re.compile(r"complaints-(\d{4}-\d\d-\d\d)")


def copies(folder: Path) -> list[tuple[date, Path]]:
    """What is there, oldest first."""
    found = [(_NAME.fullmatch(path.name), path) for path in folder.glob("complaints-*")]
    return sorted((date.fromisoformat(match[1]), path) for match, path in found if match)


def write_copy(stores: Path, folder: Path, today: date) -> int:
    """Copy every agency's file; how many. A second copy of a day takes the place of the first.

    Raises StoreUnavailable when a store does not answer; then no copy of today is left.
    """
    target = folder / f"complaints-{today.isoformat()}"
    unfinished = folder / f"unfinished-{today.isoformat()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    found = agencies(stores)
    for slug in found:
        _copy(file_of(stores, slug), file_of(unfinished, slug))
    for path in (path for pattern in _SIGNED for path in stores.glob(pattern)):
        shutil.copyfile(path, unfinished / path.name)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    return len(found)


def drop_old_copies(folder: Path, today: date, days: int = KEPT_DAYS) -> int:
    """Delete copies older than ``days``; how many."""
    old = [path for day, path in copies(folder) if day < today - timedelta(days=days)]
    for path in old:
        shutil.rmtree(path)
    return len(old)


def read_copy(copy: Path, stores: Path) -> list[str]:
    """Put the files of a copy where the complaint side looks for them, at today's version; the agencies' slugs.

    Raises CommandError where a file of one of these agencies is there already: then nothing was changed.
    """
    found = agencies(copy)
    if taken := [slug for slug in found if file_of(stores, slug).exists()]:
        raise CommandError(f"the complaint store of {taken[0]!r} is there already; a copy is restored beside none")
    stores.mkdir(mode=0o700, parents=True, exist_ok=True)
    for slug in found:
        _copy(file_of(copy, slug), file_of(stores, slug))
        create_file(stores, slug)
    for path in (path for pattern in _SIGNED for path in copy.glob(pattern)):
        shutil.copyfile(path, stores / path.name)
    return found


def _copy(source: Path, target: Path) -> None:
    """A consistent copy, also while the store is in use."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=20)) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            target.chmod(0o600)
            there.backup(here)
            if here.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise StoreUnavailable("a complaint store is damaged; its copy was not kept")
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable("the complaint store does not answer, or is damaged") from error
