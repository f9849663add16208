"""Summaries for officials: kept as they went out, answered with ทราบ once, passed on along the chain."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from dialogs.records.chain import highest, whom_next
from dialogs.records.effect import Acknowledge, RecordSummary
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from dialogs.records.json import JsonObject
from dialogs.records.notice import Importance, Notice
from dialogs.records.official import AnswerFacts, DeskFacts, Occasion, OfficialFacts, SummaryFacts
from storage.actor import Actor, person_of
from storage.models import Agency, Person, Summary, SummaryAnswer
from storage.notices import put
from storage.rights import is_office
from storage.summary_settings import plan_of, wish_of

BANGKOK = ZoneInfo("Asia/Bangkok")
REMEMBERED = 12
"""How many of an agency's newest summaries a turn knows, and how many that wait for who is asking."""
WORTH_SENDING = timedelta(days=4)
"""After that a summary, or the request to answer one, is old news and not pushed any more."""
KIND = "summary"


def load_desk(session: Session, agency_id: int, person_id: int) -> DeskFacts:
    """What somebody of the office sees. The caller has made sure that they are one."""
    return DeskFacts(
        officials=officials_of(session, agency_id),
        summaries=_known(session, agency_id, person_id),
        plan=plan_of(session, agency_id),
        wish=wish_of(session, person_id),
    )


def officials_of(session: Session, agency_id: int) -> tuple[OfficialFacts, ...]:
    """Everybody whose ทราบ counts, as of now."""
    bound = select(Person).where(Person.agency_id == agency_id, Person.active.is_(True)).order_by(Person.id)
    return tuple(
        OfficialFacts(person.id, str(role), person.unit)
        for person in session.scalars(bound)
        if (role := highest(person.roles))
    )


def newest(session: Session, agency_id: int) -> tuple[SummaryFacts, ...]:
    """An agency's summaries, newest first."""
    return tuple(_facts(summary) for summary in _newest(session, agency_id))


def _newest(session: Session, agency_id: int, *which: ColumnElement[bool]) -> Sequence[Summary]:
    found = (
        select(Summary)
        .where(Summary.agency_id == agency_id, *which)
        .options(selectinload(Summary.answers))
        .order_by(Summary.id.desc())
        .limit(REMEMBERED)
    )
    return session.scalars(found).all()


def _known(session: Session, agency_id: int, person_id: int) -> tuple[SummaryFacts, ...]:
    """The newest, and those that still wait for this person: others' curiosity must not push them out of sight."""
    waits = Summary.answers.any((SummaryAnswer.person_id == person_id) & SummaryAnswer.answered_at.is_(None))
    found = [*_newest(session, agency_id), *_newest(session, agency_id, waits)]
    by_id = {summary.id: summary for summary in found}
    return tuple(_facts(by_id[number]) for number in sorted(by_id, reverse=True))


def of_round(session: Session, agency_id: int, fiscal_year: int, round_months: int) -> SummaryFacts | None:
    """The newest summary of a round that an official answered, for the memo's chain."""
    found = (
        select(Summary)
        .where(
            Summary.agency_id == agency_id,
            Summary.fiscal_year == fiscal_year,
            Summary.round_months == round_months,
            Summary.answers.any(SummaryAnswer.answered_at.is_not(None)),
        )
        .order_by(Summary.id.desc())
        .limit(1)
    )
    summary = session.scalar(found)
    return _facts(summary) if summary else None


def numbers_of(session: Session, slug: str, key: str) -> JsonObject | None:
    """The numbers of one summary of an agency."""
    found = select(Summary.numbers).join(Agency).where(Agency.slug == slug, Summary.key == key)
    return session.scalar(found)


