"""Roles × actions × (own, other agency): who sees and does what, through the real webhook. The table is the truth."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from dialogs.records.facts import Role
from dialogs.understanding.service import AgencyListener
from storage.models import Measure, Person, ProgressEntry, Summary, SummaryAnswer, SummaryPreference
from tests.officials.office import bound, leave, person_of
from tests.system import System, Talk, running_system

OWN, OTHER = "khongchai", "ko"
UNIT = "งานนิติการ"
"""Of everybody in the table: two measures of the plan are this unit's, twelve are not."""
WHO = ("citizen", "staff", "director", "secretary", "mayor", "administrator", "removed")
EVERYBODY_BOUND = {"staff", "director", "secretary", "mayor", "administrator"}
REPORTERS = {"staff", "director", "administrator"}
OFFICIALS = {"director", "secretary", "mayor"}
ALLOWED: Mapping[str, set[str]] = {
    "start a report on the own unit's measure": REPORTERS,
    "start a report on another unit's measure": {"administrator"},
    "save one on the own unit's measure": REPORTERS,
    "save one on another unit's measure": {"administrator"},
    "replace a colleague's report": set(),
    "see what the unit owes": EVERYBODY_BOUND,
    "see the summary": EVERYBODY_BOUND,
    "see who has answered": EVERYBODY_BOUND,
    "acknowledge by the button": OFFICIALS,
    "acknowledge by typing": OFFICIALS,
    "set when summaries come": OFFICIALS,
    "get the memo": OFFICIALS | {"administrator"},
}
"""At the own agency. At the other agency nobody of the table may do any of it."""


@dataclass(frozen=True, slots=True)
class Office:
    """One person for every row: in their own agency's chat, and with the same account in another's."""

    system: System
    own: Mapping[str, Talk]
    other: Mapping[str, Talk]
    measures: Mapping[str, int]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, listener: AgencyListener) -> Iterator[Office]:
    with running_system(tmp_path_factory.mktemp("rights"), listener) as system:
        own = {who: _person(system, who) for who in WHO}
        other = {who: Talk(system, system.fake.user(system.channels[OTHER], f"row-{who}")) for who in WHO}
        bound(system, "mayor").says("สรุป").hears("เสร็จ 0 จาก 14")
        known = system.parts.directory.known(OWN, ())
        assert known is not None
        mine = next(m.id for m in known.agency.measures if UNIT in m.units)
        theirs = next(m.id for m in known.agency.measures if UNIT not in m.units)
        yield Office(system, own, other, {"mine": mine, "theirs": theirs})


def _person(system: System, who: str) -> Talk:
    talk = Talk(system, system.fake.user(system.channels[OWN], f"row-{who}"))
    if who == "citizen":
        return talk
    made = bound(system, {"removed": "director", "administrator": "staff"}.get(who, who), OWN, UNIT)
    with system.parts.database.transaction() as session:  # the account that ``bound`` made becomes this row's
        person = session.get_one(Person, person_of(system, made))
        person.digest = system.parts.keyring.digest("general", OWN, talk.user.user_id)
        if who == "administrator":
            person.roles = [str(Role.ADMINISTRATOR)]
    if who == "removed":
        leave(system, talk, OWN)
    return talk


# --- the actions: each returns whether it was done or seen --------------------------------------------------------------


def starts_own_report(office: Office, talk: Talk) -> bool:
    return _starts(office, talk, "mine")


def starts_other_report(office: Office, talk: Talk) -> bool:
    return _starts(office, talk, "theirs")


def _starts(office: Office, talk: Talk, whose: str) -> bool:
    asked = "ทำไปถึงไหนแล้ว" in press(talk, f'go:report_progress:{{"measure":{office.measures[whose]}}}').text
    talk.says("ยกเลิก")
    return asked


def forges_own_report(office: Office, talk: Talk) -> bool:
    return _forges(office, talk, "mine")


def forges_other_report(office: Office, talk: Talk) -> bool:
    return _forges(office, talk, "theirs")


def _forges(office: Office, talk: Talk, whose: str) -> bool:
    """One press that claims the whole form was filled and reviewed."""
    before = rows(office, ProgressEntry)
    filled = '"percent":10,"detail":"ก","output":"","outcome":"","evidence":[],"round":6,"review":"save"'
    press(talk, f'go:report_progress:{{"measure":{office.measures[whose]},{filled}}}')
    talk.says("ยกเลิก")
    return rows(office, ProgressEntry) == before + 1


