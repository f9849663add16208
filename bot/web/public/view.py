"""What a page shows of an agency, worked out before the template: nothing here knows Flask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.cards.measure import following
from dialogs.cards.score import TARGET, level_words
from dialogs.copy import measure_status as copy
from dialogs.copy.common import NO_STATUS, STATUS_WORDS, score, units
from dialogs.records.facts import AgencyFacts, MeasureFacts, Status
from dialogs.records.ita import INDICATORS, INSTRUMENT_NAMES, Instrument
from dialogs.survey_season import Season, season

FIRST_MEASURES = 12
"""Measures on an agency's first page: with all else that it shows it stays under 100 KB."""
OPEN_MEASURES = 6
"""So many of them are open to see; the others are folded."""
PAGE = 24
"""Measures on a page of their own."""
CHART_YEARS = 4
TONES = {Status.DONE: "done", Status.IN_PROGRESS: "doing", Status.NOT_STARTED: "waiting", Status.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure; ``percent`` is 0-100 where there is one to draw."""

    measure: MeasureFacts
    headline: str
    tone: str
    percent: int | None
    rows: tuple[tuple[str, str], ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a stacked bar: ``start`` and ``width`` in percent of the whole."""

    tone: str
    words: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """The measures of one plan year: one page of them, and the states of all."""

    year: int
    total: int
    shown: tuple[MeasureView, ...]
    shares: tuple[Share, ...]
    changed: date | None
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its scores, newest year first."""

    name: str
    scores: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class YearScore:
    """A year's total as printed, and the level in words."""

    year: int
    total: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoresView:
    """Totals by year, newest first, and the indicators by instrument."""

    years: tuple[YearScore, ...]
    groups: tuple[tuple[str, tuple[IndicatorView, ...]], ...]
    target: int = TARGET


def measures_view(agency: AgencyFacts, year: int, today: date, page: int = 1, size: int = PAGE) -> MeasuresView:
    """One page of a plan year's measures; a page that does not exist is empty."""
    of_year = sorted((m for m in agency.measures if m.plan_year == year), key=lambda measure: measure.number)
    shown = of_year[(page - 1) * size : page * size]
    changed = max((m.last.day for m in of_year if m.last), default=None)
    pages = max(1, -(-len(of_year) // size))
    views = tuple(_measure(measure, today) for measure in shown)
    return MeasuresView(year, len(of_year), views, _shares(of_year), changed, page, pages)


def _measure(measure: MeasureFacts, today: date) -> MeasureView:
    last = measure.last
    percent = 100 if measure.status is Status.DONE else last.percent if last else None
    rows = [(copy.UPDATED, copy.updated(last))] if last else []
    rows += [
        (copy.RESPONSIBLE, units(measure)),
        (copy.DUE, copy.due(measure)),
        (copy.ROUNDS, copy.rounds(measure)),
        (copy.NEXT, following(measure, today)),
    ]
    said = [(copy.OUTPUT, last.output), (copy.OUTCOME, last.outcome)] if last else []
    rows += [(name, words) for name, words in said if words]
    links = [safe_link(item.get("url", "")) for report in measure.reports for item in report.evidence]
    tone = TONES[measure.status] if measure.status else "silent"
    kept = tuple(dict.fromkeys(link for link in links if link))
    return MeasureView(measure, copy.headline(measure), tone, percent, tuple(rows), kept)


def _shares(measures: Sequence[MeasureFacts]) -> tuple[Share, ...]:
    counts = Counter(measure.status for measure in measures)
    shares: list[Share] = []
    start = 0.0
    for status in (*TONES, None):
        if count := counts[status]:
            width = 100 * count / len(measures)
            words = STATUS_WORDS[status] if status else NO_STATUS
            shares.append(Share(TONES[status] if status else "silent", words, count, round(start, 2), round(width, 2)))
            start += width
    return tuple(shares)


def scores_view(agency: AgencyFacts) -> ScoresView:
    """Every year's total, and the indicators over the newest years."""
    newest = sorted(agency.assessments, key=lambda a: a.fiscal_year, reverse=True)
    years = tuple(
        YearScore(a.fiscal_year, score(a.total) if a.total is not None else "", tuple(level_words(a))) for a in newest
    )
    charted = [a for a in newest if a.scores][:CHART_YEARS]
    groups = []
    for instrument in Instrument:
        rows = []
        for indicator in (i for i in INDICATORS if i.instrument is instrument):
            known = tuple((a.fiscal_year, a.scores[indicator.slug]) for a in charted if indicator.slug in a.scores)
            if known:
                rows.append(IndicatorView(indicator.name, known))
        if rows:
            groups.append((INSTRUMENT_NAMES[instrument], tuple(rows)))
    return ScoresView(years, tuple(groups))


def eit_season(agency: AgencyFacts, today: date) -> Season:
    """The residents' survey that counts today. IIT is for staff and never stands on a public page."""
    return season(agency, Instrument.EIT, today)


def safe_link(address: str) -> str:
    """The address where a page may link to it; nothing for any other scheme (``javascript:`` above all)."""
    return address if address.startswith(("https://", "http://")) else ""
