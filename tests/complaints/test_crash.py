"""Killed or broken at every step of a submission, by LINE and by the web: nothing leaks, nothing is lost or doubled.

The step runs in a process of its own, which is killed there as by ``kill -9``, or fails with what was told in its
mouth. Then all that is left is scanned, and the same request is brought again, as LINE and browsers do.
"""

import hmac
import json
import logging
import os
import signal
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bot.complaints import form, line
from bot.complaints.app import create_complaint_app
from bot.complaints.log import close_libraries
from bot.complaints.parts import ComplaintParts
from dialogs.records.json import JsonObject
from handlers.complaints import line_turn
from storage.complaints import vault as vaults
from storage.complaints.channel import save_channel
from storage.complaints.drafts import Drafts
from storage.complaints.file import AgencyFile
from storage.complaints.stretching import Stretcher
from storage.complaints.vault import Vault
from tests.complaints.browse import Reporter, shown_code
from tests.complaints.conftest import Office
from tests.complaints.leaks import Scan
from tests.complaints.talking import code_in
from tests.figures import show

USER = "U4af4980629f17d1c93e5eb2dc0b2f4a1"
TEXT = "CanaryText-เรียกเงินห้าพัน"
AGENT, ADDRESS = "CanaryAgent/1.0", "203.0.113.77"
SECRET = "the complaint channel's secret"


@dataclass
class Recorded:
    """Stands for LINE: keeps what was answered."""

    answers: list[str] = field(default_factory=list)

    def reply(self, token: str, reply_token: str, messages: Sequence[JsonObject]) -> None:
        self.answers.append("\n".join(str(message.get("text", "")) for message in messages))

    def picture(self, token: str, message_id: str) -> bytes | None:
        return None

    def chat_mode(self, token: str) -> str | None:
        return "bot"


@dataclass
class Scene:
    """The app, LINE's stand-in, and what must not be found anywhere."""

    parts: ComplaintParts
    office: Office
    link: Recorded
    app: Flask
    folder: Path
    canaries: dict[str, str]

    def event(self, text: str, number: int) -> bytes:
        moment = int(self.office.clock().timestamp() * 1000) + number
        ids = {
            "webhookEventId": f"01FZ74A0TDDPYRVKNK77XK{number:04d}",
            "replyToken": f"nHuyWiB7yP5Zw52FIkcQobQuGDX{number:05d}",
        }
        message = {
            "type": "text",
            "id": f"4445738440835{number:05d}",
            "quoteToken": f"q3Plxr4AgKd{number:09d}",
            "text": text,
        }
        source = {"type": "user", "userId": USER}
        one = {"type": "message", "mode": "active", "timestamp": moment, "source": source, "message": message, **ids}
        self.canaries |= {
            f"{name} {number}": str(value) for name, value in (ids | message).items() if name not in ("type", "text")
        }
        self.canaries[f"timestamp {number}"] = str(moment)
        return json.dumps({"destination": "U" + "0" * 32, "events": [one]}).encode()

    def posts(self, body: bytes) -> int:
        signature = b64encode(hmac.new(SECRET.encode(), body, sha256).digest()).decode()
        return self.app.test_client().post("/line/phon", data=body, headers={"X-Line-Signature": signature}).status_code

    def cases(self) -> int:
        with self.office.file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0])

    def scan(self) -> Scan:
        found = Scan(self.canaries)
        found.look_in_redis(self.parts.redis)
        found.look_in_folder(self.folder)
        return found


@pytest.fixture
def scene(parts: ComplaintParts, office: Office, tmp_path: Path) -> Scene:
    save_channel(office.file, office.secrets, SECRET, "token")
    link = Recorded()
    told = {"user id": USER, "text": TEXT, "agent": AGENT, "address": ADDRESS}
    return Scene(parts, office, link, create_complaint_app(parts, link), tmp_path, told)


# --- where it breaks -------------------------------------------------------------------------------------------------

Place = tuple[Any, str]
LINE_STEPS: Mapping[str, tuple[Place, str]] = {
    "the event is taken in": ((line, "take_in"), "after"),
    "the draft is read": ((Drafts, "load"), "after"),
    "the dialog has spoken": ((line_turn, "turn"), "after"),
    "Argon2 has run": ((Stretcher, "stretch"), "after"),
    "the case is being written": ((vaults, "write_wraps"), "after"),
    "the case is written": ((Vault, "submit"), "after"),
    "the mark is about to be written": ((Drafts, "commit"), "before"),
    "the mark is written": ((Drafts, "commit"), "after"),
    "the answer is about to leave": ((Recorded, "reply"), "before"),
    "the answer has left": ((Recorded, "reply"), "after"),
}
WEB_STEPS: Mapping[str, tuple[Place, str]] = {
    "the draft is opened": ((form, "open_draft"), "after"),
    "Argon2 has run": ((Stretcher, "stretch"), "after"),
    "the case is being written": ((vaults, "write_wraps"), "after"),
    "the case is written": ((Vault, "submit"), "after"),
    "the page is about to leave": ((form, "page"), "before"),
}


