"""Cards about assessment results."""

from dialogs.cards import flex
from dialogs.copy import ita_score as copy
from dialogs.copy.common import score
from dialogs.records.facts import AssessmentFacts, Facts
from dialogs.records.ita import (
    INDICATORS,
    PASSING,
    Instrument,
    instrument_scores,
    level_of,
    recomputed_total,
    scheme_of,
)
from dialogs.records.json import JsonObject
from dialogs.records.reply import Show

TARGET = 85
"""Points that an agency should reach (domain.md 4.1)."""


def level_words(assessment: AssessmentFacts) -> list[str]:
    """The level by its own year's scheme, and by the newer one where that can be said."""
    if assessment.total is None:
        return []
    scheme = scheme_of(assessment.fiscal_year)
    instruments = instrument_scores(assessment.scores)
    level = assessment.level or level_of(scheme, assessment.total, instruments)
    words = [copy.level_line(level, scheme)] if level else []
    if scheme is not PASSING and (newer := level_of(PASSING, assessment.total, instruments)):
        words.append(copy.newer_level(newer, PASSING))
    return words


def score_card(assessment: AssessmentFacts, facts: Facts) -> Show:
    """Total, level, the three instruments with the 30/30/40 rule, the highest and the lowest indicator."""
    levels = level_words(assessment)
    parts: list[JsonObject] = [
        flex.text(
            line, size="xs" if place else "md", color=flex.QUIET if place else flex.ACCENT, bold=not place, margin="xs"
        )
        for place, line in enumerate(levels)
    ]
    if assessment.total is None:
        parts.append(flex.text(copy.no_total(facts.voice, assessment.fiscal_year), color=flex.QUIET, margin="md"))
    instruments = instrument_scores(assessment.scores)
    if instruments:
        parts.append(flex.line())
        for instrument, value in instruments.items():
            parts += _measured(copy.instrument_line(instrument, value), value)
    if (total := recomputed_total(assessment.scores)) is not None:
        parts.append(flex.text(copy.recomputed(total), size="xs", color=flex.QUIET, margin="md"))
    ranked = sorted(assessment.scores.items(), key=lambda pair: pair[1], reverse=True)
    if ranked:
        parts.append(flex.line())
        parts.append(flex.row(copy.HIGHEST, copy.indicator_line(*ranked[0]), color=flex.GOOD))
        parts.append(flex.row(copy.LOWEST, copy.indicator_line(*ranked[-1]), color=_color(ranked[-1][1])))
    card = flex.bubble(copy.total_line(assessment), parts, over=copy.over(facts.agency, assessment.fiscal_year))
    return Show(copy.alt(facts.voice, facts.agency, assessment, levels[0] if levels else ""), card)


def all_indicators(assessment: AssessmentFacts, facts: Facts) -> Show:
    """The ten indicators in the official order, by instrument."""
    parts: list[JsonObject] = []
    for instrument in Instrument:
        parts.append(flex.text(str(instrument), size="xs", color=flex.ACCENT, bold=True, margin="lg"))
        for indicator in INDICATORS:
            value = assessment.scores.get(indicator.slug)
            if indicator.instrument is instrument and value is not None:
                parts += _measured(copy.indicator_line(indicator.slug, value), value)
    lines = ", ".join(copy.indicator_line(slug, value) for slug, value in assessment.scores.items())
    alt = f"{copy.over(facts.agency, assessment.fiscal_year)}: {lines}"
    return Show(alt, flex.bubble(copy.ALL_SCORES, parts, over=copy.over(facts.agency, assessment.fiscal_year)))


def _measured(words: str, value: float) -> list[JsonObject]:
    name, _, number = words.rpartition(" ")
    head = flex.box(
        flex.text(name, flex=8),
        flex.text(number or score(value), bold=True, align="end", color=_color(value), flex=3),
        layout="horizontal",
        margin="md",
    )
    return [head, flex.bar(value, _color(value))]


def _color(value: float) -> str:
    return flex.ACCENT if value >= TARGET else flex.WAIT
