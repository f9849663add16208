"""In a real browser without script: the reporter's way on a phone of 320 pixels, and the officer's way by keyboard."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from bot.complaints.app import create_complaint_app
from bot.complaints.parts import ComplaintParts
from bot.desk.app import create_desk_app
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words
from storage.complaints.totp import code_at
from tests.complaints.conftest import Office
from tests.complaints.pictures import loaded_jpeg

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("PRONGSAI_REQUIRE_BROWSER"), reason="no chromium on PATH"
    ),
]
th = Words("th")


@contextmanager
def served(app: "Flask") -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browsing(width: int) -> "Iterator[Page]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 640})
        yield context.new_page()
        browser.close()


def enter(page: "Page") -> None:
    """Press it, and wait for the page that it brings."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page: "Page") -> bool:
    """No sideways scrolling."""
    inside = page.locator("main").bounding_box()
    return (
        inside is not None
        and inside["width"] <= page.viewport_size["width"]
        and _widest(page) <= page.viewport_size["width"]
    )  # type: ignore[index]


def _widest(page: "Page") -> float:
    boxes = [one.bounding_box() for one in page.locator("button, input, textarea, fieldset, p, h1, h2, nav a").all()]
    return max(box["x"] + box["width"] for box in boxes if box and box["x"] >= 0)


def keep(page: "Page", name: str) -> None:
    """A picture for who wants to look, where COMPLAINT_SHOTS names a folder."""
    if folder := os.environ.get("COMPLAINT_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_case_from_a_phone_to_the_desk_and_back(parts: ComplaintParts, office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "evidence.jpg"
    picture.write_bytes(loaded_jpeg())
    with served(create_complaint_app(parts)) as web, served(create_desk_app(parts)) as desk:
        with browsing(320) as page:
            code = _reports(page, web, picture)
        with browsing(1024) as page:
            _answers(page, desk, office)
        with browsing(320) as page:
            page.goto(f"{web}/phon/follow")
            page.get_by_label(th("follow.code")).fill(code)
            enter(page)
            assert "ขอทราบวันที่" in page.content() and th("status.accepted") in page.content() and fits(page)
            keep(page, "follow")
            for path in ("manual", "privacy", "?lang=en"):
                page.goto(f"{web}/phon/{path}")
                assert fits(page), path
                keep(page, re.sub(r"\W", "", path))


def _reports(page: "Page", web: str, picture: Path) -> str:
    page.goto(f"{web}/phon/")
    assert th("notice.code") in page.content() and fits(page)
    keep(page, "form")
    page.get_by_label(th("question.what")).fill("เรียกเงินค่าใบอนุญาต")
    page.get_by_label(th("question.who")).fill("หัวหน้างาน")
    page.get_by_label(th("form.pictures"), exact=True).set_input_files(picture)
    page.get_by_role("button", name=th("form.to_review")).click()
    assert fits(page)
    keep(page, "review")
    code = page.locator(".receipt").inner_text()
    page.get_by_label(th("review.type_code")).fill(code)
    page.get_by_role("button", name=th("review.send")).click()
    assert th("sent.title") in page.content() and fits(page)
    keep(page, "sent")
    return code


def _answers(page: "Page", desk: str, office: Office) -> None:
    """By keyboard alone."""
    issued = office.people["ก้อย"]
    page.goto(f"{desk}/desk/")
    page.get_by_label(desk_words("agency")).focus()
    for words in ("phon", "ก้อย", issued.passphrase, code_at(issued.totp_secret, office.clock())):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    enter(page)
    keep(page, "desk-list")
    page.locator("th a").focus()
    enter(page)
    page.locator("img.evidence").wait_for()
    keep(page, "desk-case")
    page.get_by_label(desk_words("write")).focus()
    page.keyboard.type("ขอทราบวันที่")
    page.keyboard.press("Tab")
    enter(page)
    page.get_by_label(th("status.accepted"), exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=desk_words("do_move")).focus()
    enter(page)
    assert th("status.accepted") in page.locator("dd strong").inner_text()
