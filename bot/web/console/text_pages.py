"""What the bot did not understand: one press says what a text meant."""

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.render import page
from dialogs.catalogue import general_dialogs, title
from dialogs.records.errors import Refused
from dialogs.understanding.examples import OTHER, intents
from storage.editing import texts
from storage.models import Agency


def add_texts(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/texts``"""

    @pages.get("/texts", endpoint="texts")
    def listed() -> Response:
        with desk.database.reading() as session:
            shown, count = texts.waiting(session, at().agency_id)
            return page(
                "texts",
                texts=shown,
                count=count,
                misses=texts.misses(session, at().agency_id),
                learns=session.get_one(Agency, at().agency_id).learns,
                labels=_labels(),
            )

    @pages.post("/texts/switch", endpoint="texts_switch")
    def switch() -> Response:
        with desk.database.transaction() as session:
            texts.switch(session, editor(), on=request.form.get("on") == "1")
        return to(url_for("console.texts", done="saved"))

    @pages.post("/texts/<int:number>", endpoint="text_label")
    def label(number: int) -> Response:
        intent = request.form.get("intent", "")
        if intent not in _labels():
            raise Refused("เลือกความหมายจากปุ่ม")
        with desk.database.transaction() as session:
            texts.label(session, editor(), number, intent)
        return to(url_for("console.texts", done="saved"))

    @pages.post("/texts/<int:number>/remove", endpoint="text_remove")
    def remove(number: int) -> Response:
        with desk.database.transaction() as session:
            texts.drop(session, editor(), number)
        return to(url_for("console.texts", done="saved"))


def _labels() -> dict[str, str]:
    """Intents with what a button calls them."""
    known = general_dialogs()
    named = {intent: title(intent) if intent in known else intent for intent in intents()}
    return {**named, "cancel": "ยกเลิก", OTHER: "ไม่ใช่เรื่องของเรา"}
