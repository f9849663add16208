"""``python -m bot chat --channel complaint``: as anybody would try the account out, in a real process."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.complaints.receipt import shown
from tests.complaints.talking import code_in
from tests.shared import REPOSITORY, SHARED, needs_shared
from tests.simulator.judge import judge

_STORY = ("แจ้งทุจริตครับ เบิกค่าน้ำมันเท็จ กองคลัง เดือนมกรา", "ไม่มีอะไรเพิ่มแล้ว")


class Terminal:
    """One run of the command, a line at a time, as somebody at a keyboard has it."""

    def __init__(self, data: Path, *options: str) -> None:
        command = [
            sys.executable,
            "-m",
            "bot",
            "chat",
            "--agency",
            "phon",
            "--channel",
            "complaint",
            "--json",
            *options,
        ]
        self._process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=os.environ | {"DATA_DIR": str(data)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def says(self, line: str) -> str:
        """The texts of the answer, which must come before the next line is typed."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        record = json.loads(self._process.stdout.readline())
        assert set(record) == {"in", "intent", "messages", "reply"} and record["in"] == line
        assert record["reply"] is bool(record["messages"])
        self.messages = record["messages"]
        return "\n".join(message.get("text") or message.get("altText", "") for message in self.messages)

    def leaves(self) -> int:
        self._process.communicate(timeout=60)
        return self._process.returncode


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chat")


@pytest.fixture
def terminal(data: Path) -> Iterator[Terminal]:
    run = Terminal(data)
    yield run
    run.leaves()


def _cases(data: Path) -> int:
    with sqlite3.connect(data / "complaints" / "phon.complaints.db") as connection:
        return int(connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0])


def test_a_complaint_in_the_terminal_stays_and_its_draft_does_not(data: Path, terminal: Terminal) -> None:
    assert "LINE รู้" in terminal.says(_STORY[0])
    text = terminal.says(_STORY[1])
    before = _cases(data)
    assert "กองคลัง" in text and before == _cases(data)
    assert "รับรูปแล้ว" in terminal.says("[รูปภาพ: ใบเสร็จ]")
    assert "เกิดขึ้นที่ไหน" in terminal.says("[ปุ่ม: แก้ ที่ไหน]")
    code = code_in(terminal.says("กองช่าง"))
    assert "ได้รับเรื่องแล้ว" in terminal.says(shown(code)) and _cases(data) == before + 1
    terminal.says(_STORY[0])
    assert terminal.leaves() == 0
    again = Terminal(data)
    assert "กองคลัง" not in again.says("สวัสดี") and again.leaves() == 0
    assert _cases(data) == before + 1
    officers = json.loads((data / "demo.json").read_text(encoding="utf-8"))["officers"]
    assert {one["agency"] for one in officers} == {"phon"} and all(one["passphrase"] for one in officers)


@needs_shared
def test_the_expected_conversation_and_line_takes_every_message(data: Path, terminal: Terminal) -> None:
    oracle = judge("messaging-api.yml")
    lines = (SHARED / "expected" / "dialogs.jsonl").read_text(encoding="utf-8").splitlines()
    turns = next(one["turns"] for one in map(json.loads, lines) if one["channel"] == "complaint")
    before = _cases(data) if (data / "complaints").exists() else 0
    for line in turns:
        text = terminal.says(line)
        body = {"replyToken": "r" * 32, "messages": terminal.messages}
        assert oracle.errors("post", "/v2/bot/message/reply", body) == []
    assert _cases(data) == before and "กองคลัง" not in text
    assert "ได้รับเรื่องแล้ว" in terminal.says(code_in(text)) and _cases(data) == before + 1
    assert "ได้รับ" not in terminal.says(code_in(text)) and _cases(data) == before + 1


def test_an_agency_without_a_channel_is_said_so(data: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat", "--agency", "nowhere", "--channel", "complaint"]
    environment = os.environ | {"DATA_DIR": str(data)}
    run = subprocess.run(
        command, cwd=REPOSITORY, env=environment, input="", capture_output=True, text=True, check=False
    )
    assert run.returncode == 1 and run.stderr.startswith("error: ") and "Traceback" not in run.stderr
