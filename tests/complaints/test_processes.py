"""The app as it runs: what its processes remember, how it bears many at once."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
import requests

from storage.complaints.receipt import read_receipt
from tests.complaints.running import Running, running

pytestmark = pytest.mark.soak  # minutes: real servers under load, and their memory read byte by byte
PIECE, OVERLAP = 1 << 22, 256
USER = "U" + "4af4980629f17d1c93e5eb2dc0b2f4a1"
STORY = "CANARYSTORYเรียกเงิน"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("data")) as started:
        yield started


def submit(url: str, what: str) -> str:
    """A submission over HTTP; the receipt."""
    review = requests.post(f"{url}/phon/review", data={"what": what}, timeout=60)
    draft = re.search(r'name="draft" value="([^"]+)"', review.text)
    code = re.search(r'class="receipt">([\d ]+)<', review.text)
    assert review.status_code == 200 and draft and code
    answer = requests.post(f"{url}/phon/send", data={"draft": unescape(draft[1]), "code": code[1]}, timeout=60)
    assert answer.status_code == 200, answer.status_code
    return read_receipt(code[1])


def cases(app: Running) -> int:
    with app.file.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0])


def memory_of(pid: int) -> Iterator[bytes]:
    """Every readable page of a process, in pieces that overlap; nothing of one that has just ended."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
            for line in maps:
                bounds, rights = line.split()[:2]
                if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                    start, end = (int(part, 16) for part in bounds.split("-"))
                    for place in range(start, end, PIECE):
                        memory.seek(place)
                        with suppress(OSError):
                            yield memory.read(min(PIECE + OVERLAP, end - place))
    except (FileNotFoundError, ProcessLookupError):
        return


def test_no_process_remembers_a_submission(app: Running) -> None:
    """Text and code, in UTF-8, UTF-16, UTF-32 and as escapes, in every page of every process after a forced rotation."""
    before = app.processes()
    code = submit(app.url, STORY)
    for text in ("สวัสดี", "ทำต่อใน LINE", "ให้ทุกคนอ่านได้", "ข้าม", STORY, "ตรวจทาน"):
        assert app.hears(USER, text) == 200
    app.rotate()
    old = set(before) - {app.master.pid, app.keeper()} - set(app.servers())
    deadline = time.monotonic() + 30
    while old & set(app.processes()) and time.monotonic() < deadline:
        requests.get(f"{app.url}/healthz", timeout=10)  # each request ends the process that served it
    assert not old & set(app.processes()), "a process that was there before still lives"
    while len(app.processes()) < len(before) and time.monotonic() < deadline:
        time.sleep(0.1)  # gunicorn is starting the next ones
    words = [STORY, "CANARYSTORY", USER, USER[1:], code, f"{code[:4]} {code[4:8]} {code[8:12]}"]
    needles = [form for word in words for form in (word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le"))]
    scanned, hits = 0, 0
    for pid in app.processes():
        for piece in memory_of(pid):
            scanned += len(piece)
            hits += sum(needle in piece for needle in needles)
    print(f"\nmemory: {len(app.processes())} processes, {scanned:,} bytes, {len(needles)} needles, {hits} hits")
    assert scanned > 10_000_000 and hits == 0


def test_the_memory_scan_finds_what_is_planted() -> None:
    """Without this, the one above would mean nothing. The word is made at run time: no file holds it whole."""
    program = "word = bytes(reversed(b'YRANACDETNALP')) + b'!'; print(flush=True); input()"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline()
        found = any(b"PLANTEDCANARY!" in piece for piece in memory_of(child.pid))
        child.communicate(b"\n")
    assert found


def test_many_at_once_all_succeed(app: Running, request: pytest.FixtureRequest) -> None:
    many = 50 if "soak" in request.config.getoption("-m", "") else 10
    before, start = cases(app), time.monotonic()
    done: list[str] = []
    lock = threading.Lock()

    def one(number: int) -> None:
        code = submit(app.url, f"เรื่องที่ {number}")
        with lock:
            done.append(code)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    spent = time.monotonic() - start
    print(f"\nparallel submissions: {many}, receipts {len(done)}, cases {cases(app) - before}, {spent:.1f} s")
    assert len(set(done)) == many == cases(app) - before


def test_logs_of_the_process_hold_nothing(app: Running) -> None:
    submit(app.url, STORY)
    text = (app.settings.data_dir / "stderr.log").read_text()
    assert '"outcome"' in text
    for trace in ("CANARY", "phon", "127.0.0.1", "python-requests", "POST", "/send"):
        assert trace not in text


def test_what_lies_on_disk_opens_nothing(app: Running) -> None:
    """Database, keys, runtime folders: no word of a submission and no code in any of the bytes."""
    code = submit(app.url, STORY)
    folders = (app.settings.data_dir, app.settings.runtime_folder, app.settings.memory_folder)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    raw = b"".join(path.read_bytes() for path in files)
    print(f"\ndisk: {len(files)} files, {len(raw):,} bytes")
    for needle in (STORY.encode(), b"CANARYSTORY", code.encode(), code[:8].encode(), code.encode("utf-16-le")):
        assert needle not in raw
