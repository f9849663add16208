"""Answers of the public pages: validators, how long they may be kept, and a strict policy."""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from flask import Response, render_template, request

from dialogs.copy.common import score
from dialogs.records.facts import AgencyFacts
from dialogs.thai.dates import short_date

FOLDER = Path(__file__).parent
_PROGRAM = FOLDER.parents[2]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
MINUTE, YEAR = 60, 365 * 24 * 3600


@cache
def edition() -> str:
    """Changes whenever the program's templates, style, words or drawings do: a page of an older program is not kept."""
    digest = hashlib.sha256()
    for folder in (FOLDER, _PROGRAM / "bot" / "pictures", _PROGRAM / "dialogs"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".html", ".css", ".svg", ".py", ".json", ".txt"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def dated(agency: AgencyFacts, today: date) -> str:
    """The validator of what an agency's data and the day decide."""
    return f"{agency.id}-{agency.revision}-{today:%Y%m%d}-{edition()}"


def rendered(template: str, *, agency: AgencyFacts | None, **values: object) -> str:
    """A page's HTML."""
    return render_template(
        f"public/{template}.html", agency=agency, edition=edition(), day=short_date, number=score, **values
    )


def html(response: Response) -> Response:
    """With the policy of a page: its own style and pictures, its own search form, nothing else."""
    response.headers.update(HEADERS)
    return response


def page(make: Callable[[], str], tag: str) -> Response:
    """A page, or 304 without rendering it. ``tag`` names the state of what it shows."""
    return html(answer(make, "text/html; charset=utf-8", tag))


def message(title: str, sentence: str, status: int, *, slug: str = "") -> Response:
    """A page that only says something, with a way out of it; never kept."""
    text = rendered("message", agency=None, title=title, sentence=sentence, slug=slug)
    response = html(Response(text, status=status, content_type="text/html; charset=utf-8"))
    response.headers["Cache-Control"] = "no-store"
    return response


def answer(make: Callable[[], str | bytes], kind: str, tag: str, *, seconds: int = MINUTE) -> Response:
    """The content, or 304 without making it."""
    response = Response(content_type=kind)
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    if request.if_none_match.contains(tag):
        response.status_code = 304
    else:
        response.set_data(make())
    return response
