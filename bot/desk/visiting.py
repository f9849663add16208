"""Coming to the desk and leaving it; pages that need an officer who is there."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, request

from bot.complaints.fields import clean
from bot.desk.login import AtDesk, Door, Refusal
from bot.desk.render import log_in_page, said, to
from storage.complaints.errors import NoSuchAgency

COOKIE = "desk"
_PLAIN_HOSTS = ("127.0.0.1", "localhost")
View = Callable[..., Response]
Inside = Callable[[View], View]


def for_officers(door: Door) -> Inside:
    """For pages of officers: who has no visit sees the log-in; a form without the visit's word changes nothing."""

    def inside(view: View) -> View:
        @wraps(view)
        def checked(**values: str) -> Response:
            at = door.who(request.cookies.get(COOKIE, ""))
            if at is None:
                known = "over" if request.cookies.get(COOKIE) else ""
                return log_in_page(known, 401 if request.method == "POST" else 200)
            if request.method == "POST" and not at.visit.fits(request.form.get("word", "")):
                return said(at, "forged", status=403)
            return view(at, **values)

        return checked

    return inside


def visit_pages(pages: Blueprint, inside: Inside, door: Door) -> None:
    """``/desk/login`` and ``/desk/leave``."""

    @pages.post("/login")
    def log_in() -> Response:
        return _let_in(door)

    @pages.post("/leave")
    @inside
    def leave(at: AtDesk) -> Response:
        door.let_out(at.visit.cookie)
        answer = log_in_page("left", 200)
        answer.delete_cookie(COOKIE, path="/desk")
        return answer


def _let_in(door: Door) -> Response:
    form = request.form
    try:
        visit = door.let_in(
            form.get("agency", "").strip(),
            clean(form.get("name", "")),
            form.get("passphrase", ""),
            form.get("code", ""),
        )
    except NoSuchAgency:
        visit = Refusal.WRONG
    if isinstance(visit, Refusal):
        return log_in_page("wait" if visit is Refusal.WAIT else "refused", 403)
    answer = to("/desk/")
    plain = request.host.rsplit(":", 1)[0] in _PLAIN_HOSTS
    answer.set_cookie(COOKIE, visit.cookie, path="/desk", httponly=True, samesite="Strict", secure=not plain)
    return answer
