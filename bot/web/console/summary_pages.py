"""When summaries are sent, and who gets them otherwise."""

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.numbers import number_in
from bot.web.console.render import page
from bot.web.console.words import WEEKDAYS, role_name
from dialogs.records.errors import Refused
from dialogs.records.official import SummaryPlan, SummaryWish
from storage.editing import staff
from storage.summary_settings import FIRST_HOUR, LAST_HOUR, plan_of, wish_of

_WISHES = {"": None, "yes": True, "no": False}
_NOT_THEN = f"ส่งได้วันจันทร์ถึงอาทิตย์ เวลา {FIRST_HOUR}–{LAST_HOUR} น."


def add_summaries(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/summaries``"""

    @pages.get("/summaries", endpoint="summaries")
    def listed() -> Response:
        with desk.database.reading() as session:
            people = staff.staff_of(session, at().agency_id)
            return page(
                "summaries",
                plan=plan_of(session, at().agency_id),
                people=[(person, wish_of(session, person.id)) for person in people],
                weekdays=WEEKDAYS,
                hours=range(FIRST_HOUR, LAST_HOUR + 1),
                role_name=role_name,
            )

    @pages.post("/summaries", endpoint="summary_plan")
    def plan() -> Response:
        form = request.form
        weekday, hour = number_in(form.get("weekday", "")), number_in(form.get("hour", ""))
        if weekday is None or hour is None:
            raise Refused(_NOT_THEN)
        wanted = SummaryPlan("weekly" in form, weekday, hour, "round_end" in form)
        try:
            with desk.database.transaction() as session:
                staff.save_plan(session, editor(), wanted)
        except ValueError:
            raise Refused(_NOT_THEN) from None
        return to(url_for("console.summaries", done="saved"))

    @pages.post("/summaries/<int:number>", endpoint="summary_wish")
    def wish(number: int) -> Response:
        form = request.form
        if form.get("weekly", "") not in _WISHES or form.get("round_end", "") not in _WISHES:
            raise Refused("เลือกจากรายการ")
        weekday, hour = number_in(form.get("weekday", "")), number_in(form.get("hour", ""))
        wanted = SummaryWish(_WISHES[form.get("weekly", "")], weekday, hour, _WISHES[form.get("round_end", "")])
        try:
            with desk.database.transaction() as session:
                staff.save_wish(session, editor(), number, wanted)
        except ValueError:
            raise Refused(_NOT_THEN) from None
        return to(url_for("console.summaries", done="saved"))
