"""The desk as gunicorn serves it: it answers, and its errors have a page of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.complaints.settings import ComplaintSettings
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words
from storage.complaints.file import create_file
from storage.complaints.secrets import load_secrets
from tests.complaints.running import await_answer
from tests.machine import free_port
from tests.shared import REPOSITORY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    settings = ComplaintSettings(data_dir=tmp_path)
    load_secrets(settings.secret_folder)
    create_file(settings.folder, "phon")
    port = free_port()
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PORT": str(port), "BIND": "127.0.0.1", "DESK_WORKERS": "2"}
    command = [sys.executable, "-m", "gunicorn", "-c", "bot/desk/gunicorn_conf.py", "bot.desk.wsgi:make()"]
    with (tmp_path / "stderr.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)
        try:
            await_answer(f"http://127.0.0.1:{port}/readyz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def test_the_desk_answers_and_its_errors_have_a_page(desk: str) -> None:
    log_in = requests.get(f"{desk}/desk/", timeout=20)
    assert log_in.status_code == 200 and desk_words("passphrase") in log_in.text
    missing = requests.get(f"{desk}/desk/nothing", timeout=20)
    assert missing.status_code == 404 and Words("th")("error.not_found") in missing.text
    fields = {"agency": "ko", "name": "ไม่มี", "passphrase": "baban", "code": "000000"}
    refused = requests.post(f"{desk}/desk/login", data=fields, timeout=20)
    assert refused.status_code == 403 and desk_words("refused") in refused.text and "ไม่มี" not in refused.text
    assert "'self'" in refused.headers["Content-Security-Policy"] and refused.headers["Cache-Control"] == "no-store"
