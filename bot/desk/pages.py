"""The desk's pages. Every one but the log-in needs a visit; every form brings the visit's word."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, make_response, render_template, request

from bot.complaints.fields import clean
from bot.complaints.pages import shown_day
from bot.desk.clock_list import by_clock
from bot.desk.login import AtDesk, Door, Refusal
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.questions import QUESTIONS
from dialogs.complaints.words import Words
from dialogs.records.errors import Refused
from handlers.complaints.office import House
from storage.complaints import audit
from storage.complaints.audit import Act
from storage.complaints.clocks import due
from storage.complaints.errors import NobodyLeft, NoSuchAgency, WrongTransition
from storage.complaints.package import plain_package, read_public_key, sealed_package
from storage.complaints.statuses import TRANSITIONS, Status
from storage.complaints.statuses import Refusal as NotAccepted

COOKIE = "desk"
_PLAIN_HOSTS = ("127.0.0.1", "localhost")
View = Callable[..., Response]


def desk_pages(house: House, door: Door) -> Blueprint:
    """Everything under ``/desk/``."""
    pages = Blueprint("desk", __name__, url_prefix="/desk")
    inside = _inside(door)

    @pages.post("/login")
    def log_in() -> Response:
        return _let_in(door)

    @pages.post("/leave")
    @inside
    def leave(at: AtDesk) -> Response:
        door.let_out(at.visit.cookie)
        answer = _log_in("left", 200)
        answer.delete_cookie(COOKIE, path="/desk")
        return answer

    @pages.get("/")
    @inside
    def listing(at: AtDesk) -> Response:
        lines = by_clock([held.row for held in at.desk.held()], at.office.clocks, house.today())
        return _page("list", at, lines=lines)

    @pages.get("/audit")
    @inside
    def log(at: AtDesk) -> Response:
        with at.office.file.reading() as connection:
            broken = audit.first_broken(connection, house.secrets.subkeys("audit"))
            head = audit.head(connection)
        return _page("audit", at, entries=at.desk.visible_audit(), broken=broken, head=head)

    @pages.post("/hand-over")
    @inside
    def hand_over(at: AtDesk) -> Response:
        return _page("said", at, sentence="handed_over", values={"count": at.desk.hand_over()})

    _case_pages(pages, inside)
    _step_pages(pages, inside)
    return pages


def _inside(door: Door) -> Callable[[View], View]:
    """For pages of officers: who has no visit sees the log-in; a form without the visit's word changes nothing."""

    def inside(view: View) -> View:
        @wraps(view)
        def checked(**values: str) -> Response:
            at = door.who(request.cookies.get(COOKIE, ""))
            if at is None:
                return _log_in("over" if request.cookies.get(COOKIE) else "", 401 if request.method == "POST" else 200)
            if request.method == "POST" and not at.visit.fits(request.form.get("word", "")):
                return _page("said", at, status=403, sentence="forged")
            return view(at, **values)

        return checked

    return inside


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
        return _log_in("wait" if visit is Refusal.WAIT else "refused", 403)
    answer = _to("/desk/")
    plain = request.host.rsplit(":", 1)[0] in _PLAIN_HOSTS
    answer.set_cookie(COOKIE, visit.cookie, path="/desk", httponly=True, samesite="Strict", secure=not plain)
    return answer


def _case_pages(pages: Blueprint, inside: Callable[[View], View]) -> None:
    """Reading a case and writing in it."""

    @pages.get("/case/<number>")
    @inside
    def case(at: AtDesk, number: str) -> Response:
        return _case(at, number)

    @pages.get("/case/<number>/picture/<file>")
    @inside
    def picture(at: AtDesk, number: str, file: str) -> Response:
        opened = at.desk.read(number)
        found = opened.files.get(file) if opened else None
        return Response(found.content, mimetype=found.media_type) if found else _gone(at)

    @pages.post("/case/<number>/write")
    @inside
    def write(at: AtDesk, number: str) -> Response:
        text = clean(request.form.get("text", ""))
        return _after(at, number, done=bool(text) and at.desk.write(number, text))

    @pages.post("/case/<number>/note")
    @inside
    def note(at: AtDesk, number: str) -> Response:
        text = clean(request.form.get("text", ""))
        return _after(at, number, done=bool(text) and at.desk.note(number, text))


def _step_pages(pages: Blueprint, inside: Callable[[View], View]) -> None:
    """Moving a case on, out of one's hands, or out of the house."""

    @pages.post("/case/<number>/move")
    @inside
    def move(at: AtDesk, number: str) -> Response:
        form = request.form
        try:
            refusal = NotAccepted(form["refusal"]) if form.get("refusal") else None
            done = at.desk.move(number, Status(form.get("status", "")), clean(form.get("words", "")), refusal)
        except (WrongTransition, ValueError):
            return _case(at, number, problem="wrong_move", status=422)
        return _after(at, number, done=done)

    @pages.post("/case/<number>/recuse")
    @inside
    def recuse(at: AtDesk, number: str) -> Response:
        try:
            done = bool(request.form.get("sure")) and at.desk.recuse(number)
        except NobodyLeft:
            return _case(at, number, problem="cannot_recuse", status=422)
        return _to("/desk/") if done else _case(at, number)

    @pages.post("/case/<number>/export")
    @inside
    def export(at: AtDesk, number: str) -> Response:
        opened = at.desk.export(number, Act.EXPORTED)
        return _download(plain_package(opened, at.office.profile.name), f"{number}.json") if opened else _gone(at)

    @pages.post("/case/<number>/forward")
    @inside
    def forward(at: AtDesk, number: str) -> Response:
        try:
            public = read_public_key(request.form.get("key", ""))
        except Refused:
            return _case(at, number, problem="wrong_key", status=422)
        opened = at.desk.export(number, Act.FORWARDED)
        if opened is None:
            return _gone(at)
        return _download(sealed_package(opened, at.office.profile.name, public), f"{number}.sealed")


def _case(at: AtDesk, number: str, *, problem: str = "", status: int = 200) -> Response:
    opened = at.desk.read(number)
    if opened is None:
        return _gone(at)
    return _page(
        "case",
        at,
        status=status,
        case=opened,
        due=due(opened.row.received, at.office.clocks),
        moves=TRANSITIONS[opened.row.status],
        refusals=tuple(NotAccepted),
        questions=QUESTIONS,
        problem=problem,
    )


def _after(at: AtDesk, number: str, *, done: bool) -> Response:
    return _to(f"/desk/case/{number}") if done else _case(at, number)


def _gone(at: AtDesk) -> Response:
    """A case that does not exist, and one that does not for this officer: the same page."""
    return _page("said", at, status=404, sentence="gone")


def _log_in(said: str, status: int) -> Response:
    return make_response(render_template("desk/login.html", d=desk_words, said=said), status)


def _page(template: str, at: AtDesk, *, status: int = 200, **values: object) -> Response:
    html = render_template(
        f"desk/{template}.html", d=desk_words, w=Words("th"), at=at, day=lambda day: shown_day(day, "th"), **values
    )
    return make_response(html, status)


def _to(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def _download(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/octet-stream", headers=headers)