def _killed(_heard: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _broken(heard: str) -> None:
    raise RuntimeError(f"something failed at {heard}")


@contextmanager
def breaking(place: Place, when: str, how: Callable[[str], None]) -> Iterator[None]:
    """While this is open, the place kills or breaks the process before or after its work."""
    owner, name = place
    real = getattr(owner, name)

    def broken(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            how(f"{args} {kwargs}")
        done = real(*args, **kwargs)
        how(f"{args} {kwargs} {done}")
        return done

    setattr(owner, name, broken)
    try:
        yield
    finally:
        setattr(owner, name, real)


def in_a_process(log: Path, work: Callable[[], None]) -> int:
    """What became of it: a signal as a negative number. Its stderr, and every logger at DEBUG, go into the file."""
    pid = os.fork()
    if pid == 0:
        try:
            sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            root, handler = logging.getLogger(), logging.StreamHandler(os.fdopen(sink, "w"))
            handler.setFormatter(_Everything())
            root.handlers[:] = [handler]
            root.setLevel(logging.DEBUG)
            close_libraries()
            work()
        except BaseException:  # noqa: BLE001  # whatever it is, it is shown and ends this process
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class _Everything(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return super().format(record) + repr(vars(record))


# --- by LINE ---------------------------------------------------------------------------------------------------------


def _told(scene: Scene) -> bytes:
    """A complaint told up to the code; the event that would send it."""
    for number, text in enumerate(("สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม", TEXT, "ตรวจทาน")):
        assert scene.posts(scene.event(text, number)) == 200
    code = code_in(scene.link.answers[-1])
    scene.canaries |= {"code": code, "half code": code[:8]}
    return scene.event(code, 99)


@pytest.mark.parametrize("how", [_killed, _broken])
@pytest.mark.parametrize("step", LINE_STEPS)
def test_line_breaks_at_a_step(scene: Scene, step: str, how: Callable[[str], None]) -> None:
    body = _told(scene)
    answer: list[int] = []
    with breaking(*LINE_STEPS[step], how):
        ended = in_a_process(scene.folder / "crash.log", lambda: answer.append(scene.posts(body)))
    assert ended == (-signal.SIGKILL if how is _killed else 0)
    after_crash = scene.scan()
    assert after_crash.hits == [] and after_crash.bytes > 50_000
    _free_the_turn(scene)
    for _ in range(2):
        assert scene.posts(body) == 200
    assert scene.cases() == 1 and scene.parts.redis.keys("draft:*") == []
    again = scene.scan()
    show(f"LINE, {how.__name__.strip('_')} when {step}: {again.summary()}; receipts 1, cases {scene.cases()}")
    assert again.hits == [] and scene.office.vault.look_up(scene.canaries["code"]) is not None


def _free_the_turn(scene: Scene) -> None:
    """The lock of a killed turn ends by itself after forty seconds; here at once."""
    for name in scene.parts.redis.keys("turn:*"):
        assert 0 < scene.parts.redis.pttl(name) <= 40_000
        scene.parts.redis.delete(name)


# --- by the web ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [_killed, _broken])
@pytest.mark.parametrize("step", WEB_STEPS)
def test_the_web_breaks_at_a_step(scene: Scene, step: str, how: Callable[[str], None]) -> None:
    client = scene.app.test_client()
    client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    reporter = Reporter(client).press("/review", what=TEXT)
    review, code = reporter.page, shown_code(reporter.page)
    scene.canaries |= {"code": code, "half code": code[:8]}
    with breaking(*WEB_STEPS[step], how):
        ended = in_a_process(scene.folder / "crash.log", lambda: reporter.press("/send", code=code) and None)
    assert ended == (-signal.SIGKILL if how is _killed else 0)
    assert scene.scan().hits == []
    for _ in range(2):
        reporter.page = review
        reporter.press("/send", code=code)
        assert reporter.page.status_code == 200
    assert scene.cases() == 1 and scene.office.vault.look_up(code) is not None
    again = scene.scan()
    show(f"web, {how.__name__.strip('_')} when {step}: {again.summary()}; receipts 1, cases {scene.cases()}")
    assert again.hits == []


def test_a_crash_while_the_draft_is_written_keeps_the_one_before(scene: Scene) -> None:
    """Killed in the middle of telling: what was told before is there, and the event comes again."""
    for number, text in enumerate(("สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม")):
        scene.posts(scene.event(text, number))
    body = scene.event(TEXT, 50)
    with breaking((Drafts, "commit"), "before", _killed):
        assert in_a_process(scene.folder / "crash.log", lambda: scene.posts(body) and None) == -signal.SIGKILL
    _free_the_turn(scene)
    assert scene.posts(body) == 200 and "ใครเกี่ยวข้อง" in scene.link.answers[-1]
    assert scene.scan().hits == [] and scene.cases() == 0


def test_an_open_transaction_of_a_killed_process_is_rolled_back(scene: Scene) -> None:
    def killed_inside() -> None:
        with AgencyFile(scene.office.file.path.parent, "phon").transaction() as connection:
            connection.execute("DELETE FROM officer")
            _killed("")

    assert in_a_process(scene.folder / "crash.log", killed_inside) == -signal.SIGKILL
    assert len(scene.office.officers.listed()) > 0 and scene.cases() == 0


def test_an_app_that_reports_exceptions_makes_this_suite_fail(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.complaints.quiet.QuietFlask.log_exception", Flask.log_exception)
    body = _told(scene)
    with breaking(*LINE_STEPS["the dialog has spoken"], _broken):
        in_a_process(scene.folder / "crash.log", lambda: scene.posts(body) and None)
    assert any(name in ("text", "code") for name, _, _ in scene.scan().hits)