def replaces_a_colleagues(office: Office, talk: Talk) -> bool:
    """A correction that claims to be one of what a colleague reported last."""
    measure = office.measures["mine"]
    with office.system.parts.database.transaction() as session:
        colleague = session.scalars(select(Person.id).order_by(Person.id.desc())).first()
        last = ProgressEntry(
            measure_id=measure,
            fiscal_year=2569,
            status="in_progress",
            percent=20,
            person_id=colleague,
            reported_at=office.system.clock(),
        )
        session.add(last)
        session.flush()
        theirs = last.id
    filled = (
        '"corrects":true,"percent":10,"detail":"ก","output":"","outcome":"","evidence":[],"round":6,"review":"save"'
    )
    press(talk, f'go:report_progress:{{"measure":{measure},{filled}}}')
    talk.says("ยกเลิก")
    with office.system.parts.database.transaction() as session:
        replaced = session.scalar(select(ProgressEntry.id).where(ProgressEntry.replaces_id == theirs))
        session.delete(session.get_one(ProgressEntry, theirs))
    return replaced is not None


def sees_work(_office: Office, talk: Talk) -> bool:
    return "รอรายงาน" in press(talk, 'go:summary:{"view":"mine"}').text


def sees_summary(_office: Office, talk: Talk) -> bool:
    return "คืบหน้าเฉลี่ย" in press(talk, 'go:summary:{"view":"summary"}').text


def sees_chain(_office: Office, talk: Talk) -> bool:
    return "ทราบแล้ว" in press(talk, 'go:summary:{"view":"chain"}').text or "ยังไม่ตอบ" in talk.text


def presses_noted(office: Office, talk: Talk) -> bool:
    with office.system.parts.database.reading() as session:
        key = session.scalars(select(Summary.key).order_by(Summary.id)).first()
    return _acknowledges(office, lambda: press(talk, f'go:summary:{{"ack":"{key}"}}'))


def types_noted(office: Office, talk: Talk) -> bool:
    press(talk, 'go:summary:{"view":"summary"}')
    return _acknowledges(office, lambda: talk.says("ทราบ"))


def _acknowledges(office: Office, act: Callable[[], Talk]) -> bool:
    before = _answered(office)
    said = act().text
    done = "บันทึกทราบ" in said
    assert _answered(office) - before in ((0, 1) if done else (0,)), "something was recorded and not said"
    return done


def sets_summaries(office: Office, talk: Talk) -> bool:
    before = rows(office, SummaryPreference)
    press(talk, 'go:summary:{"send":{"weekly":true,"hour":10}}')
    return rows(office, SummaryPreference) == before + 1


def gets_memo(_office: Office, talk: Talk) -> bool:
    return "https://" in str(press(talk, 'go:summary:{"memo":6,"memo_year":2569}').last)


ACTIONS: Mapping[str, Callable[[Office, Talk], bool]] = {
    "start a report on the own unit's measure": starts_own_report,
    "start a report on another unit's measure": starts_other_report,
    "save one on the own unit's measure": forges_own_report,
    "save one on another unit's measure": forges_other_report,
    "replace a colleague's report": replaces_a_colleagues,
    "see what the unit owes": sees_work,
    "see the summary": sees_summary,
    "see who has answered": sees_chain,
    "acknowledge by the button": presses_noted,
    "acknowledge by typing": types_noted,
    "set when summaries come": sets_summaries,
    "get the memo": gets_memo,
}


@pytest.mark.parametrize("action", ALLOWED)
def test_own_agency(office: Office, action: str) -> None:
    assert {who for who in WHO if ACTIONS[action](office, office.own[who])} == ALLOWED[action]


@pytest.mark.parametrize("action", ALLOWED)
def test_another_agency(office: Office, action: str) -> None:
    """The same accounts in another agency's chat are strangers there, with every button they ever saw."""
    tables = (ProgressEntry, Summary, SummaryAnswer, SummaryPreference, Measure)
    before = [rows(office, table) for table in tables]
    assert {who for who in WHO if ACTIONS[action](office, office.other[who])} == set()
    assert [rows(office, table) for table in tables] == before


def test_the_table_is_whole() -> None:
    assert ALLOWED.keys() == ACTIONS.keys()


def press(talk: Talk, data: str) -> Talk:
    talk.user.postback(data)
    return talk._listen()


def rows(office: Office, table: type[Measure] | type[ProgressEntry] | type[Summary] | type[SummaryPreference]) -> int:
    with office.system.parts.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _answered(office: Office) -> int:
    given = select(func.count()).select_from(SummaryAnswer).where(SummaryAnswer.answered_at.is_not(None))
    with office.system.parts.database.reading() as session:
        return session.scalar(given) or 0
