"""Who belongs to the office: inviting (the code is shown once), taking an invitation back, removing."""

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.render import page
from bot.web.console.words import role_name
from dialogs.records.code import shown
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from storage.editing import staff
from storage.invitations import DAYS
from storage.models import Agency


def add_staff(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/staff``"""

    @pages.get("/staff", endpoint="staff")
    def listed() -> Response:
        return _list(desk)

    @pages.post("/staff", endpoint="staff_invite")
    def invite() -> Response:
        form = request.form
        roles = [Role(role) for role in form.getlist("role") if role in set(Role)]
        try:
            with desk.database.transaction() as session:
                code = staff.invite_person(
                    session, desk.keyring, editor(), roles, form.get("unit", ""), form.get("label", "")
                )
        except Refused as error:
            return _list(desk, status=422, trouble=str(error), typed=form)
        return page("invited", code=shown(code), days=DAYS, label=form.get("label", ""))

    @pages.post("/staff/invitations/<int:number>/remove", endpoint="invitation_remove")
    def take_back(number: int) -> Response:
        with desk.database.transaction() as session:
            staff.take_back(session, editor(), number)
        return to(url_for("console.staff", done="saved"))

    @pages.get("/staff/<int:number>/remove", endpoint="staff_ask")
    def ask(number: int) -> Response:
        with desk.database.reading() as session:
            found = [person for person in staff.staff_of(session, at().agency_id) if person.id == number]
            if not found:
                raise LookupError(number)
            return page("staff_remove", person=found[0], role_name=role_name)

    @pages.post("/staff/<int:number>/remove", endpoint="staff_remove")
    def remove(number: int) -> Response:
        with desk.database.transaction() as session:
            staff.remove_person(session, editor(), number)
        return to(url_for("console.staff", done="saved"))


def _list(desk: ConsoleDesk, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        agency = session.get_one(Agency, at().agency_id)
        return page(
            "staff",
            status=status,
            people=staff.staff_of(session, agency.id),
            invitations=staff.open_invitations(session, agency.id, desk.clock()),
            units=[unit.name for unit in agency.units],
            roles=list(Role),
            me=editor().person_id,
            role_name=role_name,
            **values,
        )
