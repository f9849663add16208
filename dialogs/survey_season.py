"""Which survey counts today, and whether its window is open."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.ita import Instrument
from dialogs.records.itas import is_survey_address
from dialogs.thai.fiscal import round_end


class State(StrEnum):
    """Today, seen from a survey's window. ``NONE``: no survey is known."""

    NONE = "none"
    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Season:
    survey: SurveyFacts | None
    state: State


def season(agency: AgencyFacts, instrument: Instrument, today: date, year: int | None = None) -> Season:
    """The survey that is open, else the next one to open, else the last one; or the one of a fiscal year.

    Only an address in the assessment's own system counts, whatever was stored.
    """
    known = [
        Season(one, _state(one, today))
        for one in agency.surveys
        if one.instrument is instrument
        and (year is None or one.fiscal_year == year)
        and is_survey_address(one.url, instrument)
    ]
    for state in (State.OPEN, State.BEFORE):
        found = [one for one in known if one.state is state and one.survey]
        if found:
            return min(found, key=_year)
    return max(known, key=_year, default=Season(None, State.NONE))


def _year(one: Season) -> int:
    return one.survey.fiscal_year if one.survey else 0


def _state(survey: SurveyFacts, today: date) -> State:
    """Where no valid end was announced, or one before the start, the season is over with the fiscal year."""
    end = survey.end
    if end is None or (survey.start and end < survey.start):
        end = round_end(survey.fiscal_year, 12)
    if survey.start and today < survey.start:
        return State.BEFORE
    return State.AFTER if today > end else State.OPEN
