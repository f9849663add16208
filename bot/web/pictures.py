"""Charts of summaries: ``/<agency>/pictures/<key>.png``, drawn from the numbers that were kept with the summary.

LINE fetches a card's picture without any log-in. The key is 192 random bits that only the summary's readers were
sent; the picture shows units and counts, nothing about a person, and nothing that the public page keeps to itself.
"""

import re

from flask import Blueprint, Response, abort

from bot.pictures.chart import ProgressRow, progress_chart
from dialogs.copy.summary import unit_name
from dialogs.records.agency import SLUG
from dialogs.records.summary import Numbers, UnitLine, load
from storage.database import Database
from storage.summaries import numbers_of

KEY = re.compile(r"[A-Za-z0-9_-]{32}")
WEEK = 7 * 24 * 3600
"""Seconds that a picture may be kept: a summary's numbers never change."""


def picture_pages(database: Database) -> Blueprint:
    """The route that LINE's servers and phones fetch."""
    pages = Blueprint("pictures", __name__)

    @pages.get("/<slug>/pictures/<key>.png")
    def chart(slug: str, key: str) -> Response:
        numbers = _numbers(database, slug, key)
        if numbers is None:
            abort(404)
        answer = Response(progress_chart([_row(line) for line in numbers.units]), mimetype="image/png")
        answer.headers["Cache-Control"] = f"private, max-age={WEEK}, immutable"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return pages


def _numbers(database: Database, slug: str, key: str) -> Numbers | None:
    if not SLUG.fullmatch(slug) or not KEY.fullmatch(key):
        return None
    with database.reading() as session:
        found = numbers_of(session, slug, key)
    return load(found) if found else None


def _row(line: UnitLine) -> ProgressRow:
    return (unit_name(line.unit), line.done, line.in_progress, line.not_started, line.unknown)
