"""Answering a summary with ทราบ: once, on record, passed on to whoever comes next in the chain."""

from dataclasses import replace

from dialogs.cards.line import to_line
from dialogs.cards.summary import Sheet, summary_card
from dialogs.copy import summary as copy
from dialogs.copy import summary_answer as noted
from dialogs.engine.buttons import go
from dialogs.engine.model import Finish
from dialogs.records.chain import whom_next
from dialogs.records.effect import Acknowledge
from dialogs.records.facts import Facts, Role
from dialogs.records.json import JsonObject
from dialogs.records.official import AnswerFacts, DeskFacts, OfficialFacts, SummaryFacts
from dialogs.records.reply import Answer, Choice, Say
from dialogs.records.summary import load
from dialogs.rights import official, works_here

SEE = Choice(copy.SEE_SUMMARY, go("summary", view="summary"))
WHO = Choice(noted.SEE_CHAIN, go("summary", view="chain"))


def answer(facts: Facts, key: str, words: str) -> Finish:
    """``key`` is a button's; typed, it is empty, and the newest summary that waits for this person is meant."""
    me = official(facts)
    if me is None:
        typed_only = not key and not works_here(facts)
        return Finish((Say(noted.thanks_for_noting(facts.voice) if typed_only else noted.officials_only(facts.voice)),))
    assert facts.person is not None  # noqa: S101 - an official is somebody
    summary = _wanted(facts.person.desk, me, key)
    if summary is None:
        words = noted.unknown_summary(facts.voice) if key else noted.nothing_to_acknowledge(facts.voice)
        return Finish((Say(words),), (SEE,))
    numbers, given = load(summary.numbers), summary.answer_of(me.person_id)
    context: JsonObject = {"topic": "answered"}
    if given is not None and given.answered_at is not None:
        return Finish((Say(noted.already(facts.voice, given.answered_at, numbers)),), (WHO, SEE), context=context)
    after = _with(summary, AnswerFacts(me.person_id, me.role, me.unit, facts.now, words))
    said = "\n".join((noted.recorded(facts.voice, me, facts.now, numbers, words), *_standing(after, facts, me)))
    effect = Acknowledge(summary.key, words, _forward(after, facts, me, words))
    return Finish((Say(said),), (WHO, SEE), effects=(effect,), context=context)


def _wanted(desk: DeskFacts, me: OfficialFacts, key: str) -> SummaryFacts | None:
    if key:
        return next((summary for summary in desk.summaries if summary.key == key), None)
    asked = [(summary, summary.answer_of(me.person_id)) for summary in desk.summaries]
    mine = [(summary, given) for summary, given in asked if given]
    waiting = [summary for summary, given in mine if given.answered_at is None]
    return next(iter(waiting), mine[0][0] if mine else None)


def _with(summary: SummaryFacts, given: AnswerFacts) -> SummaryFacts:
    others = tuple(answer for answer in summary.answers if answer.person_id != given.person_id)
    return replace(summary, answers=(*others, given))


def _standing(after: SummaryFacts, facts: Facts, me: OfficialFacts) -> list[str]:
    """Whom it goes to now, and who has not answered."""
    officials = facts.person.desk.officials if facts.person else ()
    following = whom_next(after.answers, officials, Role(me.role))
    in_office = {one.person_id for one in officials}
    open_ = [noted.official(one) for one in after.answers if one.answered_at is None and one.person_id in in_office]
    lines = [noted.passed_on([noted.official(one) for one in following])] if following else []
    if open_:
        return [*lines, noted.still_waiting(open_)]
    return lines or [noted.all_answered()]


def _forward(after: SummaryFacts, facts: Facts, me: OfficialFacts, words: str) -> tuple[JsonObject, ...]:
    """What whoever is next gets: who has answered, and the same numbers."""
    sheet = Sheet(facts.agency, load(after.numbers), after.key, after.answers, asks=True)
    return to_line(Answer((Say(noted.forwarded(facts.voice, me, words)), summary_card(sheet))))
