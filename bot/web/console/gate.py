"""Who may look at a page of the console, and answers that no other page's content can touch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, Flask, Response, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect

from bot.web.console.render import said
from bot.web.limits import Limits
from dialogs.records.errors import Refused, StoreUnavailable
from storage.audit import Editor
from storage.console import AtConsole, No, is_to_be_noted, look, seen
from storage.database import Database
from storage.sealing import Keyring

VISIT = "visit"
CSRF = CSRFProtect()
"""Asked by the gate, once it is known who is there."""
_PLAIN_HOSTS = ("127.0.0.1", "localhost")
_OPEN = ("console.log_in_page", "console.log_in", "console.style")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class ConsoleDesk:
    """What the console stands on."""

    database: Database
    keyring: Keyring
    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)


class _Cookies(SecureCookieSessionInterface):
    """Only over TLS, except to this very machine."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.host.rsplit(":", 1)[0] not in _PLAIN_HOSTS


def at() -> AtConsole:
    """Who is logged in; only for pages behind the gate."""
    found = g.at
    assert isinstance(found, AtConsole)  # noqa: S101 — the gate has set it
    return found


def editor() -> Editor:
    return at().editor


def set_up(app: Flask, desk: ConsoleDesk) -> None:
    """Signed cookies of the console alone, and Flask-WTF's words against forged forms."""
    app.secret_key, *older = desk.keyring.subkeys("console cookies")
    app.config.update(
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="console",
        SESSION_COOKIE_PATH="/console",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_CHECK_DEFAULT=False,  # the webhook is signed by LINE; the other pages have their own words
        WTF_CSRF_TIME_LIMIT=None,  # the word lives as long as the visit
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; the cookie is SameSite=Strict
    )
    app.session_interface = _Cookies()
    CSRF.init_app(app)


def guard(pages: Blueprint, desk: ConsoleDesk, largest_upload: int) -> None:
    """Before each page: logged in, still an administrator, and a form that came from a page of ours."""

    @pages.before_request
    def enter() -> Response | None:
        if request.endpoint == "console.import_upload":
            request.max_content_length = largest_upload
        if request.endpoint not in _OPEN and (refused := _who(desk)) is not None:
            return refused
        CSRF.protect()
        return None

    @pages.after_request
    def headers(response: Response) -> Response:
        response.headers.update(_HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    pages.register_error_handler(CSRFError, _forged)
    pages.register_error_handler(Refused, _refused)
    pages.register_error_handler(LookupError, _gone)
    pages.register_error_handler(404, _gone)
    pages.register_error_handler(413, _too_large)
    pages.register_error_handler(StoreUnavailable, _away)
    pages.register_error_handler(500, _away)


def _who(desk: ConsoleDesk) -> Response | None:
    now = desk.clock()
    secret = session.get(VISIT, "")
    with desk.database.reading() as reading:
        found = look(reading, desk.keyring, secret, now) if secret else No.VISIT
        stale = isinstance(found, AtConsole) and is_to_be_noted(reading, found.visit_id, now)
    if isinstance(found, AtConsole):
        if stale:
            with desk.database.transaction() as writing:
                seen(writing, found.visit_id, now)
        g.at = found
        return None
    known = bool(secret)
    session.clear()
    if found is No.RIGHT:
        return said("ไม่มีสิทธิ์เข้าหน้านี้แล้ว", "บัญชีนี้ไม่ได้เป็นผู้ดูแลระบบของหน่วยงานแล้ว ถ้าไม่ถูกต้อง ติดต่อผู้ดูแลระบบคนอื่นของหน่วยงาน", 403)
    if request.method != "GET":
        return said("ยังไม่ได้เข้าคอนโซล", "การเข้าใช้ครั้งก่อนสิ้นสุดแล้ว สิ่งที่เพิ่งส่งยังไม่ถูกบันทึก เข้าคอนโซลใหม่แล้วทำอีกครั้ง", 401)
    return to(url_for("console.log_in_page", over=1) if known else url_for("console.log_in_page"))


def to(address: str) -> Response:
    """Moves on; always to an address that this program made itself."""
    response = redirect(address, 303)
    assert isinstance(response, Response)  # noqa: S101 — Flask's own type
    return response


def _forged(_error: Exception) -> Response:
    return said("ฟอร์มนี้ใช้ไม่ได้แล้ว", "หน้านี้อาจเปิดค้างไว้ หรือไม่ได้ส่งมาจากคอนโซล ยังไม่มีอะไรถูกบันทึก เปิดหน้าใหม่แล้วลองอีกครั้ง", 403)


def _refused(error: Exception) -> Response:
    return said("ยังไม่ได้บันทึก", str(error), 422)


def _gone(_error: Exception) -> Response:
    return said("ไม่มีรายการนี้", "อาจถูกลบไปแล้ว หรือที่อยู่พิมพ์ผิด", 404)


def _too_large(_error: Exception) -> Response:
    return said("ไฟล์ใหญ่เกินไป", "รับไฟล์ได้ไม่เกิน 20 MB และข้อความในฟอร์มไม่เกิน 500 KB ยังไม่มีอะไรถูกบันทึก", 413)


def _away(error: Exception) -> Response:
    status = 503 if isinstance(error, StoreUnavailable) else 500
    response = said("ขออภัย ตอนนี้ระบบขัดข้อง", "ยังไม่มีอะไรถูกบันทึก ลองใหม่ในอีกสักครู่", status)
    response.headers["Retry-After"] = "30"
    return response