def send(
    session: Session,
    agency_id: int,
    *,
    key: str,
    slot: str,
    occasion: Occasion,
    numbers: JsonObject,
    officials: Sequence[OfficialFacts],
    now: datetime,
) -> bool:
    """Keep a summary that goes out now, and ask these people. False when its slot is taken: it went out before."""
    taken = select(Summary.id).where(Summary.agency_id == agency_id, Summary.slot == slot)
    if session.scalar(taken) is not None:
        return False
    summary = _new(agency_id, key, occasion, numbers, now)
    summary.slot = slot
    summary.answers = [_asked(official, now) for official in officials]
    session.add(summary)
    session.flush()
    return True


def record(session: Session, actor: Actor, shown: RecordSummary) -> None:
    """A summary that was asked for in the chat. Raises Refused for somebody who is not of the office any more."""
    person = person_of(session, actor)
    if person is None or not is_office(person):
        raise Refused("only the office's people get summaries")
    summary = _new(actor.agency_id, shown.key, Occasion.ASKED, shown.numbers, actor.now)
    if role := highest(person.roles):
        summary.answers = [_asked(OfficialFacts(person.id, str(role), person.unit), actor.now)]
    session.add(summary)


def acknowledge(session: Session, actor: Actor, given: Acknowledge) -> None:
    """Note a ทราบ, and ask who comes next in the chain; a second one changes nothing.

    Raises Refused where the person is no official of this agency now, or the summary is not the agency's: rights are
    asked here again, whatever the button said.
    """
    person = person_of(session, actor)
    role = highest(person.roles) if person and is_office(person) else None
    # Locked, so that of the last two of a level who answer at once one passes it on.
    own = select(Summary).where(Summary.agency_id == actor.agency_id, Summary.key == given.key).with_for_update()
    summary = session.scalar(own)
    if person is None or role is None or summary is None:
        raise Refused("this ทราบ is not this person's to give")
    answer = next((answer for answer in summary.answers if answer.person_id == person.id), None)
    if answer is None:
        answer = _asked(OfficialFacts(person.id, str(role), person.unit), actor.now)
        summary.answers.append(answer)
    if answer.answered_at is not None:
        return
    answer.role, answer.unit = str(role), person.unit
    answer.words, answer.answered_at = given.words, actor.now
    session.flush()
    _pass_on(session, actor, summary, role, given.forward)


def _pass_on(session: Session, actor: Actor, summary: Summary, role: Role, messages: Sequence[JsonObject]) -> None:
    people = whom_next([_answer(answer) for answer in summary.answers], officials_of(session, actor.agency_id), role)
    if not people:
        return
    known = {answer.person_id for answer in summary.answers}
    summary.answers += [_asked(one, actor.now) for one in people if one.person_id not in known]
    notice = Notice(
        kind=KIND,
        key=f"{KIND}/{summary.key}/to/{people[0].role}",
        people=tuple(official.person_id for official in people),
        messages=tuple(messages),
        importance=Importance.ACKNOWLEDGE,
        due=actor.now,
        expires=actor.now + WORTH_SENDING,
    )
    put(session, actor.agency_id, notice, actor.now)


def _new(agency_id: int, key: str, occasion: Occasion, numbers: JsonObject, now: datetime) -> Summary:
    return Summary(
        agency_id=agency_id,
        key=key,
        occasion=str(occasion),
        fiscal_year=numbers["year"],
        round_months=numbers["round_months"],
        numbers=dict(numbers),
        made_at=now,
    )


def _asked(official: OfficialFacts, now: datetime) -> SummaryAnswer:
    return SummaryAnswer(person_id=official.person_id, role=official.role, unit=official.unit, asked_at=now)


def _facts(summary: Summary) -> SummaryFacts:
    return SummaryFacts(
        key=summary.key,
        occasion=Occasion(summary.occasion),
        made_at=summary.made_at.astimezone(BANGKOK),
        numbers=summary.numbers,
        answers=tuple(_answer(answer) for answer in summary.answers),
    )


def _answer(answer: SummaryAnswer) -> AnswerFacts:
    at = answer.answered_at.astimezone(BANGKOK) if answer.answered_at else None
    return AnswerFacts(answer.person_id, answer.role, answer.unit, at, answer.words)
