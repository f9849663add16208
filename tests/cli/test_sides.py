"""Each side set up and looked after by itself, as on two machines: neither opens a store of the other."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import main
from storage.complaints.schema import VERSION

AGENCY = ("--slug", "rimnam", "--name", "เทศบาลตำบลริมน้ำ", "--type", "subdistrict_municipality", "--district", "เมือง",
          "--province", "น่าน", "--phone", "0 5400 0000", "--hours", "จันทร์–ศุกร์ 08.30–16.30 น.")  # fmt: skip
ADD = ("channel", "add", "--agency", "rimnam", "--kind", "complaint")
FORM = "https://complaints.example.go.th"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on one of two machines; its exit status and what it said."""
    monkeypatch.setenv("COMPLAINTS_PUBLIC_URL", FORM)
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:9")

    def command(machine: str, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("DATA_DIR", str(tmp_path / machine))
        capsys.readouterr()
        code = main(list(words))
        told = capsys.readouterr()
        return code, told.out + told.err

    return command


@pytest.fixture
def handed(on: Run, tmp_path: Path) -> Path:
    """The file that the general side wrote."""
    assert on("general", "db", "upgrade", "--side", "general")[0] == 0
    assert on("general", "agency", "add", *AGENCY)[0] == 0
    code, told = on("general", "channel", "hand-over", "--agency", "rimnam", str(tmp_path / "rimnam.json"))
    assert code == 0 and f"{FORM}/rimnam/" in told and "--profile" in told
    return tmp_path / "rimnam.json"


def test_the_complaint_side_is_set_up_from_a_file(on: Run, handed: Path, tmp_path: Path) -> None:
    assert json.loads(handed.read_bytes())["profile"]["profile"]["name"] == "เทศบาลตำบลริมน้ำ"
    code, told = on(
        "apart", *ADD, "--other-provider", "--profile", str(handed), "--secret", "c" * 32, "--token", "d" * 40
    )
    assert code == 0 and f"{FORM}/line/rimnam" in told
    assert on("apart", "officer", "add", "--agency", "rimnam", "--name", "ผู้รับเรื่อง", "--unit", "สำนักปลัด")[0] == 0
    assert on("apart", "db", "upgrade", "--side", "complaints") == (0, f"1 complaint stores are at version {VERSION}\n")
    _, told = on("apart", "doctor", "--side", "complaints")
    assert "complaint officers of rimnam: 1 can read" in told and "complaint account of rimnam" in told
    assert "Redis answers" not in told and "channel is set" not in told
    made = {path.name for path in (tmp_path / "apart").iterdir()}
    assert made <= {"complaints", "complaints-secret"}, "nothing of the general side"


def test_without_an_account_the_form_stands_alone_and_a_newer_profile_replaces_it(on: Run, handed: Path) -> None:
    for _ in range(2):
        code, told = on("apart", *ADD, "--profile", str(handed))
        assert code == 0 and f"{FORM}/rimnam/" in told
    assert "form stands alone" in on("apart", "doctor", "--side", "complaints")[1]


def test_the_general_side_names_the_form_from_then_on(on: Run, handed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert handed.exists()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("จะแจ้งเรื่องเจ้าหน้าที่เรียกเงินใต้โต๊ะ".encode())))
    code, told = on("general", "chat", "--agency", "rimnam")
    assert code == 0 and f"{FORM}/rimnam/" in told
    code, told = on("general", "doctor", "--side", "general")
    assert code == 1 and "no channel is set" in told and "complaint" not in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--other-provider",), "made by somebody else"),
        (("--secret", "c" * 32, "--token", "d" * 40), "another provider"),
        (("--secret", "c" * 32, "--other-provider"), "its access token"),
    ],
)
def test_what_is_refused_changes_nothing(
    on: Run, handed: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    record = json.loads(handed.read_bytes())
    if "--secret" not in words:
        record["profile"]["profile"]["phone"] = "made by somebody else"
        sentence = "not signed"
    handed.write_text(json.dumps(record))
    code, told = on("apart", *ADD, "--profile", str(handed), *words)
    assert code == 1 and sentence in told and not (tmp_path / "apart").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"profile": {}, "signer": "zz"}', b"\xff"])
def test_a_file_that_is_no_profile_is_one_sentence(on: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    code, told = on("apart", *ADD, "--profile", str(tmp_path / "x.json"))
    assert code == 1 and "hand-over" in told and len(told.splitlines()) == 1


def test_where_there_is_no_complaint_side_the_doctor_says_so(on: Run) -> None:
    code, told = on("empty", "doctor", "--side", "complaints")
    assert code == 1 and "not on this machine" in told
