"""``/<agency>/evidence/<secret>``: the evidence of one measure, for somebody of the office, for ten minutes.

Pictures are shown: they were redrawn, so nothing but pixels is in them. Files are only ever offered as downloads, under
a policy that lets them do nothing even where a browser would open them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template

from bot.clock import BANGKOK
from dialogs.records.evidence import FileKind
from dialogs.thai.dates import short_date
from storage.database import Database
from storage.evidence_links import Gallery, ServedFile, file_of, gallery
from storage.sealing import Keyring

_NONCE = re.compile(r"[A-Za-z0-9_-]{32}")
_PAGE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
}
_FILE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class EvidenceDesk:
    """What the pages need."""

    database: Database
    keyring: Keyring
    clock: Callable[[], datetime]


def evidence_pages(desk: EvidenceDesk) -> Blueprint:
    """The gallery and its files."""
    pages = Blueprint("evidence", __name__, template_folder="templates")

    @pages.get("/<slug>/evidence/<nonce>")
    def show(slug: str, nonce: str) -> Response:
        shown = _gallery(desk, slug, nonce)
        return _page(shown) if shown is not None else _gone()

    @pages.get("/<slug>/evidence/<nonce>/<int:number>")
    def serve(slug: str, nonce: str, number: int) -> Response:
        found = _file(desk, slug, nonce, number)
        return _served(found, number) if found is not None else _gone()

    return pages


def _gallery(desk: EvidenceDesk, slug: str, nonce: str) -> Gallery | None:
    if not _NONCE.fullmatch(nonce):
        return None
    with desk.database.reading() as session:
        return gallery(session, desk.keyring, slug, nonce, desk.clock())


def _file(desk: EvidenceDesk, slug: str, nonce: str, number: int) -> ServedFile | None:
    if not _NONCE.fullmatch(nonce) or number >= 2**31:
        return None
    with desk.database.reading() as session:
        return file_of(session, desk.keyring, slug, nonce, number, desk.clock())


def _page(shown: Gallery) -> Response:
    html = render_template(
        "evidence.html",
        gallery=shown,
        day=lambda moment: short_date(moment.astimezone(BANGKOK).date()),
        until=shown.expires_at.astimezone(BANGKOK).strftime("%H.%M"),
        is_picture=lambda file: file.kind is FileKind.PICTURE,
    )
    response = make_response(html)
    response.headers.update(_PAGE)
    return response


def _served(found: ServedFile, number: int) -> Response:
    response = Response(found.content, mimetype=found.media_type)
    response.headers.update(_FILE)
    how = "inline" if found.media_type == "image/jpeg" else "attachment"
    name = found.name or f"{number}.jpg"
    response.headers["Content-Disposition"] = f"{how}; filename=\"{number}\"; filename*=UTF-8''{quote(name)}"
    return response


def _gone() -> Response:
    response = make_response(render_template("evidence_gone.html"), 404)
    response.headers.update(_PAGE)
    return response
