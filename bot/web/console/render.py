"""What every page of the console is made with."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path

from flask import Response, g, make_response, render_template, request

from bot.clock import BANGKOK
from bot.web.console.words import DONE, FIELDS, REASONS, STATUSES, SUBJECTS, said_value
from dialogs.copy.staff_link import ROLE_NAMES
from dialogs.thai.dates import short_date

STYLE = Path(__file__).parent / "static" / "console.css"


@cache
def edition() -> str:
    """Changes with the style sheet: a browser keeps none that is older."""
    return hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]


def page(template: str, *, status: int = 200, **values: object) -> Response:
    """A page of HTML, never kept by anybody."""
    html = render_template(
        f"console/{template}.html",
        at=g.get("at"),
        edition=edition(),
        day=short_date,
        moment=moment,
        value=said_value,
        fields=FIELDS,
        subjects=SUBJECTS,
        statuses=STATUSES,
        reasons=REASONS,
        role_names={str(role): words for role, words in ROLE_NAMES.items()},
        done=DONE.get(request.args.get("done", ""), ""),
        **values,
    )
    return make_response(html, status)


def said(title: str, sentence: str, status: int) -> Response:
    """A page that only says something, with a way on."""
    return page("said", status=status, title=title, sentence=sentence)


def moment(when: datetime) -> str:
    """5 ม.ค. 2569 09.30 น., in Thailand."""
    local = when.astimezone(BANGKOK)
    return f"{short_date(local.date())} {local:%H.%M} น."


def today(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()


def page_number() -> int:
    """Of a list that has several; the first for anything that is no number."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and int(text[:6]) >= 1 else 1
