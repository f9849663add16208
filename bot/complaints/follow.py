"""Coming back with the code: status and dates, messages both ways, another picture, another code.

The answer to a code is the same for one that opens a case and one that does not; only the page after it tells.
"""

import json
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from bot.complaints.fields import add_files, clean
from bot.complaints.pages import asked_language, page
from dialogs.complaints.questions import MAX_ANSWER, QUESTIONS
from dialogs.complaints.words import Words
from handlers.complaints.office import House, Office
from handlers.complaints.originals import MAX_BYTES, MAX_ORIGINALS
from handlers.complaints.pictures import MAX_PICTURES
from handlers.complaints.webdraft import WebDraft
from storage.complaints.clocks import due
from storage.complaints.errors import BadReceipt
from storage.complaints.receipt import new_receipt, read_receipt, shown
from storage.complaints.sessions import Sessions, Visit
from storage.complaints.vault import ReporterKey

COOKIE = "follow"
_PLAIN_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def follow_pages(house: House, visits: Sessions) -> Blueprint:
    """``/<agency>/follow`` and what can be done there."""
    pages = Blueprint("follow", __name__)

    @pages.get("/<slug>/follow")
    def enter(slug: str) -> Response:
        office = house.office(slug)
        visit = visits.resume(request.cookies.get(COOKIE, ""))
        if visit is None:
            return page("follow", office, said=request.args.get("said", ""))
        key, _ = _held(visit, slug)
        return _case(office, visit, key) if key else _unknown(office, visits, visit)

    @pages.post("/<slug>/follow")
    def open_(slug: str) -> Response:
        office = house.office(slug)
        try:
            code = read_receipt(request.form.get("code", ""))
        except BadReceipt:
            return page("follow", office, status=422, said="mistyped")
        visit = visits.open(_content(slug, office.vault.look_up(code)))
        answer = _back(slug)
        _set_cookie(answer, slug, visit.cookie)
        return answer

    @pages.post("/<slug>/follow/write")
    def write(slug: str) -> Response:
        return _write(house.office(slug), visits)

    @pages.post("/<slug>/follow/exchange")
    def exchange(slug: str) -> Response:
        return _exchange(house.office(slug), visits)

    @pages.post("/<slug>/follow/leave")
    def leave(slug: str) -> Response:
        house.office(slug)
        visits.end(request.cookies.get(COOKIE, ""))
        answer = _back(slug, said="left")
        answer.delete_cookie(COOKIE, path=f"/{slug}/follow")
        return answer

    return pages


def _write(office: Office, visits: Sessions) -> Response:
    slug = office.slug
    visit, key, _ = _allowed(visits, slug)
    if visit is None or key is None:
        return page("follow", office, status=403, said="session_over")
    words = Words(asked_language())
    text = clean(request.form.get("text", ""))
    drawn, problems = add_files(request, WebDraft("", {}), words)
    if len(text) > MAX_ANSWER:
        problems.append(words("form.too_long", count=f"{MAX_ANSWER:,}"))
    if problems:
        return _case(office, visit, key, problems=tuple(problems), typed=text)
    written = bool(text or drawn.evidence) and office.vault.write(key, text, drawn.evidence)
    return _back(slug, said="written") if written else _back(slug)


def _exchange(office: Office, visits: Sessions) -> Response:
    """The new code shown first, and taken only when it was typed."""
    slug = office.slug
    visit, key, fresh = _allowed(visits, slug)
    if visit is None or key is None:
        return page("follow", office, status=403, said="session_over")
    typed = request.form.get("code")
    if not fresh or typed is None:
        fresh = fresh or new_receipt()
        visits.save(Visit(visit.cookie, _content(slug, key, fresh)))
        return page("exchange", office, visit=visit, code=shown(fresh), wrong=False)
    if not _same(typed, fresh):
        return page("exchange", office, status=422, visit=visit, code=shown(fresh), wrong=True)
    office.vault.exchange(key, fresh)
    changed = ReporterKey(key.case_id, key.private, key.signing, through_line=False)
    visits.save(Visit(visit.cookie, _content(slug, changed)))
    return _back(slug, said="exchanged")


def _allowed(visits: Sessions, slug: str) -> tuple[Visit | None, ReporterKey | None, str]:
    """The visit, if it is open and the form came from one of its pages."""
    visit = visits.resume(request.cookies.get(COOKIE, ""))
    if visit is None or not visit.fits(request.form.get("word", "")):
        return None, None, ""
    return visit, *_held(visit, slug)


def _content(slug: str, key: ReporterKey | None, fresh: str = "") -> bytes:
    if key is None:
        return json.dumps({"slug": slug}).encode()
    held = [key.case_id, key.private.hex(), key.signing.hex(), key.through_line]
    return json.dumps({"slug": slug, "key": held, "fresh": fresh}).encode()


def _held(visit: Visit, slug: str) -> tuple[ReporterKey | None, str]:
    record = json.loads(visit.content)
    if record["slug"] != slug or "key" not in record:
        return None, ""
    case_id, private, signing, through_line = record["key"]
    return ReporterKey(case_id, bytes.fromhex(private), bytes.fromhex(signing), through_line), record["fresh"]


def _same(typed: str, code: str) -> bool:
    try:
        return read_receipt(typed) == code
    except BadReceipt:
        return False


def _case(
    office: Office, visit: Visit, key: ReporterKey, *, problems: tuple[str, ...] = (), typed: str = ""
) -> Response:
    case = office.vault.read(key)
    if case is None:
        return page("follow", office, said="unknown")
    return page(
        "case",
        office,
        status=422 if problems else 200,
        case=case,
        due=due(case.row.received, office.clocks),
        visit=visit,
        key=key,
        problems=problems,
        typed=typed,
        questions=QUESTIONS,
        max_pictures=MAX_PICTURES,
        max_originals=MAX_ORIGINALS,
        max_megabytes=MAX_BYTES // 1024 // 1024,
        said=request.args.get("said", ""),
    )


def _unknown(office: Office, visits: Sessions, visit: Visit) -> Response:
    visits.end(visit.cookie)
    return page("follow", office, said="unknown")


def _back(slug: str, **said: str) -> Response:
    query = urlencode(said | ({"lang": "en"} if asked_language() == "en" else {}))
    return Response(status=303, headers={"Location": f"/{slug}/follow" + (f"?{query}" if query else "")})


def _set_cookie(answer: Response, slug: str, cookie: str) -> None:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    plain = host in _PLAIN_HOSTS or host.endswith(".onion")
    answer.set_cookie(COOKIE, cookie, path=f"/{slug}/follow", httponly=True, samesite="Strict", secure=not plain)
