"""A case at the desk: reading it, writing in it, moving it on, giving it to somebody, letting go of it."""

from flask import Blueprint, Response, request

from bot.complaints.fields import clean
from bot.desk.login import AtDesk
from bot.desk.render import gone, page, ticked, to
from bot.desk.visiting import Inside
from dialogs.complaints.questions import QUESTIONS
from storage.complaints import assignment, deletion
from storage.complaints.assignment import CannotOpen
from storage.complaints.clocks import due
from storage.complaints.deletion import WrongDeletion
from storage.complaints.errors import NobodyLeft, WrongTransition
from storage.complaints.statuses import TRANSITIONS, Refusal, Status


def case_pages(pages: Blueprint, inside: Inside) -> None:
    """``/desk/case/<number>`` and what is posted there."""

    @pages.get("/case/<number>")
    @inside
    def case(at: AtDesk, number: str) -> Response:
        return case_page(at, number)

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

    _step_pages(pages, inside)
    _deletion_pages(pages, inside)


def _step_pages(pages: Blueprint, inside: Inside) -> None:
    @pages.post("/case/<number>/assign")
    @inside
    def assign(at: AtDesk, number: str) -> Response:
        try:
            done = assignment.assign(at.desk.access, number, request.form.get("officer", ""))
        except CannotOpen:
            return case_page(at, number, problem="cannot_assign", status=422)
        return _after(at, number, done=done)

    @pages.post("/case/<number>/move")
    @inside
    def move(at: AtDesk, number: str) -> Response:
        form = request.form
        try:
            refusal = Refusal(form["refusal"]) if form.get("refusal") else None
            done = at.desk.move(number, Status(form.get("status", "")), clean(form.get("words", "")), refusal)
        except (WrongTransition, ValueError):
            return case_page(at, number, problem="wrong_move", status=422)
        return _after(at, number, done=done)

    @pages.post("/case/<number>/recuse")
    @inside
    def recuse(at: AtDesk, number: str) -> Response:
        try:
            done = ticked("sure") and at.desk.recuse(number)
        except NobodyLeft:
            return case_page(at, number, problem="cannot_recuse", status=422)
        return to("/desk/") if done else case_page(at, number)


def _deletion_pages(pages: Blueprint, inside: Inside) -> None:
    """The first officer asks, the second one confirms or turns it down."""

    @pages.post("/case/<number>/deletion")
    @inside
    def ask_deletion(at: AtDesk, number: str) -> Response:
        try:
            done = deletion.ask(at.desk.access, number, clean(request.form.get("reason", "")))
        except WrongDeletion:
            return case_page(at, number, problem="cannot_ask", status=422)
        return _after(at, number, done=done)

    @pages.post("/case/<number>/deletion/drop")
    @inside
    def drop_deletion(at: AtDesk, number: str) -> Response:
        return _after(at, number, done=deletion.drop(at.desk.access, number))

    @pages.post("/case/<number>/deletion/confirm")
    @inside
    def confirm_deletion(at: AtDesk, number: str) -> Response:
        try:
            done = ticked("sure") and deletion.confirm(at.desk.access, number)
        except WrongDeletion:
            return case_page(at, number, problem="cannot_confirm", status=422)
        return _after(at, number, done=done)


def case_page(at: AtDesk, number: str, *, problem: str = "", status: int = 200) -> Response:
    """The case, or the page that says there is none; ``problem`` names the sentence above it."""
    sheet = at.desk.sheet(number)
    if sheet is None:
        return gone(at)
    row = sheet.case.row
    return page(
        "deleted" if row.status is Status.DELETED else "case",
        at,
        status=status,
        sheet=sheet,
        case=sheet.case,
        due=due(row.received, at.office.clocks),
        moves=TRANSITIONS[row.status],
        refusals=tuple(Refusal),
        questions=QUESTIONS,
        problem=problem,
    )


def _after(at: AtDesk, number: str, *, done: bool) -> Response:
    return to(f"/desk/case/{number}") if done else case_page(at, number)
