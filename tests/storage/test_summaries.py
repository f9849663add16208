"""ทราบ in the database: once each, never lost, passed on once, and only by those whose it is to give."""

import random
import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dialogs.records.effect import Acknowledge, RecordSummary, SetSummaries
from dialogs.records.errors import Refused
from dialogs.records.official import Occasion, SummaryWish
from storage.database import Database
from storage.effects import Actor, EffectRunner
from storage.inbox import Inbox
from storage.models import Delivery, NoticeRow, Person, Summary, SummaryAnswer
from storage.people import unbind
from storage.summaries import load_desk, newest, of_round, officials_of, send
from storage.summary_settings import wish_of
from tests.storage.rows import KEYS, LINE_ID, NOW, SLUG, add_agency

KEY = "k" * 32
NUMBERS = {"year": 2569, "round_months": 6}
MESSAGES = ({"type": "text", "text": "เรียนเพื่อโปรดทราบ"},)


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, KEYS, EffectRunner(KEYS))


def digest(name: str) -> str:
    return name.ljust(64, "0")


def add_people(database: Database, agency: int, *roles: str) -> dict[str, int]:
    """Persons named by their role and a number: director1, director2, mayor1 …"""
    with database.transaction() as session:
        people = {f"{role}{place}": role for place, role in enumerate(roles)}
        rows = {
            name: Person(agency_id=agency, digest=digest(name), roles=[role], unit="กองช่าง", created_at=NOW)
            for name, role in people.items()
        }
        session.add_all(rows.values())
        session.flush()
        return {name: row.id for name, row in rows.items()}


def send_to_all(database: Database, agency: int, key: str = KEY) -> None:
    with database.transaction() as session:
        people = officials_of(session, agency)
        assert send(
            session, agency, key=key, slot=f"weekly/{key}", occasion=Occasion.WEEKLY, numbers=NUMBERS,
            officials=people, now=NOW,
        )  # fmt: skip


def noting(agency: int, name: str, key: str = KEY, words: str = "") -> Actor:
    return Actor(agency, SLUG, (digest(name),), LINE_ID, NOW, (Acknowledge(key, words, MESSAGES),))


def answered(database: Database) -> list[int | None]:
    given = select(SummaryAnswer.person_id).where(SummaryAnswer.answered_at.is_not(None)).order_by(SummaryAnswer.id)
    with database.reading() as session:
        return list(session.scalars(given))


def passed_on(database: Database) -> dict[str, int]:
    """Notices by key, with how many people each is for."""
    found = select(NoticeRow.key, func.count(Delivery.id)).join(Delivery).group_by(NoticeRow.key)
    with database.reading() as session:
        return {row[0]: row[1] for row in session.execute(found)}


def yes() -> bool:
    return True


