"""Cards about measures."""

from collections.abc import Sequence
from datetime import date

from dialogs.cards import flex
from dialogs.copy import measure_status as copy
from dialogs.copy.common import units
from dialogs.engine.buttons import go
from dialogs.measure_find import Found
from dialogs.records.facts import Facts, MeasureFacts, Status
from dialogs.records.json import JsonObject
from dialogs.records.reply import Choice, Show
from dialogs.thai.fiscal import round_end

_COLORS = {Status.DONE: flex.GOOD, Status.IN_PROGRESS: flex.ACCENT, Status.NOT_STARTED: flex.LATE}
SHOWN_STEPS = 4


def following(measure: MeasureFacts, today: date) -> str:
    """What comes next: the next reporting round, or that the last one is over."""
    if measure.status is Status.DONE:
        return copy.finished()
    ends = [(months, round_end(measure.plan_year, months)) for months in measure.rounds or (12,)]
    ahead = next(((months, end) for months, end in ends if end >= today), None)
    return copy.next_round(*ahead) if ahead else copy.last_round_passed(ends[-1][1])


def measure_card(measure: MeasureFacts, facts: Facts) -> Show:
    """One measure: how far, since when, by whom, by when, what comes next."""
    last, coming = measure.last, following(measure, facts.today)
    color = _COLORS.get(measure.status, flex.WAIT) if measure.status else flex.WAIT
    parts = [flex.text(copy.headline(measure), size="xl", bold=True, color=color, margin="lg")]
    if last and last.percent is not None:
        parts.append(flex.bar(last.percent, color))
    if last:
        parts += [flex.text(detail, margin="md") for detail in (last.detail,) if detail]
    else:
        parts.append(flex.text(copy.no_report(facts.voice, measure), color=flex.QUIET, margin="sm"))
    parts += [flex.line(), *_facts(measure, coming)]
    if measure.steps:
        parts += [flex.line(), flex.text(copy.STEPS, size="xs", color=flex.QUIET, margin="lg")]
        parts += [flex.text(f"• {step}", margin="sm") for step in measure.steps[:SHOWN_STEPS]]
    card = flex.bubble(measure.title, parts, over=copy.over(measure))
    return Show(copy.alt(facts.voice, measure, coming), card)


def _facts(measure: MeasureFacts, coming: str) -> list[JsonObject]:
    last = measure.last
    rows = [(copy.UPDATED, copy.updated(last))] if last else []
    rows += [
        (copy.RESPONSIBLE, units(measure)),
        (copy.DUE, copy.due(measure)),
        (copy.ROUNDS, copy.rounds(measure)),
        (copy.NEXT, coming),
    ]
    if last and last.output:
        rows.append((copy.OUTPUT, last.output))
    if last and last.outcome:
        rows.append((copy.OUTCOME, last.outcome))
    return [flex.row(name, value) for name, value in rows]


def measure_list(found: Found, page: Sequence[MeasureFacts], facts: Facts) -> Show:
    """Measures with their state, each of them a button."""
    parts: list[JsonObject] = []
    for measure in page:
        color = _COLORS.get(measure.status, flex.QUIET) if measure.status else flex.QUIET
        item = flex.box(
            flex.text(f"{measure.number}. {measure.title}", lines=2, bold=True),
            flex.text(copy.list_line(measure), size="xs", color=color, margin="xs"),
            background=flex.SOFT,
            padding="12px",
            corner="10px",
            margin="md",
        )
        parts.append(flex.tappable(item, Choice(copy.over_short(measure), go("measure_status", measure=measure.id))))
    parts.append(flex.text(copy.choose_hint(facts.voice), size="xs", color=flex.QUIET, margin="lg"))
    title = copy.list_title(len(found.measures))
    over = copy.list_over(facts.agency, found.year, "" if found.missed else found.what)
    alt = copy.list_alt(facts.voice, facts.agency, found.year, list(page), len(found.measures))
    return Show(alt, flex.bubble(title, parts, over=over))
