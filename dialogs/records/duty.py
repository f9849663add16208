"""What a measure demands of the units that answer for it: reports by round, and to be finished in time."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dialogs.records.facts import MeasureFacts, Status
from dialogs.thai.fiscal import round_at, round_end

YEAR_END = (12,)
"""Where a plan names no reporting round, the end of its fiscal year counts."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that has not come. ``days_left`` is negative once the round is over."""

    measure: MeasureFacts
    round_months: int
    end: date
    days_left: int


def is_done(measure: MeasureFacts) -> bool:
    return measure.status is Status.DONE


def deadline(measure: MeasureFacts) -> date:
    """The day by which it should be finished: the end of its period, else of its last round."""
    if measure.period_end:
        year, month = (int(part) for part in measure.period_end.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1])
    return round_end(measure.plan_year, max(measure.rounds or YEAR_END))


def is_overdue(measure: MeasureFacts, today: date) -> bool:
    """Not finished, and the day has passed."""
    return not is_done(measure) and deadline(measure) < today


def owed(measure: MeasureFacts, today: date) -> Owed | None:
    """The one report that is due next: of the round that ended last if it never came, else of the coming one.

    A measure that is finished owes nothing; of several rounds that were missed only the last is still asked for.
    """
    if is_done(measure):
        return None
    reported = {report.round_months for report in measure.reports}
    rounds = [(months, round_end(measure.plan_year, months)) for months in sorted(measure.rounds or YEAR_END)]
    passed = [one for one in rounds if one[1] < today][-1:]
    ahead = [one for one in rounds if one[1] >= today]
    missing = next((one for one in (*passed, *ahead) if one[0] not in reported), None)
    if missing is None:
        return None
    return Owed(measure, *missing, days_left=(missing[1] - today).days)


def owed_of(measures: Iterable[MeasureFacts], today: date) -> tuple[Owed, ...]:
    """The reports that are late or due in the round under way, the most urgent first."""
    return tuple(one for one in _all_owed(measures, today) if one.end <= round_at(today).end)


def coming(measures: Iterable[MeasureFacts], today: date) -> tuple[Owed, ...]:
    """The reports that are due next after this round, all on one day."""
    later = [one for one in _all_owed(measures, today) if one.end > round_at(today).end]
    return tuple(one for one in later if one.end == later[0].end)


def _all_owed(measures: Iterable[MeasureFacts], today: date) -> list[Owed]:
    due = [one for measure in measures if (one := owed(measure, today))]
    return sorted(due, key=lambda one: (one.end, one.measure.number))


def answers_for(measure: MeasureFacts, unit: str) -> bool:
    """Whether a unit is responsible; a measure of all units is everybody's."""
    return measure.all_units or unit in measure.units


def newest_plan(measures: Iterable[MeasureFacts]) -> tuple[MeasureFacts, ...]:
    """The measures of the newest plan, in its order."""
    listed = tuple(measures)
    year = max((measure.plan_year for measure in listed), default=0)
    return tuple(sorted((m for m in listed if m.plan_year == year), key=lambda measure: measure.number))
