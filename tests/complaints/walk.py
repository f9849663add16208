"""Walking through an app's pages in a browser, and holding each against axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from flask import Flask, Response, request, template_rendered

from dialogs.complaints.words import Language
from tests.complaints.browser import browsing, keep, press, served

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Walk:
    """A browser in front of one app: what axe said, and which endpoints and templates it has looked at."""

    page: "Page"
    url: str
    language: Language
    name: str
    found: list[str] = field(default_factory=list)
    endpoints: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    looked: int = 0
    last: tuple[str, set[str]] = ("", set())

    def goes(self, path: str, status: int = 200) -> "Walk":
        answer = self.page.goto(f"{self.url}{path}")
        assert answer is not None and answer.status == status, path
        return self

    def presses(self, button: str) -> "Walk":
        press(self.page, button)
        return self

    def looks(self, what: str, words: str = "") -> "Walk":
        """Hold what is on the screen against axe; ``words`` must stand on it."""
        assert words in self.page.content(), what
        result = Axe().run(self.page)
        self.found += [
            f"{self.name} {what}: {one['id']} ({one['impact']}) {[node['target'] for node in one['nodes']]}"
            for one in result.response["violations"]
        ]
        self.looked += 1
        self.endpoints.add(self.last[0])
        self.templates |= self.last[1]
        keep(self.page, f"axe-{self.name}-{what}")
        return self


@contextmanager
def walking(app: Flask, width: int, name: str, language: Language = "th") -> Iterator[Walk]:
    rendered: set[str] = set()

    def note(_app: Flask, template: object, **_: object) -> None:
        rendered.add(template.name)  # type: ignore[attr-defined]

    with template_rendered.connected_to(note, app), browsing(width, scripts=True) as page:
        walk: Walk

        def remember(answer: Response) -> Response:
            if answer.mimetype == "text/html" and answer.status_code != 303:
                walk.last = (request.endpoint or "", set(rendered))
            rendered.clear()
            return answer

        app.after_request(remember)
        with served(app) as url:
            walk = Walk(page, url, language, name)
            yield walk
