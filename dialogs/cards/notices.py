"""Cards that are pushed: one for all measures of a reminder, one for a day's news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.cards import flex
from dialogs.cards.line import to_line
from dialogs.copy import notices as copy
from dialogs.engine.buttons import go
from dialogs.records.facts import AgencyFacts, AssessmentFacts, MeasureFacts, SurveyFacts
from dialogs.records.json import JsonObject
from dialogs.records.reply import Answer, Choice, Show
from dialogs.thai.fiscal import ReportingRound

SHOWN = 5
"""Lines of a card; what is more is counted."""


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the last digest, on what some people follow."""

    measures: tuple[MeasureFacts, ...] = ()
    assessments: tuple[AssessmentFacts, ...] = ()
    surveys: tuple[SurveyFacts, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures or self.assessments or self.surveys)

    @property
    def key(self) -> tuple[tuple[int, ...], ...]:
        """Equal for those who hear the same."""
        years = tuple(one.fiscal_year for one in self.assessments)
        return tuple(one.id for one in self.measures), years, tuple(one.fiscal_year for one in self.surveys)


def reminder(
    agency: AgencyFacts, unit: str, owing: Sequence[MeasureFacts], due: ReportingRound, today: date
) -> tuple[JsonObject, ...]:
    """One message for all the measures that a unit has not reported on."""
    days = max(0, (due.end - today).days)
    color = flex.LATE if days <= 1 else flex.WAIT
    parts = [
        flex.text(copy.not_reported(len(owing)), bold=True, color=color, margin="md"),
        flex.text(copy.due_line(unit, due.end), size="xs", color=flex.QUIET, margin="xs"),
        *(_item(copy.measure_line(m), copy.last_time(m), _report(m)) for m in owing[:SHOWN]),
        *_rest(len(owing)),
        flex.text(copy.how_to_stop_reminders(agency.voice), size="xxs", color=flex.QUIET, margin="lg"),
    ]
    footer = (
        flex.button(Choice(copy.REPORT, go("report_progress")), primary=True),
        flex.button(Choice(copy.MY_WORK, go("summary"))),
    )
    over = copy.reminder_over(due.months, due.fiscal_year)
    card = flex.bubble(copy.days_left(days), parts, over=over, footer=footer)
    alt = copy.reminder_alt(agency.voice, owing, due.months, due.end, days)
    stop = Choice(copy.NO_REMINDERS, go("follow", reminders=False))
    return to_line(Answer((Show(alt, card),), (stop,)))


def digest(agency: AgencyFacts, news: News, today: date) -> tuple[JsonObject, ...]:
    """One message for all that changed. It never speaks of complaints."""
    scores = [copy.new_score(one) for one in news.assessments]
    surveys = [copy.survey_open(one) for one in news.surveys]
    lines = [*surveys, *scores, *(f"{copy.measure_line(m)} – {copy.moved(m)}" for m in news.measures)]
    items = [
        *(_item(line, "", Choice(copy.SEE_SURVEY, go("survey"))) for line in surveys),
        *(_item(line, "", Choice(copy.SEE_SCORES, go("ita_score"))) for line in scores),
        *(_item(copy.measure_line(m), copy.moved(m), _see(m)) for m in news.measures),
    ]
    parts = [
        *items[:SHOWN],
        *_rest(len(items)),
        flex.text(copy.how_to_stop_digests(agency.voice), size="xxs", color=flex.QUIET, margin="lg"),
    ]
    footer = [flex.button(Choice(copy.SEE_ALL, go("measure_status")))] if news.measures else []
    card = flex.bubble(copy.digest_title(agency), parts, over=copy.digest_over(today), footer=footer)
    stop = Choice(copy.STOP, go("follow", stop="all"))
    return to_line(Answer((Show(copy.digest_alt(agency.voice, agency, lines), card),), (stop,)))


def _item(title: str, below: str, choice: Choice) -> JsonObject:
    parts = [flex.text(title, lines=2, bold=True)]
    if below:
        parts.append(flex.text(below, size="xs", color=flex.ACCENT, margin="xs"))
    return flex.tappable(flex.box(*parts, background=flex.SOFT, padding="12px", corner="10px", margin="md"), choice)


def _rest(count: int) -> list[JsonObject]:
    if count <= SHOWN:
        return []
    return [flex.text(copy.and_more(count - SHOWN), size="xs", color=flex.QUIET, margin="md")]


def _report(measure: MeasureFacts) -> Choice:
    return Choice(copy.REPORT, go("report_progress", measure=measure.id), text=copy.measure_line(measure))


def _see(measure: MeasureFacts) -> Choice:
    return Choice(f"มาตรการที่ {measure.number}", go("measure_status", measure=measure.id))
