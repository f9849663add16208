"""``python -m bot console link``: the operator's first code."""

import pytest

from bot.cli.main import main
from dialogs.records.code import is_code
from storage.database import Database
from storage.invitations import code_in


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, database: Database, tmp_path: object) -> None:
    """The command works on the database of the test, with the key of its folder."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example/")
    monkeypatch.delenv("PRONGSAI_NOW", raising=False)


def test_the_code_and_where_to_type_it(installation: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "link", "--agency", "phon"]) == 0
    said = capsys.readouterr()
    code = said.out.strip()
    assert is_code(code_in(code)) and code not in said.err
    assert "https://bot.example/console/login" in said.err and "15 minutes" in said.err


def test_an_agency_that_there_is_not(installation: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["console", "link", "--agency", "nowhere"]) == 1
    assert "no agency 'nowhere'" in capsys.readouterr().err
