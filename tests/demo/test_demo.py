"""``python -m bot demo`` as a newcomer starts it, and a whole conversation in a real browser."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.machine import free_ports
from tests.shared import REPOSITORY

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("PRONGSAI_REQUIRE_BROWSER"), reason="Chromium is not installed"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo of its own, in a folder with a name that is long, Thai and has spaces; yields the simulator's address."""
    folder = tmp_path_factory.mktemp("demo") / "โฟลเดอร์ ที่ชื่อยาวมาก และมีช่องว่าง สำหรับทดลอง ระบบโปร่งใส ของเทศบาล"
    port = free_ports(4)
    environment = {**os.environ, "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port)]
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        assert process.poll() is None, "the demo ended by itself"
        notes = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        assert len(notes["channels"]) == 10, "a general and a complaint account each"
        assert len(notes["officers"]) == 10
        for address in (f"{notes['complaints']}/phon/", notes["desk"]):
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
        yield notes["simulator"]
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        assert process.wait(timeout=40) == 0


@pytest.fixture(scope="module")
def page(demo: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 390, "height": 844})
        opened.goto(demo)
        yield opened
        browser.close()


def said(page: Page, words: str, expected: str) -> None:
    box = page.locator("textarea:visible, input[type=text]:visible").first
    box.fill(words)
    box.press("Enter")
    page.get_by_text(expected, exact=False).last.wait_for(timeout=20_000)


@needs_chromium
@pytest.mark.browser
def test_a_whole_conversation_in_chromium(page: Page, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    began = time.monotonic()
    said(page, "สวัสดีค่ะ", "วันนี้อยากทราบเรื่องไหนคะ")
    print(f"first answer after {time.monotonic() - began:.2f} s")
    said(page, "คะแนน ita เท่าไหร่", "88.51 คะแนน")
    said(page, "มีมาตรการอะไรบ้าง", "มาตรการ 3 เรื่อง")
    page.get_by_text("ข้อ 2", exact=True).last.click()
    page.get_by_text("มาตรการที่ 2", exact=False).last.wait_for(timeout=20_000)
    said(page, "<img src=x onerror=alert(1)>", "ยังไม่แน่ใจ")
    picture = tmp_path / "conversation.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
    assert problems == []
