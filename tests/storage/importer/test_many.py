"""A thousand documents."""

import time
from pathlib import Path

import pytest

from storage.importer.importing import read_batch
from tests.storage.importer.unseen import MAKERS

_SHORT, _LONG = 33, 1_000
_SECONDS = 300.0


def _files(folder: Path, count: int) -> list[Path]:
    """So many files of a seed's size: our documents, each padded with rows that a real plan would have."""
    made = [make(folder)[0] for make in MAKERS]
    padding = "\n".join(
        f"หมายเหตุข้อที่ {number} ของเอกสารฉบับนี้ เขียนไว้ให้ผู้อ่านเข้าใจที่มาของมาตรการแต่ละข้อ" for number in range(120)
    )
    for path in made:
        if path.suffix in (".txt", ".md"):
            path.write_text(path.read_text("utf-8") + "\n" + padding, "utf-8")
    return [made[number % len(made)] for number in range(count)]


def _import(folder: Path, count: int) -> float:
    heard: list[int] = []
    started = time.monotonic()
    batch = read_batch(_files(folder, count), progress=heard.append)
    taken = time.monotonic() - started
    assert not batch.refusals
    assert len(batch.documents) == count
    assert heard == list(range(1, count + 1))
    return taken


def test_some_documents_are_read_by_a_few_warm_processes(tmp_path: Path) -> None:
    _import(tmp_path, _SHORT)


@pytest.mark.soak
def test_a_thousand_documents_in_five_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = _import(tmp_path, _LONG)
    with capsys.disabled():
        print(f"\n{_LONG} documents in {taken:.0f} s")
    assert taken < _SECONDS
