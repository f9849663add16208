"""The numbers of a summary: computed from an agency's facts, kept as JSON, shown again as they were."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dialogs.records.duty import answers_for, deadline, is_done, is_overdue, newest_plan, owed_of
from dialogs.records.facts import AgencyFacts, MeasureFacts, Status
from dialogs.records.ita import INDICATORS
from dialogs.records.json import JsonObject
from dialogs.thai.fiscal import ROUNDS, fiscal_year_of, round_at, round_end

NO_UNIT = ""
"""Stands for measures that name no unit."""
State = tuple[str | None, int | None]
"""Status and percent of a measure."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How many of a unit's measures are in which state; ``owed``: reports that are late or due this round."""

    unit: str
    done: int
    in_progress: int
    not_started: int
    unknown: int
    overdue: int
    owed: int

    @property
    def total(self) -> int:
        return self.done + self.in_progress + self.not_started + self.unknown


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator's newest score (0-100) and its measures in the plan."""

    slug: str
    score: float | None
    measures: int
    done: int


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a list: what is late (``deadline`` as ISO date), or what changed since (``before``)."""

    id: int
    number: int
    title: str
    units: tuple[str, ...]
    status: str | None
    percent: int | None
    deadline: str
    before: State | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """One summary. ``average`` (0-100) counts what was never reported as 0; None where there are no measures.

    ``score_year`` is the assessment's; ``since`` the day of the summary that ``changes`` compares with.
    """

    day: str
    year: int
    round_months: int
    round_end: str
    total: int
    done: int
    average: int | None
    owed: int
    units: tuple[UnitLine, ...]
    score_year: int | None
    indicators: tuple[IndicatorLine, ...]
    late: tuple[MeasureLine, ...]
    since: str | None
    changes: tuple[MeasureLine, ...]
    states: Mapping[str, State]

    def dump(self) -> JsonObject:
        record: JsonObject = asdict(self)
        return record

    def same_as(self, other: "Numbers") -> bool:
        """Whether both say the same of the work: a ทราบ on one is a ทราบ on the other."""
        return (self.year, self.round_months, self.owed, len(self.late), self.states, self.indicators) == (
            other.year,
            other.round_months,
            other.owed,
            len(other.late),
            other.states,
            other.indicators,
        )

    def weak(self, target: float) -> tuple[IndicatorLine, ...]:
        """Indicators under the target that no measure of the plan serves, the weakest first."""
        found = [i for i in self.indicators if i.score is not None and i.score < target and not i.measures]
        return tuple(sorted(found, key=lambda line: line.score or 0))

    def own_first(self, unit: str) -> tuple[UnitLine, ...]:
        """The units' lines, one of them in front."""
        return tuple(sorted(self.units, key=lambda line: line.unit != unit))


def load(record: Mapping[str, Any]) -> Numbers:
    """Numbers as they were kept. Raises KeyError or TypeError for what ``dump`` did not write."""
    lists: dict[str, Any] = {
        "units": tuple(UnitLine(**line) for line in record["units"]),
        "indicators": tuple(IndicatorLine(**line) for line in record["indicators"]),
        "late": tuple(_measure_line(line) for line in record["late"]),
        "changes": tuple(_measure_line(line) for line in record["changes"]),
        "states": {key: (status, percent) for key, (status, percent) in record["states"].items()},
    }
    return Numbers(**{**record, **lists})


