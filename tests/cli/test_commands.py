"""The command line as an operator uses it: real processes, an empty DATA_DIR each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS, main
from tests.shared import REPOSITORY

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``python -m bot`` on a DATA_DIR of this test."""

    def command(*arguments: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=REPOSITORY,
            env={**os.environ, "DATA_DIR": str(tmp_path / "data"), **environment},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return command


def test_no_command_is_wrong_usage() -> None:
    assert main([]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0 and f"usage: python -m bot {name}" in capsys.readouterr().out


def test_chat_answers_a_json_line_for_each_message(run: Run) -> None:
    done = run("chat", "--agency", "phon", "--json", stdin="คะแนน ita\n[สติกเกอร์]\n[รูปภาพ: ป้าย]\n[ปุ่ม: ติดต่อหน่วยงาน]\n")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["in"] for line in lines] == ["คะแนน ita", "[สติกเกอร์]", "[รูปภาพ: ป้าย]", "[ปุ่ม: ติดต่อหน่วยงาน]"]
    assert lines[0]["intent"] == "ita_score"
    assert "88.51" in json.dumps(lines[0]["messages"], ensure_ascii=False)
    assert lines[3]["intent"] == "contact"
    assert all(line["reply"] for line in lines)


def test_what_a_user_did_is_remembered_between_runs(run: Run) -> None:
    run("chat", "--agency", "phon", "--user", "somchai-test", stdin="แจ้งเตือนข่าวมาตรการด้วย\nตกลง\n")
    again = run("chat", "--agency", "phon", "--user", "somchai-test", stdin="ติดตามอะไรอยู่บ้าง\n")
    assert "ความคืบหน้าและข่าว ITA ของโพน" in again.stdout
    other = run("chat", "--agency", "phon", "--user", "another", stdin="ติดตามอะไรอยู่บ้าง\n")
    assert "ไม่ได้ติดตาม" in other.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("chat", "--agency", "nowhere"), "there is no agency 'nowhere'"),
        (("agency", "add", "--slug", "Bad!", "--name", "x", "--type", "special"), "the slug 'Bad!'"),
        (("agency", "add", "--slug", "console", "--name", "x", "--type", "special"), "reserved"),
        (("channel", "add", "--agency", "nowhere", "--secret", "s", "--token", "t"), "lacks migrations"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_1(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_settings_that_are_wrong_are_named_without_their_value(run: Run) -> None:
    done = run("db", "upgrade", METRICS_PORT="no-number")
    assert done.returncode == 1
    assert "METRICS_PORT" in done.stderr
    assert "no-number" not in done.stderr
    short = run("agency", "list", SECRET_KEY="geheim")
    assert short.returncode == 1
    assert "geheim" not in short.stderr


PLAN = """เทศบาลตำบลริมน้ำ อำเภอเมืองน่าน จังหวัดน่าน
มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569
มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลาดำเนินการ,การกำกับติดตาม
1.ทางลาดสำหรับผู้สูงอายุ,1.สำรวจ 2.ก่อสร้าง,กองช่าง,ตลอดปีงบประมาณ 2569,รอบ 6 เดือน รอบ 12 เดือน
2.ป้ายบอกขั้นตอนบริการ,1.ทำป้าย,สำนักปลัด,ม.ค.-มี.ค. 69,รอบ 12 เดือน
"""


def test_a_sixth_agency_from_nothing(run: Run, tmp_path: Path) -> None:
    """The README's steps: agency, channel, import, staff, officer."""
    assert run("db", "upgrade").returncode == 0
    added = run(
        "agency", "add", "--slug", "rimnam", "--name", "เทศบาลตำบลริมน้ำ", "--type", "subdistrict_municipality",
        "--district", "เมือง", "--province", "น่าน", "--phone", "0 5400 0000", "--hours", "จันทร์–ศุกร์ 08.30–16.30 น.",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    assert run("channel", "add", "--agency", "rimnam", "--secret", "s" * 32, "--token", "t" * 40).returncode == 0
    assert "rimnam\tgeneral" in run("channel", "list").stdout
    assert "เทศบาลตำบลริมน้ำ" in run("agency", "list").stdout
    before = run("chat", "--agency", "rimnam", stdin="สวัสดี\nมาตรการถึงไหนแล้ว\nติดต่อ\n").stdout
    assert "เทศบาลตำบลริมน้ำ" in before
    assert "ยังไม่ได้ลงแผน" in before
    assert "0 5400 0000" in before
    plan = tmp_path / "แผน.csv"
    plan.write_text(PLAN, encoding="utf-8")
    imported = run("import", str(plan), "--agency", "rimnam")
    assert imported.returncode == 0, imported.stderr
    code = run("staff", "invite", "--agency", "rimnam", "--role", "staff", "--unit", "กองช่าง", "--label", "นายช่าง")
    talk = f"มีมาตรการอะไรบ้าง\n{code.stdout.strip()}\nตกลง\nรายงานความก้าวหน้าข้อ 1 ได้ 40%\n"
    after = run("chat", "--agency", "rimnam", "--user", "new", stdin=talk).stdout
    assert "ทางลาดสำหรับผู้สูงอายุ" in after
    assert "ผูกบัญชีแล้ว" in after
    assert "40%" in after
    account = ("channel", "add", "--agency", "rimnam", "--kind", "complaint", "--secret", "c" * 32, "--token", "d" * 40)
    assert "another provider" in run(*account).stderr
    assert run(*account, "--other-provider").returncode == 0
    handed_over = run("chat", "--agency", "rimnam", stdin="จะแจ้งเรื่องเจ้าหน้าที่เรียกเงินใต้โต๊ะ\n").stdout
    assert "/rimnam/" in handed_over
    officer = run("officer", "add", "--agency", "rimnam", "--name", "ผู้รับเรื่อง", "--unit", "สำนักปลัด")
    assert officer.returncode == 0, officer.stderr


def test_doctor_says_what_is_missing(run: Run) -> None:
    before = run("doctor")
    assert before.returncode == 1
    assert "lacks migrations" in before.stdout
    run("db", "upgrade")
    after = run("doctor")
    assert "Redis answers" in after.stdout
    assert "no channel is set" in after.stdout


def test_understand_knows_an_agencys_own_measures(run: Run) -> None:
    done = run(
        "understand", "--agency", "phon", "--now", "2026-01-15", stdin="มาตรการ e-service ถึงไหนแล้ว\n\nคะแนน ita ปีที่แล้ว\n"
    )
    assert done.returncode == 0, done.stderr
    first, empty, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["intent"], first["decision"]) == ("measure_status", "act")
    assert isinstance(first["entities"]["measure_id"], int)
    assert (empty["intent"], empty["entities"]) == ("unknown", {})
    assert second["entities"] == {"fiscal_year": 2568}
    assert run("understand", "--agency", "nowhere").returncode == 1