def test_an_answer_is_kept_with_office_moment_and_words(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    people = add_people(database, agency, "mayor")
    send_to_all(database, agency)
    inbox.carry_out("e1", noting(agency, "mayor0", words="เร่งด้วย"), b"", yes)
    inbox.carry_out("e2", noting(agency, "mayor0", words="อีกครั้ง"), b"", yes)
    with database.reading() as session:
        summary = of_round(session, agency, 2569, 6)
        assert of_round(session, agency, 2569, 12) is None
    assert summary is not None
    [answer] = summary.answers
    assert (answer.person_id, answer.role, answer.unit, answer.words) == (people["mayor0"], "mayor", "กองช่าง", "เร่งด้วย")
    assert answer.answered_at == NOW


def test_a_slot_is_sent_once(database: Database) -> None:
    agency, _ = add_agency(database)
    add_people(database, agency, "mayor")
    send_to_all(database, agency)
    with database.transaction() as session:
        again = send(
            session, agency, key="x" * 32, slot=f"weekly/{KEY}", occasion=Occasion.WEEKLY, numbers=NUMBERS,
            officials=(), now=NOW,
        )  # fmt: skip
    assert not again


@pytest.mark.parametrize("name", ["staff1", "nobody", "foreign"])
def test_who_has_no_right_changes_nothing(database: Database, inbox: Inbox, name: str) -> None:
    agency, _ = add_agency(database)
    other, _ = add_agency(database, "ko")
    add_people(database, agency, "mayor", "staff")
    add_people(database, other, "mayor")
    send_to_all(database, agency)
    actor = noting(agency, name) if name != "foreign" else noting(other, "mayor0")
    with pytest.raises(Refused):
        inbox.carry_out("e1", actor, b"", yes)
    assert answered(database) == [] and passed_on(database) == {}


def test_a_person_who_was_removed_has_no_right_any_more(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    people = add_people(database, agency, "secretary", "mayor")
    send_to_all(database, agency)
    inbox.carry_out("e1", noting(agency, "mayor1"), b"", yes)
    with database.transaction() as session:
        for person in people.values():
            unbind(session, session.get_one(Person, person))
    with pytest.raises(Refused):
        inbox.carry_out("e2", noting(agency, "secretary0"), b"", yes)
    with database.reading() as session:
        [summary] = newest(session, agency)
    assert [(one.person_id, one.role, one.answered_at is None) for one in summary.answers] == [
        (None, "secretary", True),
        (None, "mayor", False),
    ]


def test_only_the_office_records_and_sets(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    people = add_people(database, agency, "staff", "mayor")
    for effect in (RecordSummary(KEY, NUMBERS), SetSummaries(SummaryWish(weekly=False))):
        with pytest.raises(Refused):
            inbox.carry_out("e0", Actor(agency, SLUG, (digest("nobody"),), LINE_ID, NOW, (effect,)), b"", yes)
    for place, name in enumerate(people):
        shown = RecordSummary(f"{place}" * 32, NUMBERS)
        inbox.carry_out(name, Actor(agency, SLUG, (digest(name),), LINE_ID, NOW, (shown,)), b"", yes)
    with database.reading() as session:
        asked = [[one.role for one in summary.answers] for summary in newest(session, agency)]
        assert asked == [["mayor"], []] and wish_of(session, people["mayor1"]) == SummaryWish()


def test_a_level_that_is_empty_is_skipped(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    add_people(database, agency, "director", "mayor")
    send_to_all(database, agency)
    inbox.carry_out("e1", noting(agency, "director0"), b"", yes)
    assert passed_on(database) == {f"summary/{KEY}/to/mayor": 1}


def test_who_answered_before_is_not_asked_again(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    add_people(database, agency, "secretary", "mayor")
    send_to_all(database, agency)
    inbox.carry_out("e1", noting(agency, "mayor1"), b"", yes)
    inbox.carry_out("e2", noting(agency, "secretary0"), b"", yes)
    assert passed_on(database) == {}


def test_what_waits_stays_in_sight_whatever_others_look_at(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    people = add_people(database, agency, "mayor", "secretary")
    send_to_all(database, agency)
    for place in range(20):
        shown = RecordSummary(f"{place:032}", NUMBERS)
        inbox.carry_out(f"e{place}", Actor(agency, SLUG, (digest("secretary1"),), LINE_ID, NOW, (shown,)), b"", yes)
    with database.reading() as session:
        mine, other = load_desk(session, agency, people["mayor0"]), load_desk(session, agency, 0)
    assert KEY in [one.key for one in mine.summaries] and KEY not in [one.key for one in other.summaries]
    assert [one.role for one in mine.officials] == ["mayor", "secretary"]


OFFICE = ("director", "director", "director", "secretary", "mayor", "mayor")


@pytest.mark.parametrize("seed", range(4))
def test_answers_at_once_and_again_are_each_kept_once_and_passed_on_once(
    database: Database, inbox: Inbox, seed: int
) -> None:
    agency, _ = add_agency(database)
    people = add_people(database, agency, *OFFICE)
    send_to_all(database, agency)
    presses = [(f"{name}/{press}", name) for name in people for press in range(3)] * 2  # every event comes twice
    random.Random(seed).shuffle(presses)
    halves = [presses[place::6] for place in range(6)]

    def give(own: Sequence[tuple[str, str]]) -> None:
        for event, name in own:
            inbox.carry_out(event, noting(agency, name), b"", yes)

    threads = [threading.Thread(target=give, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(p for p in answered(database) if p) == sorted(people.values())
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Summary)) == 1
    assert passed_on(database).keys() <= {f"summary/{KEY}/to/secretary", f"summary/{KEY}/to/mayor"}


def test_directors_at_once_ask_the_secretary_once(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    add_people(database, agency, *OFFICE)
    send_to_all(database, agency)
    gate = threading.Barrier(3)

    def give(name: str) -> None:
        gate.wait(timeout=10)
        inbox.carry_out(f"e/{name}", noting(agency, name), b"", yes)

    threads = [threading.Thread(target=give, args=(f"director{place}",)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answered(database)) == 3 and passed_on(database) == {f"summary/{KEY}/to/secretary": 1}


def test_a_notice_of_the_chain_has_its_time(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    add_people(database, agency, "director", "secretary")
    send_to_all(database, agency)
    inbox.carry_out("e1", noting(agency, "director0"), b"", yes)
    with database.reading() as session:
        [notice] = session.scalars(select(NoticeRow))
    assert notice.due == NOW and notice.expires == NOW + timedelta(days=4) and notice.messages == list(MESSAGES)
