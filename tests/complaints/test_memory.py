"""What a core dump of every complaint-side process would hold after a submission and a forced rotation: nothing of it.

The seven words of a submission are looked for, in every encoding, in the memory of the app's master, of the parent that
keeps its children, of the waiting children, of the keeper, the embedded Redis, the desk and its children.
"""

import subprocess
import sys
import time
from collections.abc import Iterable

import pytest
import requests

from storage.complaints.receipt import shown
from tests.complaints.memory import MemoryScan
from tests.complaints.running import Running, command_of
from tests.figures import show
from tests.machine import family

pytestmark = pytest.mark.xdist_group("complaint processes")
USER = "U" + "4af4980629f17d1c93e5eb2dc0b2f4a1"
STORY = "CANARYSTORYเรียกเงินห้าพัน"
MESSAGE = "CANARYMESSAGEขอส่งหลักฐานเพิ่ม"


def _use_everything(live: Running) -> dict[str, str]:
    """Submit by the web and by LINE, follow up, write; the words that must be gone. The codes are made up of chance."""
    code = live.submits(STORY)
    with requests.Session() as browser:
        opened = browser.post(f"{live.url}/phon/follow", data={"code": code}, timeout=30)
        assert STORY in opened.text
        word = opened.text.split('name="word" value="')[1].split('"')[0]
        written = browser.post(f"{live.url}/phon/follow/write", data={"word": word, "text": MESSAGE}, timeout=30)
        assert MESSAGE in written.text
        cookie = str(browser.cookies.get("follow", path="/phon/follow"))
    for text in ("สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม", STORY, "ตรวจทาน"):
        assert live.hears(USER, text) == 200
    return {
        "story": STORY, "message": MESSAGE, "user id": USER, "user id without U": USER[1:], "code": code,
        "code as shown": shown(code), "cookie": cookie,
    }  # fmt: skip


def _judge(live: Running, pids: Iterable[int], words: dict[str, str], when: str, *, written_only: bool) -> None:
    """No word in any process. Needles stand for themselves and for Python's inner forms: one, two, four bytes a letter."""
    scan = MemoryScan(words)
    for pid in pids:
        scan.look(pid, written_only=written_only)
    show(f"memory, {when}: {scan.summary()}")
    assert scan.processes > 6 and scan.bytes > 50_000_000
    assert [(name, kind, command_of(pid)[:60]) for name, kind, pid in scan.hits] == []


def _some(live: Running) -> list[int]:
    """Every process that lives on, and three of the waiting children of each parent."""
    parents = [pid for pid in live.all_processes() if len(family(pid)) > 1]
    alone = [pid for pid in live.all_processes() if pid not in parents]
    waiting = [pid for parent in parents for pid in family(parent)[1:] if pid in alone]
    kept = [pid for parent in parents for pid in [one for one in family(parent)[1:] if one in alone][:3]]
    return [*parents, *(pid for pid in alone if pid not in waiting), *dict.fromkeys(kept)]


def test_no_process_remembers_a_submission(live: Running) -> None:
    """Right after the children that served it have ended."""
    words = _use_everything(live)
    live.rotate()
    _await_quiet(live)
    _judge(live, _some(live), words, "at once", written_only=True)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_sixty_seconds_later_every_readable_page(live: Running) -> None:
    """The true minute, and read-only pages too."""
    words = _use_everything(live)
    live.rotate()
    time.sleep(60)  # the promise is about this minute
    _judge(live, live.all_processes(), words, "60 s after the submission and a forced rotation", written_only=False)


def _await_quiet(live: Running) -> None:
    """The last child has answered; it ends and its place is taken within moments."""
    deadline = time.monotonic() + 10
    before: list[int] = []
    while (now := sorted(live.all_processes())) != before and time.monotonic() < deadline:
        before = now
        time.sleep(0.3)  # real processes end; there is no clock to inject


def _scan_of(program: str, words: dict[str, str], told: str = "") -> MemoryScan:
    """Of a program that reads a line, says that it is ready, and waits."""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(told.encode() + b"\n")
        child.stdin.flush()
        assert child.stdout.readline()
        scan = MemoryScan(words)
        scan.look(child.pid, written_only=True)
        child.communicate(b"\n")
    return scan


def test_the_memory_scan_finds_what_is_planted() -> None:
    """Without this, the ones above would mean nothing. The word is made at run time: no file holds it whole."""
    program = (
        "import base64; word = bytes(reversed(b'YRANACDETNALP')) + b'!'; "
        "kept = [word, word.decode() + '\\u0e01', base64.b64encode(word), word.hex()]; input(); print(flush=True); input()"
    )
    found = {kind for _, kind, _ in _scan_of(program, {"word": "PLANTEDCANARY!"}).hits}
    assert {"utf-8", "utf-16-le", "base64+0", "hex"} <= found


def test_a_server_that_outlives_its_request_would_be_found() -> None:
    """The same scan over a plain Flask program that was told the story and dropped it."""
    program = (
        "import sys; from flask import Flask, request\n"
        "app = Flask('x'); app.route('/', methods=['POST'])(lambda: request.form['what'][:0])\n"
        "app.test_client().post('/', data={'what': sys.stdin.readline().strip()}); print(flush=True); sys.stdin.readline()"
    )
    assert _scan_of(program, {"story": STORY}, told=STORY).hits
