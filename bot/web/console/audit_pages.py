"""Who changed what, when, from what to what; and taking it back where that is cheap."""

from flask import Blueprint, Response, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.render import page, page_number
from bot.web.console.words import role_name
from storage.audit import entries
from storage.editing.undo import can_undo, undo


def add_audit(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/audit``"""

    @pages.get("/audit", endpoint="audit")
    def listed() -> Response:
        number = page_number()
        with desk.database.reading() as session:
            found, more = entries(session, at().agency_id, number)
            return page("audit", entries=found, number=number, more=more, can_undo=can_undo, role_name=role_name)

    @pages.post("/audit/<int:number>/undo", endpoint="undo")
    def take_back(number: int) -> Response:
        with desk.database.transaction() as session:
            undo(session, editor(), number)
        return to(url_for("console.audit", done="undone"))
