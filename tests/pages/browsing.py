"""Chromium on the public pages: a Thai typeface lies where it looks for one, and nothing but the page is loaded."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FONTS = Path(__file__).parents[2] / "bot" / "fonts"
WIDTHS = (320, 768, 1280)


@contextmanager
def served(app: "Flask") -> Iterator[str]:
    """The app on a port of its own; yields its address."""
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
def chromium(folder: Path) -> "Iterator[Browser]":
    """A browser that finds Sarabun in its data folder, as a phone has a Thai typeface of its own."""
    from playwright.sync_api import sync_playwright

    (folder / "fonts").mkdir(exist_ok=True)
    for font in FONTS.glob("*.ttf"):
        (folder / "fonts" / font.name).symlink_to(font)
    environment = {**os.environ, "XDG_DATA_HOME": str(folder)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"], env=environment
        )
        yield browser
        browser.close()


class Visit:
    """One page at one width, with everything that it asked for and complained about."""

    def __init__(self, browser: "Browser", width: int, *, script: bool = True) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 720}, java_script_enabled=script)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address: str) -> "Page":
        self.page.goto(address)
        return self.page

    def keep(self, name: str) -> None:
        """A picture for who wants to look, where PAGE_SHOTS names a folder."""
        if folder := os.environ.get("PAGE_SHOTS"):
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    def close(self) -> None:
        self.context.close()
