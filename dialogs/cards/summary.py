"""Cards of the summary for officials: numbers first, then units, indicators, what is late and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.cards import flex
from dialogs.cards.line import cut
from dialogs.cards.score import TARGET
from dialogs.copy import summary as copy
from dialogs.copy import summary_answer as noted
from dialogs.engine.buttons import go
from dialogs.records.chain import in_order
from dialogs.records.facts import AgencyFacts
from dialogs.records.json import Json, JsonObject
from dialogs.records.official import AnswerFacts
from dialogs.records.reply import Choice, LinkChoice, Show
from dialogs.records.summary import IndicatorLine, Numbers, UnitLine
from dialogs.records.voice import Voice
from dialogs.thai.text import one_space

UNITS_SHOWN = 8
LINES_SHOWN = 3
MAX_HEAD = 100
"""Characters of a title or of what stands under it: a phone shows no more, and LINE limits a card's bytes."""
CHART_WIDTH, CHART_HEAD, CHART_ROW, CHART_ROWS = 1024, 160, 58, 14
"""Shape of the picture that ``bot/pictures/chart.py`` draws of the units, in pixels."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A summary to be shown: whose, its key (for picture and ทราบ), who was asked, and whether the reader is.

    ``unit`` stands first among the units.
    """

    agency: AgencyFacts
    numbers: Numbers
    key: str
    answers: tuple[AnswerFacts, ...] = ()
    asks: bool = False
    unit: str = ""

    @property
    def voice(self) -> Voice:
        return self.agency.voice


def summary_card(sheet: Sheet) -> Show:
    """The whole summary, a bubble for each part."""
    bubbles = [_overview(sheet), _units(sheet), _indicators(sheet), _moving(sheet)]
    asked = noted.asked_of_you(sheet.voice) if sheet.asks else ""
    alt = copy.summary_alt(sheet.voice, sheet.agency, sheet.numbers, sheet.unit, asked)
    return Show(alt, flex.carousel([bubble for bubble in bubbles if bubble]))


def acknowledge_choice(key: str) -> Choice:
    return Choice(noted.ACKNOWLEDGE, go("summary", ack=key))


def _overview(sheet: Sheet) -> JsonObject:
    numbers = sheet.numbers
    parts = [flex.bar(numbers.average or 0)]
    figures = (
        (copy.AVERAGE, copy.average(numbers)),
        (copy.LATE, copy.counted(len(numbers.late))),
        (copy.OWED, copy.counted(numbers.owed)),
        (copy.ROUND_END, copy.ends(numbers)),
    )
    parts += [flex.row(name, value) for name, value in figures]
    parts += [flex.text(copy.as_of(numbers), size="xs", color=flex.QUIET, margin="lg")]
    if sheet.answers:
        parts += [flex.line(), *chain_lines(sheet.answers)]
    if sheet.asks:
        parts += [flex.line(), flex.text(noted.asked_of_you(sheet.voice), margin="lg")]
    footer = [flex.button(acknowledge_choice(sheet.key), primary=True)] if sheet.asks else []
    if sheet.agency.complaint_url:
        footer.append(flex.button(LinkChoice(copy.COMPLAINTS, statistics_url(sheet.agency))))
    card = flex.bubble(copy.headline(numbers), parts, over=copy.over(sheet.agency, numbers), footer=footer)
    return {**card, "hero": _chart(sheet)} if sheet.key and numbers.units else card


def statistics_url(agency: AgencyFacts) -> str:
    """The complaint side's public page with its figures: small numbers are hidden there, and nothing is fetched here."""
    return f"{agency.complaint_url}manual"


def chain_lines(answers: Sequence[AnswerFacts]) -> list[JsonObject]:
    """Who has answered, and who has not."""
    return [
        flex.text(
            noted.answered(answer) if answer.answered_at else noted.waiting(answer),
            size="xs",
            color=flex.GOOD if answer.answered_at else flex.WAIT,
            margin="md",
        )
        for answer in in_order(answers)
    ]


def _units(sheet: Sheet) -> JsonObject | None:
    lines = sheet.numbers.own_first(sheet.unit)
    if not lines:
        return None
    parts = [_unit(line) for line in lines[:UNITS_SHOWN]]
    if len(lines) > UNITS_SHOWN:
        parts.append(flex.text(copy.and_more(len(lines) - UNITS_SHOWN), size="xs", color=flex.QUIET, margin="md"))
    return flex.bubble(copy.UNITS, parts, over=copy.over(sheet.agency, sheet.numbers))


