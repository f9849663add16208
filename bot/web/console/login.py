"""Coming in by a one-time code, and leaving: here, or wherever one is logged in."""

from flask import Blueprint, Response, request, session, url_for

from bot.web.console.gate import VISIT, ConsoleDesk, at, to
from bot.web.console.render import page
from storage.console import leave, log_in

_WRONG = "รหัสนี้ใช้ไม่ได้ อาจหมดอายุ ใช้ไปแล้ว หรือพิมพ์ไม่ครบ ขอรหัสใหม่โดยพิมพ์ “เข้าคอนโซล” ในแชท LINE ของหน่วยงาน"
_OVER = "การเข้าใช้ครั้งก่อนสิ้นสุดแล้ว ขอรหัสใหม่เพื่อเข้าอีกครั้ง"
_LEFT = "ออกจากคอนโซลแล้ว"


def add_log_in(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/login`` and the ways out."""

    @pages.get("/login")
    def log_in_page() -> Response:
        told = _OVER if "over" in request.args else _LEFT if "left" in request.args else ""
        return page("login", told=told)

    @pages.post("/login", endpoint="log_in")
    def enter() -> Response:
        if not desk.limits.log_in_allowed(_address()):
            return page("login", status=429, trouble="ลองหลายครั้งเกินไป รอหนึ่งนาทีแล้วลองใหม่")
        with desk.database.transaction() as writing:
            secret = log_in(writing, desk.keyring, request.form.get("code", "")[:60], desk.clock())
        if secret is None:
            return page("login", status=403, trouble=_WRONG)
        session.clear()  # whatever was known before the log-in, the form's word too, is known no more
        session[VISIT] = secret
        return to(url_for("console.home"))

    @pages.post("/leave", endpoint="leave")
    def leave_here() -> Response:
        return _out(desk, everywhere=False)

    @pages.post("/leave-everywhere", endpoint="leave_everywhere")
    def leave_all() -> Response:
        return _out(desk, everywhere=True)


def _address() -> str:
    """Who asks, as far as one can tell: behind a proxy it is the address that the nearest one wrote down."""
    written = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return f"{request.remote_addr} {written[:60]}"


def _out(desk: ConsoleDesk, *, everywhere: bool) -> Response:
    with desk.database.transaction() as writing:
        leave(writing, at(), everywhere=everywhere)
    session.clear()
    return to(url_for("console.log_in_page", left=1))
