"""A real browser on the apps as they are, with scripts off unless a test needs to look inside the page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.pages.browsing import CHROMIUM, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

__all__ = ["a_browser", "browsing", "enter", "fits", "keep", "needs_browser", "press", "served", "window"]
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("PRONGSAI_REQUIRE_BROWSER"), reason="no chromium on PATH"
    ),
]


@contextmanager
def a_browser() -> "Iterator[Browser]":
    """For several windows: a thread can hold only one of these."""
    with TemporaryDirectory() as folder, chromium(Path(folder)) as browser:
        yield browser


def window(browser: "Browser", width: int, *, scripts: bool = False) -> "Page":
    """Of its own, with its own cookies. ``scripts``: for a checker that works inside the page, past the apps' policy."""
    view: ViewportSize = {"width": width, "height": 640}
    return browser.new_context(java_script_enabled=scripts, bypass_csp=scripts, viewport=view).new_page()


@contextmanager
def browsing(width: int, *, scripts: bool = False) -> "Iterator[Page]":
    """One window."""
    with a_browser() as browser:
        yield window(browser, width, scripts=scripts)


def enter(page: "Page", key: str = "Enter") -> None:
    """Press it, and wait for the page that it brings."""
    with page.expect_navigation():
        page.keyboard.press(key)


def press(page: "Page", button: str) -> None:
    """The button of that name, and the page that it brings."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def fits(page: "Page") -> bool:
    """No sideways scrolling."""
    inside, view = page.locator("main").bounding_box(), page.viewport_size
    assert inside is not None and view is not None
    return inside["width"] <= view["width"] and _widest(page) <= view["width"]


def _widest(page: "Page") -> float:
    boxes = [one.bounding_box() for one in page.locator("button, input, textarea, fieldset, p, h1, h2, nav a").all()]
    return max(box["x"] + box["width"] for box in boxes if box and box["x"] >= 0)


def keep(page: "Page", name: str) -> None:
    """A picture for who wants to look, where COMPLAINT_SHOTS names a folder."""
    if folder := os.environ.get("COMPLAINT_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
