"""Documents that no rule was written for."""

from pathlib import Path

import pytest

from tests.storage.importer.scorer import score
from tests.storage.importer.seeds import read
from tests.storage.importer.unseen import MAKERS, Maker
from tests.storage.importer.unseen_more import MORE

ENOUGH = 97.0


@pytest.mark.parametrize("make", [*MAKERS, *MORE], ids=lambda make: make.__name__)
def test_fields_are_as_a_reader_takes_them(make: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, expected = make(tmp_path)
    result = score(expected, read(path).as_json())
    with capsys.disabled():
        print(f"\n{path.name}: {result.percent:.1f} % of {result.right + len(result.wrong)} fields", end="")
    assert result.percent >= ENOUGH, "\n".join(result.wrong)
