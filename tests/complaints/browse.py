"""A reporter with a browser that knows no script: reads pages, fills in forms, presses buttons."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from storage.complaints.receipt import read_receipt


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    """Collects forms with their fields' values, and every tag and address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.addresses += [given[name] for name in ("href", "src", "action") if name in given]
        if tag == "form":
            self.forms.append(Form(given["action"]))
        elif tag == "input" and self.forms and "name" in given:
            kind = given.get("type", "text")
            if kind in ("hidden", "text") or "checked" in given:
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self.forms[-1].fields[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data.removeprefix("\n")


def parsed(answer: TestResponse) -> _Page:
    page = _Page()
    page.feed(answer.get_data(as_text=True))
    return page


def shown_code(answer: TestResponse) -> str:
    """The receipt code that a page shows."""
    found = re.search(r'class="receipt">([\d ]+)<', answer.get_data(as_text=True))
    assert found, "the page shows no code"
    return read_receipt(found[1])


class Reporter:
    """``page`` is what is on the screen."""

    def __init__(self, client: FlaskClient, slug: str = "phon") -> None:
        self.client = client
        self.slug = slug
        self.page = client.get(f"/{slug}/")

    @property
    def text(self) -> str:
        return self.page.get_data(as_text=True)

    def visit(self, path: str) -> "Reporter":
        self.page = self.client.get(f"/{self.slug}/{path}")
        return self

    def press(self, action: str, files: list[tuple[str, bytes]] | None = None, **fields: object) -> "Reporter":
        """Fill in and send the page's form of that address; redirects are followed as browsers do."""
        form = next(one for one in parsed(self.page).forms if one.action.endswith(action))
        data: dict[str, object] = {**form.fields, **fields}
        if files:
            data["pictures"] = [(BytesIO(content), name) for name, content in files]
        self.page = self.client.post(form.action, data=data, content_type="multipart/form-data")
        if self.page.status_code == 303:
            self.page = self.client.get(self.page.headers["Location"])
        return self

    def report(self, **answers: object) -> str:
        """From the form to the receipt; the code."""
        self.visit("").press("/review", **answers)
        code = shown_code(self.page)
        self.press("/send", code=code)
        assert self.page.status_code == 200
        return code
