"""All facts of one sentence, by the keys of the contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dialogs.thai.text import canonical, one_space
from dialogs.understanding.entities.codes import find_instruments, find_questions
from dialogs.understanding.entities.days import find_dates_written, find_months
from dialogs.understanding.entities.facets import facet_of
from dialogs.understanding.entities.measures import measure_spans
from dialogs.understanding.entities.names import IndicatorNames, UnitNames
from dialogs.understanding.entities.percents import find_percents
from dialogs.understanding.entities.receipts import find_receipts
from dialogs.understanding.entities.rounds import find_rounds
from dialogs.understanding.entities.spans import Found, blanked, collected
from dialogs.understanding.entities.years import find_years

MEASURE_INTENTS = frozenset({"measure_status", "report_progress", "follow"})
"""Intents that are about one measure; in the others one is only named after the word มาตรการ."""
_NAMING_INTENTS = frozenset({"cancel"})
_PERCENT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Facts:
    """What a chat form names, whatever it asks for; ``rest`` is the form with those places blanked."""

    found: tuple[Found, ...]
    rest: str

    @property
    def marks(self) -> frozenset[str]:
        """The kinds of things named, for the classifier and the rules."""
        return frozenset(item.key for item in self.found)


class Extractor:
    """Finds the facts; holds the tables of names."""

    def __init__(self) -> None:
        self._units = UnitNames()
        self._indicators = IndicatorNames()

    def facts(self, form: str, today: date, units: UnitNames | None = None) -> Facts:
        """Everything that can be told before the intent is known. ``units`` knows an agency's own names."""
        found: list[Found] = []

        def take(some: Iterable[Found]) -> None:
            nonlocal form
            fresh = list(some)
            if fresh:
                found.extend(fresh)
                form = blanked(form, fresh)

        if any(letter.isdigit() for letter in form):
            take(find_receipts(form))
            take(find_dates_written(form, today))
        take(find_questions(form))
        take(find_percents(form))
        take(find_rounds(form))
        take(find_years(form, today))
        take(find_months(form))
        take(find_instruments(form))
        take((units or self._units).find(form))
        return Facts(tuple(found), form)

    def entities(self, text: str, form: str, facts: Facts, intent: str) -> dict[str, object]:
        """The facts of a text (``form`` is its chat form) that was read as ``intent``, by the keys of the contract."""
        found, rest = list(facts.found), facts.rest
        if intent == "report_progress":
            found, rest = _one_percent(found, rest)
        found = [f for f in found if f.key != "percent" or float(str(f.value)) <= _PERCENT_LIMIT]
        if intent not in MEASURE_INTENTS:
            found += self._indicators.find(form, scores=intent == "ita_score")
        values = collected(found)
        if intent in MEASURE_INTENTS or intent in _NAMING_INTENTS:
            spans = measure_spans(rest, head_only=intent in _NAMING_INTENTS)
            values |= collected(Found("measure", as_typed(text, form, *span), *span) for span in spans)
            if intent == "measure_status" and (facet := facet_of(form)):
                values["facet"] = facet
        return values


def _one_percent(found: list[Found], rest: str) -> tuple[list[Found], str]:
    """A report gives one percentage: the last of several ("แก้จาก 40% เป็น 55%"), or else a number without a sign."""
    percents = sorted((item for item in found if item.key == "percent"), key=lambda item: item.start)
    if percents:
        return [item for item in found if item.key != "percent"] + percents[-1:], rest
    bare = list(find_percents(rest, bare=True))
    return found + bare[-1:], blanked(rest, bare)


def as_typed(text: str, form: str, start: int, end: int) -> str:
    """The part of the text that a span of its chat form stands for, digits and case as they were typed."""
    typed = one_space(canonical(text))
    if len(typed) == len(form):
        return typed[start:end].strip()
    phrase = form[start:end].strip()
    place = typed.lower().find(phrase)
    return typed[place : place + len(phrase)] if place >= 0 else phrase
