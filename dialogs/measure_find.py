"""Which measures a question is about: by name, number, unit, indicator, question code, year."""

from dataclasses import dataclass

from dialogs.copy import measure_status as copy
from dialogs.engine.slots import first_number, first_text, values
from dialogs.records.facts import AgencyFacts, MeasureFacts
from dialogs.records.ita import BY_NAME, BY_SLUG
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Message
from dialogs.thai.text import compact

_GENERAL = "แผนมาตรการทั้งหมดมีอะไรบ้าง"


@dataclass(frozen=True, slots=True)
class Found:
    """The measures that fit. ``what`` names the wish in words; ``missed``: nothing fitted, so all are shown."""

    measures: tuple[MeasureFacts, ...]
    year: int
    what: str
    missed: bool
    wanted_year: int | None


def slots_of(message: Message) -> dict[str, Json]:
    """What the sentence says about measures."""
    slots: dict[str, Json] = {}
    phrase = first_text(message, "measure")
    ids = [value for value in values(message, "measure_id") if isinstance(value, int)]
    if ids:
        slots["measure"] = ids[0]
    elif not _is_general(phrase) and (
        candidates := [value for value in values(message, "candidates") if isinstance(value, int)]
    ):
        slots["candidates"] = candidates
    if phrase and not ids and not _is_general(phrase):
        slots["phrase"] = phrase[:60]
    for name, key in (("unit", "unit"), ("code", "question"), ("facet", "facet")):
        if value := first_text(message, key):
            slots[name] = value
    if (indicator := BY_NAME.get(first_text(message, "indicator"))) is not None:
        slots["indicator"] = indicator.slug
    if (year := first_number(message, "fiscal_year")) is not None:
        slots["year"] = year
    return slots


def _is_general(phrase: str) -> bool:
    """ "มาตรการทั้งหมด" names none of them."""
    return compact(phrase) in _GENERAL


def find(agency: AgencyFacts, slots: JsonObject) -> Found:
    """The measures of one plan year that fit all that was said."""
    wanted = slots.get("year")
    years = agency.plan_years
    year = wanted if isinstance(wanted, int) and wanted in years else (years[0] if years else 0)
    plan = tuple(m for m in agency.measures if m.plan_year == year)
    fitting, what = plan, ""
    if isinstance(unit := slots.get("unit"), str):
        fitting = tuple(m for m in fitting if m.all_units or unit in m.units)
        what = copy.by_unit(unit)
    if isinstance(slug := slots.get("indicator"), str) and slug in BY_SLUG:
        fitting = tuple(m for m in fitting if slug in m.indicators)
        what = copy.by_indicator(BY_SLUG[slug].name)
    if isinstance(code := slots.get("code"), str):
        fitting = tuple(m for m in fitting if any(known.code == code for known in m.codes))
        what = copy.by_code(code)
    if isinstance(ids := slots.get("candidates"), list):
        by_name = tuple(m for m in fitting if m.id in ids)
        fitting = by_name or tuple(m for m in agency.measures if m.id in ids)
    elif isinstance(phrase := slots.get("phrase"), str) and not what:
        fitting, what = (), copy.by_phrase(phrase)
    missed = bool(plan) and not fitting
    unknown_year = wanted if isinstance(wanted, int) and wanted not in years else None
    return Found(fitting or plan, year, what, missed, unknown_year)
