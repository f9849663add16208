"""All pages of the console as one blueprint."""

from typing import cast

from flask import Blueprint, Flask, Response

from bot.web.console.audit_pages import add_audit
from bot.web.console.contact_pages import add_contacts
from bot.web.console.exports import add_exports
from bot.web.console.gate import ConsoleDesk, guard, set_up
from bot.web.console.home import add_home
from bot.web.console.imports import LARGEST_UPLOAD, add_imports
from bot.web.console.login import add_log_in
from bot.web.console.measure_pages import add_measures
from bot.web.console.notice_pages import add_notices
from bot.web.console.paper_pages import add_papers
from bot.web.console.render import STYLE
from bot.web.console.staff_pages import add_staff
from bot.web.console.summary_pages import add_summaries
from bot.web.console.survey_pages import add_surveys
from bot.web.console.text_pages import add_texts


def console_pages(desk: ConsoleDesk) -> Blueprint:
    """``/console/`` and everything below it."""
    pages = Blueprint("console", __name__, url_prefix="/console", template_folder="templates")
    pages.record_once(lambda state: set_up(cast(Flask, state.app), desk))
    guard(pages, desk, LARGEST_UPLOAD)

    @pages.get("/console.css")
    def style() -> Response:
        response = Response(STYLE.read_bytes(), mimetype="text/css")
        response.headers["Cache-Control"] = "public, max-age=31536000"
        return response

    for add in (
        add_log_in,
        add_home,
        add_imports,
        add_measures,
        add_surveys,
        add_papers,
        add_contacts,
        add_staff,
        add_summaries,
        add_notices,
        add_texts,
        add_audit,
        add_exports,
    ):
        add(pages, desk)
    return pages
