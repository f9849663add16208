"""Measures: what the plan says, and a report by the administrator with its reason."""

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.numbers import number_in
from bot.web.console.render import page
from dialogs.records.errors import Refused
from dialogs.records.facts import Status
from dialogs.thai.dates import MONTHS, month_year
from dialogs.thai.digits import to_arabic
from dialogs.thai.fiscal import BUDDHIST_OFFSET, ROUNDS
from storage.editing import measures
from storage.models import Agency, Measure

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in the list."""

    id: int
    number: int
    title: str
    units: str
    period: str
    status: str
    percent: int | None


def add_measures(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/measures`` and one measure's page."""

    @pages.get("/measures", endpoint="measures")
    def listed() -> Response:
        with desk.database.reading() as session:
            years = measures.plan_years(session, at().agency_id)
            year = number_in(request.args.get("year", "")) or (years[0] if years else None)
            shown = measures.measures_of(session, at().agency_id, year) if year in years and year else []
            return page("measures", years=years, year=year, lines=[_line(measure) for measure in shown])

    @pages.get("/measures/<int:number>", endpoint="measure")
    def one(number: int) -> Response:
        return _one(desk, number)

    @pages.post("/measures/<int:number>", endpoint="measure_save")
    def save(number: int) -> Response:
        try:
            with desk.database.transaction() as session:
                measures.save_plan(session, editor(), number, _plan_draft())
        except Refused as error:
            return _one(desk, number, status=422, plan_trouble=str(error), typed=request.form)
        return to(url_for("console.measure", number=number, done="saved"))

    @pages.post("/measures/<int:number>/progress", endpoint="progress_add")
    def progress(number: int) -> Response:
        try:
            with desk.database.transaction() as session:
                measures.report(session, editor(), number, _progress_draft())
        except Refused as error:
            return _one(desk, number, status=422, progress_trouble=str(error), reported=request.form)
        return to(url_for("console.measure", number=number, done="saved"))


def _line(measure: Measure) -> Line:
    state = measures.plan_state(measure)
    last = measure.progress[-1] if measure.progress else None
    units = "ทุกหน่วยงาน" if state["units"] == ALL else str(state["units"])
    return Line(
        measure.id,
        measure.number,
        measure.title,
        units,
        _period(str(state["period_start"]), str(state["period_end"])),
        last.status if last else Status.UNKNOWN,
        last.percent if last else None,
    )


def _one(desk: ConsoleDesk, number: int, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        measure = measures.find(session, at().agency_id, number)
        agency = session.get_one(Agency, at().agency_id)
        state = measures.plan_state(measure)
        chosen = [unit.name for unit in measure.row.units] if measure.row else []
        names = dict.fromkeys([*chosen, *(unit.name for unit in agency.units), ALL])
        shared = [other.number for other in measure.row.measures if other.id != measure.id] if measure.row else []
        return page(
            "measure",
            status=status,
            measure=measure,
            chosen=chosen,
            units=[name for name in names if name],
            start=_split(str(state["period_start"])),
            end=_split(str(state["period_end"])),
            months=MONTHS,
            rounds=ROUNDS,
            shared=shared,
            reports=list(reversed(measure.progress)),
            **values,
        )


def _plan_draft() -> measures.PlanDraft:
    form = request.form
    units = [*form.getlist("unit"), form.get("other_unit", "")]
    return measures.PlanDraft(form.get("title", ""), units, _month("start"), _month("end"))


def _month(which: str) -> str:
    """``YYYY-MM`` of a month and a Buddhist year; '' where both are empty. Raises Refused."""
    month, year = (number_in(request.form.get(f"{which}_{part}", "")) for part in ("month", "year"))
    if month is None and year is None and not request.form.get(f"{which}_year", "").strip():
        return ""
    if month is None or not 1 <= month <= 12 or year is None or not 2500 <= year <= 2600:
        raise Refused("ระยะเวลาต้องมีทั้งเดือนและปี พ.ศ. สี่หลัก เช่น ตุลาคม 2568")
    return f"{year - BUDDHIST_OFFSET:04d}-{month:02d}"


def _progress_draft() -> measures.ProgressDraft:
    form = request.form
    typed = to_arabic(form.get("percent", "")).strip().removesuffix("%").strip()
    percent = number_in(typed)
    if typed and percent is None:
        raise Refused(f"อ่านได้ว่า “{typed[:20]}” ขอตัวเลข 0–100")
    return measures.ProgressDraft(
        form.get("status", ""),
        percent,
        number_in(form.get("round", "")),
        form.get("detail", ""),
        form.get("reason", ""),
    )


def _split(month: str) -> tuple[int | None, int | None]:
    """(month, Buddhist year) of ``YYYY-MM``."""
    return (int(month[5:7]), int(month[:4]) + BUDDHIST_OFFSET) if month else (None, None)


def _period(start: str, end: str) -> str:
    words = [month_year(int(one[:4]), int(one[5:7])) for one in dict.fromkeys((start, end)) if one]
    return " – ".join(words)
