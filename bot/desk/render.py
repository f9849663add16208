"""What every page of the desk is made with."""

from flask import Response, make_response, render_template, request

from bot.complaints.pages import shown_day
from bot.desk.login import AtDesk
from dialogs.complaints.desk_words import desk_words
from dialogs.complaints.words import Words


def page(template: str, at: AtDesk, *, status: int = 200, **values: object) -> Response:
    """A page for an officer with an open visit."""
    html = render_template(
        f"desk/{template}.html", d=desk_words, w=Words("th"), at=at, day=lambda day: shown_day(day, "th"), **values
    )
    return make_response(html, status)


def log_in_page(said: str, status: int) -> Response:
    return make_response(render_template("desk/login.html", d=desk_words, said=said), status)


def said(at: AtDesk, sentence: str, *, status: int = 200, **values: object) -> Response:
    """A page of one sentence."""
    return page("said", at, status=status, sentence=sentence, values=values)


def gone(at: AtDesk) -> Response:
    """A case that does not exist, and one that does not for this officer: the same page."""
    return said(at, "gone", status=404)


def to(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def download(content: bytes, name: str) -> Response:
    """To be kept, never shown: whatever the content is, the browser is told nothing that it could render."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/octet-stream", headers=headers)


def ticked(name: str) -> bool:
    return bool(request.form.get(name))
