"""``import`` and ``export`` as an operator uses them."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli.main import main
from bot.settings import load_settings
from storage.database import Database, open_engine
from storage.models import Source
from tests.storage.importer.unseen import invitation, memo_with_ticks, report_in_markdown


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["db", "upgrade"]) == 0


def _sources() -> int:
    database = Database(open_engine(load_settings().database_address))
    with database.reading() as session:
        count = session.scalar(select(func.count(Source.id)))
    database.close()
    return count or 0


def test_a_document_is_shown_saved_and_known_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = memo_with_ticks(tmp_path)
    assert main(["import", str(path), "--agency", "ban-klang"]) == 0
    shown = capsys.readouterr()
    assert "เทศบาลตำบลบ้านกลาง" in shown.out
    assert "TWO_DIGIT_YEAR" in shown.out
    assert "saved 3 rows, 3 measures" in shown.err
    assert main(["import", str(path)]) == 0
    assert "nothing new (ban-klang)" in capsys.readouterr().err
    assert _sources() == 1


def test_json_is_a_list_of_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(make(tmp_path)[0]) for make in (memo_with_ticks, invitation)]
    assert main(["import", *paths, "--dry-run", "--json"]) == 0
    documents = json.loads(capsys.readouterr().out)
    assert [document["file"] for document in documents] == ["memo.docx", "invitation.txt"]
    assert {"code", "line", "quote", "note"} == set(documents[0]["warnings"][0])
    assert _sources() == 0


def test_one_refused_file_refuses_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, _ = memo_with_ticks(tmp_path)
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    assert main(["import", str(good), str(bad), "--agency", "ban-klang"]) == 1
    assert capsys.readouterr().err.strip() == "error: empty.txt: the file is empty"
    assert _sources() == 0


def test_an_unknown_agency_leaves_nothing_of_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = memo_with_ticks(tmp_path)
    second, _ = report_in_markdown(tmp_path)
    assert main(["import", str(first), "--agency", "ban-klang"]) == 0
    assert main(["import", str(first), str(second)]) == 1
    assert "no agency here is named องค์การบริหารส่วนตำบลท่าช้าง" in capsys.readouterr().err
    assert _sources() == 1


def test_an_export_imports_to_the_same_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = memo_with_ticks(tmp_path)
    assert main(["import", str(path), "--agency", "ban-klang"]) == 0
    out = tmp_path / "export.xlsx"
    assert main(["export", "--agency", "ban-klang", "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["import", str(out)]) == 0
    assert "nothing new" in capsys.readouterr().err


def test_everything_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = memo_with_ticks(tmp_path)
    assert main(["import", str(path), "--agency", "ban-klang"]) == 0
    capsys.readouterr()
    assert main(["export", "--agency", "ban-klang", "--format", "json"]) == 0
    everything = json.loads(capsys.readouterr().out)
    assert everything["agency"]["name"] == "เทศบาลตำบลบ้านกลาง"
    assert [len(measure["reports"]) for measure in everything["measures"]] == [1, 1, 0]
    assert everything["documents"][0]["rows_count"] == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import"], "name at least one file"),
        (["export", "--agency", "nobody"], "there is no agency 'nobody'"),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert len(error.strip().splitlines()) == 1


def test_the_template_is_written(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert main(["import", "--template", str(path)]) == 0
    assert path.stat().st_size > 5_000
