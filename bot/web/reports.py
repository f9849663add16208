"""``/<agency>/report/<secret>``: the page of a link to a memo. Looking spends nothing; the press on its button does.

Messengers fetch links to preview them, so the file is never behind a GET. A link that is used, over, unknown or whose
owner left the office gets one and the same page.
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, render_template, request

from storage.database import Database
from storage.models import Agency
from storage.reportlinks import Granted, look, spend
from storage.reports.load import NoPlan, load_report
from storage.reports.memo import memo
from storage.sealing import Keyring

BANGKOK = ZoneInfo("Asia/Bangkok")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NONCE = re.compile(r"[A-Za-z0-9_-]{32}")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What the pages need."""

    database: Database
    keyring: Keyring
    clock: Callable[[], datetime]


def report_pages(desk: ReportDesk) -> Blueprint:
    """The page with the button, and the press."""
    pages = Blueprint("reports", __name__, template_folder="templates")

    @pages.get("/<slug>/report/<nonce>")
    def show(slug: str, nonce: str) -> Response:
        good = _look(desk, slug, nonce)
        if good is None:
            return _gone()
        html = render_template(
            "report.html", agency=good.agency, round=good.round, mark=_mark(desk, slug, nonce), until=_hour(good)
        )
        return _answer(make_response(html))

    @pages.post("/<slug>/report/<nonce>")
    def press(slug: str, nonce: str) -> Response:
        if not hmac.compare_digest(request.form.get("mark", "").encode(), _mark(desk, slug, nonce).encode()):
            return _gone()
        good = _look(desk, slug, nonce)
        if good is None:
            return _gone()
        content = _made(desk, good)
        with desk.database.transaction() as session:
            # Made first and spent after: a failure on our side does not cost the person their link.
            spent = content is not None and spend(session, desk.keyring, slug, nonce, desk.clock())
        return _file(slug, good, content) if spent and content else _gone()

    return pages


def _look(desk: ReportDesk, slug: str, nonce: str) -> Granted | None:
    if not _NONCE.fullmatch(nonce):
        return None
    with desk.database.reading() as session:
        return look(session, desk.keyring, slug, nonce, desk.clock())


def _made(desk: ReportDesk, good: Granted) -> bytes | None:
    today = desk.clock().astimezone(BANGKOK).date()
    with desk.database.reading() as session:
        try:
            report = load_report(session, session.get_one(Agency, good.agency_id), good.round, today)
        except NoPlan:
            return None  # the plan was taken out while the link lived
    return memo(report).content


def _mark(desk: ReportDesk, slug: str, nonce: str) -> str:
    """What the page's form carries: a press without it comes from somewhere else."""
    return desk.keyring.digest("report press", slug, nonce)


def _hour(good: Granted) -> str:
    return good.expires_at.astimezone(BANGKOK).strftime("%H.%M")


def _file(slug: str, good: Granted, content: bytes) -> Response:
    response = Response(content, mimetype=WORD)
    name = f"{slug}-{good.round.fiscal_year}-round{good.round.months}.docx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _answer(response)


def _gone() -> Response:
    return _answer(make_response(render_template("report_gone.html"), 404))


def _answer(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
