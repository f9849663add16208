"""Whom to call, and the agency's own addresses."""

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.render import page
from dialogs.records.errors import Refused
from storage.editing import contacts
from storage.models import Agency


def add_contacts(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/contacts`` and what is changed there."""

    @pages.get("/contacts", endpoint="contacts")
    def listed() -> Response:
        return _list(desk)

    @pages.get("/contacts/<int:number>", endpoint="contact")
    def one(number: int) -> Response:
        with desk.database.reading() as session:
            return page("contact", contact=contacts.find(session, editor(), number), number=number)

    @pages.post("/contacts", endpoint="contact_add")
    def add() -> Response:
        return _save(desk, None)

    @pages.post("/contacts/<int:number>", endpoint="contact_save")
    def save(number: int) -> Response:
        return _save(desk, number)

    @pages.post("/contacts/<int:number>/remove", endpoint="contact_remove")
    def remove(number: int) -> Response:
        with desk.database.transaction() as session:
            contacts.remove_contact(session, editor(), number)
        return to(url_for("console.contacts", done="removed"))

    @pages.post("/contacts/addresses", endpoint="addresses_save")
    def addresses() -> Response:
        try:
            with desk.database.transaction() as session:
                contacts.save_addresses(session, editor(), dict(request.form.items()))
        except Refused as error:
            return _list(desk, status=422, addresses_trouble=str(error), typed=request.form)
        return to(url_for("console.contacts", done="saved"))


def _list(desk: ConsoleDesk, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        agency = session.get_one(Agency, at().agency_id)
        listed = contacts.contacts_of(session, agency.id)
        units = [unit.name for unit in agency.units]
        return page("contacts", status=status, agency=agency, contacts=listed, units=units, **values)


def _save(desk: ConsoleDesk, number: int | None) -> Response:
    form = request.form
    draft = contacts.ContactDraft(form.get("unit", ""), form.get("phone", ""), form.get("hours", ""))
    try:
        with desk.database.transaction() as session:
            contacts.save_contact(session, editor(), draft, number)
    except Refused as error:
        if number is None:
            return _list(desk, status=422, trouble=str(error), draft=draft)
        return page("contact", status=422, contact=draft, number=number, trouble=str(error))
    return to(url_for("console.contacts", done="saved"))
