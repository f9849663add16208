"""Announcing the surveys of a season: what cannot be true is not saved, and what was probably meant is offered."""

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.numbers import number_in
from bot.web.console.render import page
from bot.web.console.words import survey_trouble
from dialogs.records.errors import Refused
from dialogs.records.ita import INSTRUMENT_NAMES, Instrument
from storage.editing import surveys
from storage.models import Agency
from storage.surveys import SURVEYS, SurveyDraft, SurveyRefused, Wrong, WrongPart, surveys_of

_FIELDS = ("instrument", "url", "first_day", "last_day", "fiscal_year")


def add_surveys(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/surveys``"""

    @pages.get("/surveys", endpoint="surveys")
    def listed() -> Response:
        return _list(desk)

    @pages.post("/surveys", endpoint="survey_save")
    def save() -> Response:
        typed = {name: request.form.get(name, "").strip()[:500] for name in _FIELDS}
        try:
            with desk.database.transaction() as session:
                surveys.announce(session, editor(), _draft(typed))
        except SurveyRefused as error:
            troubles = [survey_trouble(part) for part in error.parts]
            return _list(desk, status=422, troubles=troubles, typed=typed, offered=_offered(typed, error.parts))
        return to(url_for("console.surveys", done="saved"))

    @pages.post("/surveys/<int:number>/remove", endpoint="survey_remove")
    def remove(number: int) -> Response:
        with desk.database.transaction() as session:
            surveys.withdraw(session, editor(), number)
        return to(url_for("console.surveys", done="saved"))


def _list(desk: ConsoleDesk, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        listed = surveys_of(session, session.get_one(Agency, at().agency_id))
        return page("surveys", status=status, surveys=listed, instruments=SURVEYS, names=INSTRUMENT_NAMES, **values)


def _draft(typed: Mapping[str, str]) -> SurveyDraft:
    if typed["instrument"] not in SURVEYS:
        raise Refused("เลือกก่อนว่าเป็นแบบสำรวจ EIT หรือ IIT")
    year = number_in(typed["fiscal_year"])
    if typed["fiscal_year"] and (year is None or not 2500 <= year <= 2600):
        raise Refused(f"อ่านปีงบประมาณได้ว่า “{typed['fiscal_year'][:20]}” ขอเป็น พ.ศ. สี่หลัก หรือเว้นว่างไว้")
    return SurveyDraft(Instrument(typed["instrument"]), typed["url"], typed["first_day"], typed["last_day"], year)


def _offered(typed: Mapping[str, str], wrong: tuple[WrongPart, ...]) -> Mapping[str, str] | None:
    """The form as it was probably meant; None where something wrong has no suggestion."""
    meant = dict(typed)
    for part in wrong:
        if not part.suggestion:
            return None
        if part.wrong is Wrong.ADDRESS:
            meant["url"] = part.suggestion
        elif part.wrong is Wrong.REVERSED:
            meant["first_day"], meant["last_day"] = typed["last_day"], typed["first_day"]
        elif part.wrong is Wrong.OTHER_YEAR:
            meant["fiscal_year"] = part.suggestion
        elif part.wrong is Wrong.NO_SUCH_DAY:
            name = "first_day" if part.read == typed["first_day"] else "last_day"
            meant[name] = part.suggestion
    return meant
