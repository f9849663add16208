"""What people of the office look at: the summary, its lists page by page, and what their unit owes."""

from dialogs.cards import summary as cards
from dialogs.copy import summary as copy
from dialogs.copy import summary_answer as noted
from dialogs.engine.buttons import go
from dialogs.engine.model import Finish
from dialogs.memo_request import may_have_memo, memo_choice
from dialogs.records.duty import Owed, answers_for, coming, newest_plan, owed_of
from dialogs.records.effect import Effect, RecordSummary
from dialogs.records.facts import Facts, MeasureFacts, Role
from dialogs.records.json import JsonObject
from dialogs.records.official import SummaryFacts
from dialogs.records.reply import Choice, Say, Show
from dialogs.records.summary import Numbers, load, summarise
from dialogs.rights import may_report, official, own_measures, reports

PAGE = 6
ALL_MINE = Choice(copy.SEE_MINE, go("summary", view="mine"))
SEE = Choice(copy.SEE_SUMMARY, go("summary", view="summary"))
CONTEXT: JsonObject = {"topic": "summary"}
Line = tuple[str, str, Choice | None]


# --- the summary ------------------------------------------------------------------------------------------------------


def overall(facts: Facts) -> Finish:
    """The numbers as they are now. They are kept: what an official answers with ทราบ must not change afterwards."""
    if not facts.agency.measures:
        return Finish((Say(copy.no_plan(facts.voice, facts.agency)),))
    numbers = current(facts)
    same = _same(facts, numbers)
    effects: tuple[Effect, ...] = () if same else (RecordSummary(facts.nonce, numbers.dump()),)
    me = official(facts)
    given = same.answer_of(me.person_id) if same and me else None
    sheet = cards.Sheet(
        facts.agency,
        numbers,
        key=same.key if same else facts.nonce,
        answers=same.answers if same else (),
        asks=me is not None and (given is None or given.answered_at is None),
        unit=facts.person.unit if facts.person else "",
    )
    return Finish((cards.summary_card(sheet),), _offers(facts, sheet), effects=effects, context=CONTEXT)


def current(facts: Facts) -> Numbers:
    """Today's numbers, compared with the newest summary of an earlier day."""
    earlier = (summary for summary in _summaries(facts) if summary.made_at.date() < facts.today)
    before = next(earlier, None)
    return summarise(facts.agency, facts.today, load(before.numbers) if before else None)


def _same(facts: Facts, numbers: Numbers) -> SummaryFacts | None:
    """The newest summary, if it said the same and, for an official, asked this person."""
    me = official(facts)
    mine = (one for one in _summaries(facts) if me is None or one.answer_of(me.person_id))
    latest = next(mine, None)
    return latest if latest and load(latest.numbers).same_as(numbers) else None


def _summaries(facts: Facts) -> tuple[SummaryFacts, ...]:
    return facts.person.desk.summaries if facts.person else ()


def _offers(facts: Facts, sheet: cards.Sheet) -> tuple[Choice, ...]:
    numbers = sheet.numbers
    offered = [cards.acknowledge_choice(sheet.key)] if sheet.asks else []
    lists = (
        (copy.SEE_LATE, "late", len(numbers.late) > cards.LINES_SHOWN),
        (copy.SEE_CHANGES, "changes", len(numbers.changes) > cards.LINES_SHOWN),
        (copy.SEE_UNITS, "units", len(numbers.units) > cards.UNITS_SHOWN),
        (noted.SEE_CHAIN, "chain", True),
    )
    offered += [Choice(name, go("summary", view=view)) for name, view, some in lists if some]
    offered += [memo_choice(numbers.year, numbers.round_months)] if may_have_memo(facts) else []
    return (*offered, ALL_MINE) if reports(facts) else tuple(offered)


# --- lists ------------------------------------------------------------------------------------------------------------


def units(facts: Facts, start: int) -> Finish:
    numbers = current(facts)
    own = facts.person.unit if facts.person else ""
    lines: list[Line] = [
        (copy.unit_name(line.unit), copy.unit_line(line), _of_unit(line.unit)) for line in numbers.own_first(own)
    ]
    return _paged(facts, "units", copy.UNITS, lines, start)


def _of_unit(unit: str) -> Choice | None:
    return Choice(copy.SEE_UNITS, go("summary", view="mine", unit=unit), copy.unit_name(unit)) if unit else None


def late(facts: Facts, start: int) -> Finish:
    lines: list[Line] = [
        (f"{one.number}. {one.title}", copy.late_line(one), Choice(copy.PROGRESS, go("measure_status", measure=one.id)))
        for one in current(facts).late
    ]
    return _paged(facts, "late", copy.late_title(current(facts)), lines, start)


