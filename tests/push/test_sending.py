"""What goes out, to whom, in how many requests."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from dialogs.records.facts import Role
from dialogs.records.notice import Audience, Fate, Importance, Notice, Reason
from storage.models import Delivery, Follow, NoticeRow, Person
from storage.people import unbind
from tests.push.office import Office
from tests.storage.rows import add_agency
from tests.system import START


def test_one_text_for_many_is_one_multicast_and_for_one_a_push(office_anywhere: Office) -> None:
    office = office_anywhere
    people = office.people(3)
    assert office.put(office.notice("ก", people))
    assert office.put(office.notice("ข", people[:1]))
    office.rounds(2)
    assert [call.endpoint for call in office.fake.sent] == ["multicast", "push"]
    assert office.sent("ก") == list(people) and office.sent("ข") == [people[0]]
    assert office.heard(people[0]) == {"แจ้ง ก": 1, "แจ้ง ข": 1}
    assert office.heard(people[2]) == {"แจ้ง ก": 1}


def test_a_key_is_kept_once(office_anywhere: Office) -> None:
    office = office_anywhere
    people = office.people(2)
    assert office.put(office.notice("ก", people))
    assert not office.put(office.notice("ก", people))
    office.rounds(2)
    assert office.heard(people[1]) == {"แจ้ง ก": 1}


def test_more_people_than_a_multicast_takes_are_chunks_of_five_hundred(office: Office) -> None:
    people = office.people(501)
    office.put(office.notice("ก", people))
    office.rounds(1)
    assert [len(call.body["to"]) if call.endpoint == "multicast" else 1 for call in office.fake.sent if call.body] == [
        500,
        1,
    ]
    assert office.sent("ก") == sorted(people, key=str)


def test_nothing_goes_out_before_it_is_due_or_at_night(office: Office) -> None:
    people = office.people(1)
    later = office.notice("ก", people)
    office.put(
        Notice(
            "test",
            "ก",
            people,
            later.messages,
            Importance.DEADLINE,
            START + timedelta(hours=9),
            START + timedelta(days=2),
        )
    )
    office.rounds(12, timedelta(hours=1))
    assert office.fake.sent == [], "due at 19.00: a deadline waits for the morning"
    office.rounds(12, timedelta(hours=1))
    call = office.fake.sent[0]
    assert call.at.astimezone(UTC) == datetime(2026, 1, 16, 1, 0, tzinfo=UTC), "8.00 in Bangkok"


@pytest.mark.parametrize(
    ("importance", "until"), [(Importance.ACKNOWLEDGE, 20), (Importance.DEADLINE, 18), (Importance.DIGEST, 20)]
)
def test_evenings_are_quiet(office: Office, importance: Importance, until: int) -> None:
    people = office.people(2)
    office.clock.set(datetime(2026, 1, 15, until - 7, 0, tzinfo=UTC) - timedelta(minutes=1))
    office.put(office.notice("ก", people[:1], importance))
    office.rounds(1, timedelta(minutes=2))
    office.put(office.notice("ข", people[1:], importance))
    office.rounds(3)
    assert office.sent("ก") and not office.sent("ข")


def test_what_is_too_late_is_listed(office_anywhere: Office) -> None:
    office = office_anywhere
    people = office.people(2)
    office.put(office.notice("ก", people, hours=1))
    office.clock.move(hours=1)
    office.rounds(1)
    assert office.fates("ก") == dict.fromkeys(people, (Fate.UNSENT, Reason.EXPIRED))
    assert office.fake.sent == []


def test_who_left_or_forgot_in_between_gets_nothing_and_the_others_do(office_anywhere: Office) -> None:
    office = office_anywhere
    stays, unbinds, forgets, silenced = office.people(4)
    office.put(office.notice("ก", (stays, unbinds, forgets, silenced), audience=Audience.REMINDED))
    with office.database.transaction() as session:
        session.add(Follow(person_id=unbinds, created_at=START))
        unbind(session, session.get_one(Person, unbinds))  # still follows something, so the row stays
        session.execute(delete(Person).where(Person.id == forgets))
        session.get_one(Person, silenced).reminders = False
    office.rounds(1)
    assert office.fates("ก") == {
        stays: (Fate.SENT, ""),
        unbinds: (Fate.UNSENT, Reason.GONE),
        None: (Fate.UNSENT, Reason.GONE),
        silenced: (Fate.UNSENT, Reason.GONE),
    }
    assert not office.heard(unbinds) and not office.heard(forgets) and not office.heard(silenced)
    assert [call.endpoint for call in office.fake.sent] == ["push"], "one person is left"


def test_a_digest_is_for_those_who_still_follow(office_anywhere: Office) -> None:
    office = office_anywhere
    follows, stopped = office.people(2)
    with office.database.transaction() as session:
        session.add(Follow(person_id=follows, created_at=START))
    office.put(office.notice("ก", (follows, stopped), Importance.DIGEST, audience=Audience.FOLLOWERS))
    office.rounds(1)
    assert office.sent("ก") == [follows]


def test_another_agencys_person_is_never_a_recipient(office: Office) -> None:
    mine = office.people(1)
    other, _ = add_agency(office.database, "ko")
    with office.database.transaction() as session:
        stranger = Person(agency_id=other, created_at=START, line_id=b"x", roles=["staff"])
        session.add(stranger)
        session.flush()
        foreign = stranger.id
    office.put(office.notice("ก", (*mine, foreign)))
    assert set(office.fates("ก")) == set(mine)


def test_a_notice_that_could_never_be_sent_is_refused(office: Office) -> None:
    people = office.people(1)
    good = office.notice("ก", people)
    for bad in (
        Notice("test", "x", people, (), Importance.DIGEST, good.due, good.expires),
        Notice("test", "x", people, good.messages * 6, Importance.DIGEST, good.due, good.expires),
        Notice("test", "x", people, good.messages, Importance.DIGEST, good.due, good.due),
    ):
        with pytest.raises(ValueError, match="'x'"):
            office.put(bad)


def test_who_blocked_the_account_counts_as_sent_since_line_says_so(office: Office) -> None:
    """LINE answers 200 and delivers nothing; nobody can know. (docs/operating)"""
    people = office.people(1)
    office.phones[people[0]].block()
    office.put(office.notice("ก", people))
    office.rounds(1)
    assert office.sent("ก") == list(people) and not office.heard(people[0])


def test_an_answered_notice_leaves_no_open_request(office_anywhere: Office) -> None:
    office = office_anywhere
    office.put(office.notice("ก", office.people(2, (Role.MAYOR,))))
    office.rounds(5)
    assert len(office.fake.sent) == 1
    with office.database.reading() as session:
        row = session.scalars(select(NoticeRow)).one()
        assert {
            d.request.next_try_at
            for d in session.scalars(select(Delivery).where(Delivery.notice_id == row.id))
            if d.request
        } == {None}
