"""``survey`` and ``documents`` as an operator types them."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import documents
from bot.cli.main import main
from bot.linkcheck.fetch import Fetcher
from tests.documents.web import Web

Run = Callable[..., tuple[int, str, str]]
EIT = "https://itas.nacc.go.th/go/eit/h9unqk"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def command(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as leaving:
            code = int(str(leaving.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    assert command("db", "upgrade")[0] == 0
    added = command(
        "agency", "add", "--slug", "rimnam", "--name", "เทศบาลตำบลริมน้ำ", "--type", "subdistrict_municipality"
    )
    assert added[0] == 0
    return command


def test_a_survey_is_announced_and_listed(run: Run) -> None:
    words = ("survey", "add", "--agency", "rimnam", "--instrument", "EIT", "--url", EIT)
    code, out, _ = run(*words, "--from", "5 ม.ค. 2569", "--to", "2026-06-30")
    assert code == 0 and out == f"2569\tEIT\t5 ม.ค. 2569 – 30 มิ.ย. 2569\t{EIT}\n"
    assert run("survey", "list", "--agency", "rimnam")[1] == out


def test_a_survey_that_cannot_be_is_refused_with_a_suggestion(run: Run) -> None:
    words = ("survey", "add", "--agency", "rimnam", "--instrument", "EIT", "--from", "5 ม.ค. 2569")
    code, out, err = run(*words, "--url", EIT, "--to", "31 มิ.ย. 2569")
    assert (code, out) == (1, "") and "30 มิ.ย. 2569" in err and "not saved" in err
    code, _, err = run(*words, "--url", "https://itas.nacc.go.th.example/go/eit/h9unqk", "--to", "30 มิ.ย. 2569")
    assert code == 1 and "itas.nacc.go.th" in err
    assert run("survey", "list", "--agency", "rimnam")[1] == ""
    assert run("survey", "list", "--agency", "nobody")[0] == 1
    assert run("survey", "add", "--agency", "rimnam", "--instrument", "OIT")[0] == 2


def test_papers_are_added_listed_and_removed(run: Run) -> None:
    add = ("documents", "add", "--agency", "rimnam", "--title", "แผนดำเนินงาน", "--url", "https://www.go.example/plan")
    assert run(*add, "--fiscal-year", "2569", "--code", "o6")[0] == 0
    assert run(*add, "--fiscal-year", "2569", "--code", "o99")[0] == 1
    assert run(*add, "--fiscal-year", "2400", "--code", "o1")[0] == 1
    code, out, _ = run("documents", "list", "--agency", "rimnam")
    assert code == 0 and out == "1\t2569 o6\tแผนดำเนินงาน\thttps://www.go.example/plan\tunchecked\t\t-\n"
    assert run("documents", "remove", "--agency", "rimnam", "--id", "1")[0] == 0
    assert run("documents", "remove", "--agency", "rimnam", "--id", "1")[0] == 1


def test_a_title_and_the_closing_day_are_kept(run: Run) -> None:
    confirm = ("documents", "confirm", "--agency", "rimnam", "--fiscal-year", "2570", "--title", "โครงสร้าง")
    assert run(*confirm, "--code", "o1")[0] == 0
    assert run(*confirm, "--code", "e1")[0] == 1
    closing = ("documents", "closing", "--agency", "rimnam", "--fiscal-year", "2569", "--day")
    assert run(*closing, "30 เม.ย. 2569")[0] == 0
    assert run(*closing, "31 เม.ย. 2569")[0] == 1
    assert run(*closing, "ปลายเดือน")[0] == 1


def test_every_link_is_looked_at_now(
    run: Run, internet: tuple[Web, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    web, tls = internet
    made: list[str] = []

    def fetcher(agent: str) -> Fetcher:
        made.append(agent)
        return web.fetcher(tls)

    monkeypatch.setattr(documents, "Fetcher", fetcher)
    url = "https://gone.go.example/plan"
    run("documents", "add", "--agency", "rimnam", "--kind", "form", "--title", "แบบฟอร์ม", "--url", url)
    web.addresses["gone.go.example"] = ["10.0.0.1"]
    code, out, err = run("documents", "check", "--agency", "rimnam")
    assert code == 0 and "looking at 1 addresses" in err
    assert out.split("\t")[4:6] == ["dead", "private"]
    assert made == [
        "Prongsai-LinkCheck/1.0 (+https://prongsai.invalid/rimnam/; checks an agency's own published links)"
    ]