def _unit(line: UnitLine) -> JsonObject:
    return flex.box(
        flex.text(copy.unit_name(line.unit), bold=True),
        flex.text(copy.unit_line(line), size="xs", color=flex.LATE if line.overdue else flex.QUIET),
        margin="md",
    )


def _chart(sheet: Sheet) -> JsonObject:
    height = CHART_HEAD + CHART_ROW * min(len(sheet.numbers.units), CHART_ROWS)
    address = f"{sheet.agency.public_url}pictures/{sheet.key}.png"
    image: dict[str, Json] = {
        "type": "image",
        "url": address,
        "action": {"type": "uri", "label": copy.CHART, "uri": address},
        "size": "full",
        "aspectRatio": f"{CHART_WIDTH}:{height}",
        "aspectMode": "fit",
        "backgroundColor": "#FFFFFF",
    }
    return image


def _indicators(sheet: Sheet) -> JsonObject | None:
    numbers = sheet.numbers
    if not numbers.indicators:
        return None
    parts = [_indicator(line) for line in numbers.indicators]
    if weak := numbers.weak(TARGET):
        parts += [flex.line(), flex.text(copy.weak_line(list(weak), TARGET), size="xs", color=flex.LATE, margin="lg")]
    return flex.bubble(copy.INDICATORS, parts, over=copy.scores_over(numbers.score_year))


def _indicator(line: IndicatorLine) -> JsonObject:
    """The score beside its name; the measures under it, where the plan has any."""
    is_weak = line.score is not None and line.score < TARGET
    head = flex.box(
        flex.text(copy.indicator_name(line), flex=8),
        flex.text(copy.points(line), bold=True, align="end", color=flex.WAIT if is_weak else flex.INK, flex=3),
        layout="horizontal",
    )
    below = [flex.text(copy.measures_of(line), size="xs", color=flex.QUIET)] if line.measures else []
    return flex.box(head, *below, margin="md")


def _moving(sheet: Sheet) -> JsonObject:
    numbers = sheet.numbers
    late = [(f"{line.number}. {line.title}", copy.late_line(line)) for line in numbers.late]
    changes = [(f"{line.number}. {line.title}", copy.change_line(line)) for line in numbers.changes]
    parts = [
        *([flex.text(copy.late_title(numbers), color=flex.GOOD, margin="md")] if not late else _some(late, flex.LATE)),
        flex.line(),
        flex.text(copy.changes_title(numbers), bold=True, margin="lg"),
        *_some(changes, flex.ACCENT),
    ]
    title = copy.late_title(numbers) if late else copy.CHANGES
    return flex.bubble(title, parts, over=copy.over(sheet.agency, numbers))


def _some(lines: Sequence[tuple[str, str]], color: str) -> list[JsonObject]:
    parts = [
        flex.box(
            flex.text(cut(one_space(head), MAX_HEAD), lines=2),
            flex.text(cut(under, MAX_HEAD), size="xs", color=color, lines=3),
            margin="md",
        )
        for head, under in lines[:LINES_SHOWN]
    ]
    if len(lines) > LINES_SHOWN:
        parts.append(flex.text(copy.and_more(len(lines) - LINES_SHOWN), size="xs", color=flex.QUIET, margin="md"))
    return parts


def page_card(title: str, over: str, lines: Sequence[tuple[str, str, Choice | None]], hint: str = "") -> JsonObject:
    """One page of a list: a head and a line under it; those with a choice can be pressed."""
    parts: list[JsonObject] = []
    for head, under, choice in lines:
        item = flex.box(
            flex.text(cut(one_space(head), MAX_HEAD), bold=True, lines=2),
            flex.text(cut(under, MAX_HEAD), size="xs", color=flex.QUIET, margin="xs"),
            background=flex.SOFT,
            padding="12px",
            corner="10px",
            margin="md",
        )
        parts.append(flex.tappable(item, choice) if choice else item)
    if hint:
        parts.append(flex.text(hint, size="xs", color=flex.QUIET, margin="lg"))
    return flex.bubble(title, parts, over=over)


def chain_card(numbers: Numbers, answers: Sequence[AnswerFacts], choices: Sequence[Choice]) -> Show:
    """Who has answered a summary and who has not."""
    said = [noted.answered(answer) if answer.answered_at else noted.waiting(answer) for answer in in_order(answers)]
    card = flex.bubble(
        noted.CHAIN,
        chain_lines(answers),
        over=noted.chain_over(numbers),
        footer=[flex.button(choice, primary=True) for choice in choices],
    )
    return Show("\n".join((noted.chain_over(numbers), *said)), card)