def changes(facts: Facts, start: int) -> Finish:
    numbers = current(facts)
    lines: list[Line] = [
        (
            f"{one.number}. {one.title}",
            copy.change_line(one),
            Choice(copy.PROGRESS, go("measure_status", measure=one.id)),
        )
        for one in numbers.changes
    ]
    return _paged(facts, "changes", copy.changes_title(numbers), lines, start)


def _paged(facts: Facts, view: str, title: str, lines: list[Line], start: int) -> Finish:
    page = _page(lines, start)
    over = copy.over(facts.agency, current(facts))
    alt = "\n".join((title, *(f"{head}: {under}" for head, under, _ in page)))
    return Finish(
        (Show(alt, cards.page_card(title, over, page)),), (*_more(view, start, len(lines)), SEE), context=CONTEXT
    )


def _page(lines: list[Line], start: int) -> list[Line]:
    return lines[start : start + PAGE]


def _more(view: str, start: int, count: int, unit: str = "") -> tuple[Choice, ...]:
    if start + PAGE >= count:
        return ()
    rest: dict[str, str | int] = {"view": view, "from": start + PAGE, **({"unit": unit} if unit else {})}
    return (Choice(copy.MORE, go("summary", **rest)),)


# --- my work ----------------------------------------------------------------------------------------------------------


def mine(facts: Facts, unit: str, start: int) -> Finish:
    """What a unit owes this round, each line a button that starts the report. Without a unit: the person's own."""
    measures, name = _whose(facts, unit)
    if not measures:
        return Finish((Say(copy.no_measures(facts.voice, name)),), (SEE,), context=CONTEXT)
    due, following = owed_of(measures, facts.today), coming(measures, facts.today)
    if not due:
        return Finish((Say(copy.nothing_owed(facts.voice, name, following)),), (SEE,), context=CONTEXT)
    shown = list(due[start : start + PAGE])
    lines: list[Line] = [
        (f"{one.measure.number}. {one.measure.title}", f"{copy.owed_line(one)}\n{copy.now_at(one)}", _start(facts, one))
        for one in shown
    ]
    hints = [copy.mine_hint(facts.voice)] if any(choice for *_, choice in lines) else []
    hints += [copy.later(following)] if following else []
    card = cards.page_card(copy.mine_title(len(due)), copy.mine_over(name), lines, "\n".join(hints))
    buttons = [Choice(copy.report_button(o.measure.number), choice.data) for o in shown if (choice := _start(facts, o))]
    return Finish(
        (Show(copy.mine_alt(facts.voice, name, shown, len(due)), card),),
        (*buttons, *_more("mine", start, len(due), unit), SEE),
        context=CONTEXT,
    )


def _whose(facts: Facts, unit: str) -> tuple[tuple[MeasureFacts, ...], str]:
    if unit:
        return tuple(m for m in newest_plan(facts.agency.measures) if answers_for(m, unit)), unit
    everything = Role.ADMINISTRATOR in facts.roles or not reports(facts)
    own = facts.person.unit if facts.person and not everything else ""
    return newest_plan(facts.agency.measures) if everything else own_measures(facts), own


def _start(facts: Facts, one: Owed) -> Choice | None:
    """A button only for who may report; whoever presses it is asked again."""
    if not may_report(facts, one.measure):
        return None
    slots = go("report_progress", measure=one.measure.id, round=one.round_months)
    return Choice(copy.REPORT, slots, copy.report_button(one.measure.number))


# --- who has answered -------------------------------------------------------------------------------------------------


def chain(facts: Facts) -> Finish:
    """The newest summary that somebody is asked about, with who answered and who did not."""
    asked = next((summary for summary in _summaries(facts) if summary.answers), None)
    if asked is None:
        return Finish((Say(noted.no_chain(facts.voice)),), (SEE,), context=CONTEXT)
    given = asked.answer_of(facts.person.id) if facts.person else None
    waits = official(facts) is not None and given is not None and given.answered_at is None
    choices = (cards.acknowledge_choice(asked.key),) if waits else ()
    return Finish((cards.chain_card(load(asked.numbers), asked.answers, choices),), (*choices, SEE), context=CONTEXT)


def waiting(facts: Facts) -> Finish:
    """What waits for this person's ทราบ, shown as it was sent."""
    me = official(facts)
    open_ = [
        summary
        for summary in _summaries(facts)
        if me and (given := summary.answer_of(me.person_id)) and given.answered_at is None
    ]
    if not open_:
        return Finish((Say(noted.nothing_to_acknowledge(facts.voice)),), (SEE,), context=CONTEXT)
    sheet = cards.Sheet(facts.agency, load(open_[0].numbers), open_[0].key, open_[0].answers, asks=True)
    return Finish((cards.summary_card(sheet),), _offers(facts, sheet), context=CONTEXT)