def summarise(agency: AgencyFacts, day: date, before: Numbers | None = None, months: int | None = None) -> Numbers:
    """The newest plan's numbers on a day. ``before``: the summary to compare with; ``months``: a round that is over."""
    measures = newest_plan(agency.measures)
    year = measures[0].plan_year if measures else fiscal_year_of(day)
    wanted = months or _round_of(year, day)
    late = [measure for measure in measures if is_overdue(measure, day)]
    assessment = agency.assessments[-1] if agency.assessments else None
    owing = Counter(one.measure.id for one in owed_of(measures, day))
    states = {str(measure.id): state_of(measure) for measure in measures}
    return Numbers(
        day=day.isoformat(),
        year=year,
        round_months=wanted,
        round_end=round_end(year, wanted).isoformat(),
        total=len(measures),
        done=sum(is_done(measure) for measure in measures),
        average=_average(measures),
        owed=len(owing),
        units=_units(agency, measures, owing, day),
        score_year=assessment.fiscal_year if assessment else None,
        indicators=_indicators(measures, assessment.scores if assessment else {}),
        late=tuple(_line(measure) for measure in sorted(late, key=lambda m: (deadline(m), m.number))),
        since=before.day if before else None,
        changes=_changes(measures, states, before),
        states=states,
    )


def _round_of(year: int, day: date) -> int:
    """The round under way; of a plan that is over its last, of one that has not begun its first."""
    if year == fiscal_year_of(day):
        return round_at(day).months
    return ROUNDS[-1] if year < fiscal_year_of(day) else ROUNDS[0]


def state_of(measure: MeasureFacts) -> State:
    last = measure.last
    return (str(measure.status) if measure.status else None, last.percent if last else None)


def _average(measures: Sequence[MeasureFacts]) -> int | None:
    if not measures:
        return None
    known = [100 if is_done(m) else (m.last.percent or 0) if m.last else 0 for m in measures]
    return round(sum(known) / len(known))


def _units(
    agency: AgencyFacts, measures: Sequence[MeasureFacts], owing: Mapping[int, int], day: date
) -> tuple[UnitLine, ...]:
    """A line for each unit that has measures; one with several units counts for each of them."""
    named = [(unit, [m for m in measures if answers_for(m, unit)]) for unit in agency.units]
    nobody = [m for m in measures if not m.units and (not m.all_units or not agency.units)]
    return tuple(_unit(unit, own, owing, day) for unit, own in (*named, (NO_UNIT, nobody)) if own)


def _unit(unit: str, own: Sequence[MeasureFacts], owing: Mapping[int, int], day: date) -> UnitLine:
    states = Counter(measure.status or Status.UNKNOWN for measure in own)
    return UnitLine(
        unit=unit,
        done=states[Status.DONE],
        in_progress=states[Status.IN_PROGRESS],
        not_started=states[Status.NOT_STARTED],
        unknown=states[Status.UNKNOWN],
        overdue=sum(is_overdue(measure, day) for measure in own),
        owed=sum(measure.id in owing for measure in own),
    )


def _indicators(measures: Sequence[MeasureFacts], scores: Mapping[str, float]) -> tuple[IndicatorLine, ...]:
    lines = []
    for indicator in INDICATORS:
        own = [measure for measure in measures if indicator.slug in measure.indicators]
        if own or indicator.slug in scores:
            done = sum(is_done(measure) for measure in own)
            lines.append(IndicatorLine(indicator.slug, scores.get(indicator.slug), len(own), done))
    return tuple(lines)


def _changes(
    measures: Iterable[MeasureFacts], states: Mapping[str, State], before: Numbers | None
) -> tuple[MeasureLine, ...]:
    if before is None:
        return ()
    nothing: State = (None, None)
    old = {measure.id: before.states.get(str(measure.id), nothing) for measure in measures}
    return tuple(_line(m, before=old[m.id]) for m in measures if states[str(m.id)] != old[m.id])


def _line(measure: MeasureFacts, before: State | None = None) -> MeasureLine:
    status, percent = state_of(measure)
    return MeasureLine(
        id=measure.id,
        number=measure.number,
        title=measure.title,
        units=measure.units,
        status=status,
        percent=percent,
        deadline=deadline(measure).isoformat(),
        before=before,
    )


def _measure_line(record: Mapping[str, Any]) -> MeasureLine:
    before = record["before"]
    return MeasureLine(**{**record, "units": tuple(record["units"]), "before": tuple(before) if before else None})
