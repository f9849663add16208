"""``/healthz`` and ``/readyz`` of the complaint app and the desk tell the truth."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.desk.app import create_desk_app
from storage.embedded_redis import EmbeddedRedis

APPS: list[Callable[[ComplaintParts], Flask]] = [create_complaint_app, create_desk_app]


@pytest.fixture(params=APPS, ids=["complaints", "desk"])
def make(request: pytest.FixtureRequest) -> Callable[[ComplaintParts], Flask]:
    made: Callable[[ComplaintParts], Flask] = request.param
    return made


@pytest.fixture
def mortal(parts: ComplaintParts, tmp_path: Path) -> Iterator[tuple[ComplaintParts, EmbeddedRedis]]:
    """The parts on a Redis of their own, which a test may stop."""
    folder = Path(tempfile.mkdtemp(prefix="pgs-h-"))
    server = EmbeddedRedis(tmp_path / "own", folder, persist=False)
    with server:
        yield replace(parts, redis=server.client()), server
    shutil.rmtree(folder, ignore_errors=True)


def _answers(app: Flask) -> tuple[int, int, str]:
    """healthz, readyz, what is said to be missing."""
    client = app.test_client()
    ready = client.get("/readyz")
    return client.get("/healthz").status_code, ready.status_code, ready.get_data(as_text=True)


def test_all_is_well(parts: ComplaintParts, make: Callable[[ComplaintParts], Flask]) -> None:
    assert _answers(make(parts)) == (200, 200, "ready\n")


def test_without_its_redis(
    mortal: tuple[ComplaintParts, EmbeddedRedis], make: Callable[[ComplaintParts], Flask]
) -> None:
    parts, server = mortal
    app = make(parts)
    assert _answers(app)[1] == 200
    server.client().shutdown(nosave=True)
    assert _answers(app) == (200, 503, "not ready: Redis\n")


def test_without_its_store(parts: ComplaintParts, make: Callable[[ComplaintParts], Flask]) -> None:
    app = make(parts)
    (file,) = parts.settings.folder.glob("*.complaints.db")
    kept = file.read_bytes()
    file.unlink()
    assert _answers(app) == (200, 503, "not ready: store\n")
    file.write_bytes(b"\0" * len(kept))
    assert _answers(app) == (200, 503, "not ready: store\n")
    file.write_bytes(kept)
    assert _answers(app)[1] == 200
    shutil.rmtree(parts.settings.folder)
    assert _answers(app) == (200, 503, "not ready: store\n")


def test_without_the_folder_of_the_short_lived_keys(
    parts: ComplaintParts, tmp_path: Path, make: Callable[[ComplaintParts], Flask]
) -> None:
    app = make(parts)
    shutil.rmtree(tmp_path / "memory")
    assert _answers(app) == (200, 503, "not ready: keys\n")


def test_a_damaged_store_is_a_page_and_not_a_crash(parts: ComplaintParts) -> None:
    client = create_complaint_app(parts).test_client()
    (file,) = parts.settings.folder.glob("*.complaints.db")
    file.write_bytes(b"\0" * file.stat().st_size)
    for page in ("", "manual", "follow", "statistics.json"):
        assert client.get(f"/phon/{page}").status_code == 503
