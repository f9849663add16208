"""Rendering: a page in the language that was asked for, with what every page shows."""

from datetime import date, datetime, timedelta, timezone

from flask import Response, make_response, render_template, request

from dialogs.complaints.words import Language, Words, language_of
from dialogs.thai.dates import short_date
from handlers.complaints.office import Office

_BANGKOK = timezone(timedelta(hours=7))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def asked_language() -> Language:
    """By the link or the form's own field; never by the browser's headers, which would be a trace to keep."""
    return language_of(request.values.get("lang", "") if request.method == "POST" else request.args.get("lang", ""))


def page(template: str, office: Office, *, status: int = 200, **values: object) -> Response:
    """A page of one agency."""
    words = Words(asked_language())
    html = render_template(
        f"complaints/{template}.html",
        w=words,
        lang=words.language,
        other="th" if words.language == "en" else "en",
        agency=office.profile,
        slug=office.slug,
        day=lambda moment: shown_day(moment, words.language),
        **values,
    )
    return make_response(html, status)


def error_page(name: str, status: int, **values: object) -> Response:
    """A sentence in both languages, and nothing of what was sent."""
    sentences = [Words(language)(f"error.{name}", **values) for language in ("th", "en")]
    return make_response(render_template("complaints/error.html", sentences=sentences), status)


def shown_day(day: date, language: Language) -> str:
    """5 มี.ค. 2569, or 5 Mar 2026; of a moment, the day in Thailand."""
    if isinstance(day, datetime):
        day = day.astimezone(_BANGKOK).date()
    return short_date(day) if language == "th" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
