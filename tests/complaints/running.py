"""The complaint app as it runs in life: gunicorn, real Argon2, embedded Redis, over HTTP."""

import hmac
import json
import os
import re
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import unescape
from pathlib import Path
from secrets import token_hex
from typing import IO

import redis
import requests

from bot.complaints.settings import ComplaintSettings
from storage.complaints.channel import save_channel
from storage.complaints.file import AgencyFile, create_file
from storage.complaints.officers import Issued, Officers
from storage.complaints.profile import export_profile, new_profile_key, profile_file, public_half
from storage.complaints.receipt import read_receipt
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from tests.machine import family, free_port
from tests.shared import REPOSITORY

_PATIENCE = 40.0
SECRET = "the complaint channel's secret"


@dataclass
class Running:
    """A started app: its address, its processes, its files."""

    url: str
    desk_url: str
    master: "subprocess.Popen[bytes]"
    desk: "subprocess.Popen[bytes]"
    settings: ComplaintSettings
    file: AgencyFile
    officers: Officers
    issued: Issued
    told_to_wait: int = 0

    def hears(self, user: str, text: str) -> int:
        """A signed webhook of a person's message; the answer's status. LINE itself is out of reach."""
        moment = int(time.time() * 1000)
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": moment,
            "webhookEventId": token_hex(13),
            "replyToken": token_hex(16),
            "source": {"type": "user", "userId": user},
            "message": {"type": "text", "id": str(moment), "text": text},
        }
        body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}).encode()
        signature = b64encode(hmac.new(SECRET.encode(), body, sha256).digest()).decode()
        headers = {"x-line-signature": signature, "content-type": "application/json"}
        return requests.post(f"{self.url}/line/phon", data=body, headers=headers, timeout=60).status_code

    def processes(self) -> list[int]:
        """Of the app: the master and all that descend from it, and the Redis that it started; the ended ones left out."""
        return [pid for pid in dict.fromkeys((*family(self.master.pid), *self.servers())) if command_of(pid)]

    def all_processes(self) -> list[int]:
        """The desk's as well."""
        return [*self.processes(), *(pid for pid in family(self.desk.pid) if command_of(pid))]

    def submits(self, what: str) -> str:
        """A submission by the form, over HTTP; its receipt."""
        return read_receipt(self.sends(*self.reviews(what)))

    def reviews(self, what: str) -> tuple[str, str]:
        """The sealed draft and the code that the review shows."""
        review = requests.post(f"{self.url}/phon/review", data={"what": what}, timeout=60)
        draft = re.search(r'name="draft" value="([^"]+)"', review.text)
        code = re.search(r'class="receipt">([\d ]+)<', review.text)
        assert review.status_code == 200 and draft and code
        return unescape(draft[1]), code[1]

    def sends(self, draft: str, code: str) -> str:
        """As somebody does who comes again when they are told to."""
        for _ in range(6):
            answer = requests.post(f"{self.url}/phon/send", data={"draft": draft, "code": code}, timeout=120)
            if answer.status_code != 503:
                break
            self.told_to_wait += 1
            time.sleep(min(int(answer.headers["Retry-After"]), 20))  # the app said how long
        assert answer.status_code == 200, answer.status_code
        return code

    def cases(self) -> int:
        with self.file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM complaint_case").fetchone()[0])

    def servers(self) -> list[int]:
        """The embedded Redis and its watcher."""
        folder = str(self.settings.runtime_folder).encode()
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if folder in command_of(int(path.name))]

    def keeper(self) -> int:
        return int((self.settings.runtime_folder / "keeper.pid").read_text())

    def rotate(self) -> None:
        os.kill(self.keeper(), signal.SIGUSR1)


def command_of(pid: int) -> bytes:
    """Empty for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def proportional_megabytes(pids: Iterable[int]) -> float:
    """Memory of a tree of processes, pages they share counted once (PSS)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@contextmanager
def running(data: Path) -> Iterator[Running]:
    """Start it over a fresh folder with one officer."""
    settings = ComplaintSettings(data_dir=data)
    secrets = load_secrets(settings.secret_folder)
    file = create_file(settings.folder, "phon")
    officers = Officers(file, secrets, Stretcher(data / "queues"))
    issued = officers.add("ก้อย", "นิติการ", date(2026, 3, 2))
    save_channel(file, secrets, SECRET, "token")
    key = new_profile_key()
    (settings.folder / "profiles.pub").write_text(public_half(key).hex())
    told = {"name": "เทศบาลตำบลโพน", "units": ["นิติการ"], "phone": "", "hours": "", "responsible_unit": "นิติการ"}
    signed = export_profile(key, slug="phon", outside_routes=["ป.ป.ช. โทร 1205"], **told)  # type: ignore[arg-type]
    profile_file(settings.folder, "phon").write_bytes(signed)
    log = (data / "stderr.log").open("wb")
    app, url = _start("complaints", data, log)
    desk, desk_url = _start("desk", data, log)
    try:
        await_answer(f"{url}/readyz", app)
        await_answer(f"{desk_url}/readyz", desk)
        with redis.Redis(unix_socket_path=str(settings.runtime_folder / "redis.sock")) as client:
            client.set("mode:phon", "bot")  # as LINE would have answered
        yield Running(url, desk_url, app, desk, settings, file, officers, issued)
    finally:
        for process in (app, desk):
            process.send_signal(signal.SIGTERM)
        for process in (app, desk):
            process.wait(40)
        log.close()


def _start(name: str, data: Path, log: IO[bytes]) -> "tuple[subprocess.Popen[bytes], str]":
    """A process as the Procfile starts it, on a port of its own, LINE out of reach."""
    port = free_port()
    command = ["-m", "gunicorn", "-c", f"bot/{name}/gunicorn_conf.py", f"bot.{name}.wsgi:make()"]
    environment = os.environ | {"DATA_DIR": str(data), "PORT": str(port), "BIND": "127.0.0.1"}
    environment |= {"LINE_API_URL": "http://127.0.0.1:9", "LINE_DATA_URL": "http://127.0.0.1:9"}
    process = subprocess.Popen([sys.executable, *command], cwd=REPOSITORY, env=environment, stderr=log, stdout=log)
    return process, f"http://127.0.0.1:{port}"


def await_answer(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended while it started; see stderr.log"
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.1)  # a real process is starting; there is no clock to inject
    raise AssertionError("the server did not come up")
