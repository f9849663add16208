"""The month's quota: asked before anything is sent, kept for what matters more, and its end noticed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line.push import Quota
from bot.scheduler.purse import LEFT_FOR_OTHERS, allowed, awake, month_turns, spend
from dialogs.records.notice import Fate, Importance, Reason
from storage.models import Purse
from tests.push.office import Office

ACK, DEADLINE, DIGEST = Importance.ACKNOWLEDGE, Importance.DEADLINE, Importance.DIGEST


@given(st.integers(0, 40_000), st.integers(0, 50_000))
def test_what_matters_more_may_spend_more_and_nobody_spends_what_is_not_there(limit: int, used: int) -> None:
    room = allowed(Quota(limit, used))
    ask, deadline, digest = (room[one] for one in Importance)
    assert ask is not None and deadline is not None and digest is not None
    assert max(0, limit - used) == ask >= deadline >= digest >= 0
    left = spend(room, 7)[ACK]
    assert left == max(0, ask - 7)


def test_without_a_limit_everything_is_allowed() -> None:
    room = allowed(Quota(None, 10_000))
    assert set(room.values()) == {None} and spend(room, 500) == room


def test_shares_are_in_order() -> None:
    assert [*LEFT_FOR_OTHERS] == [*Importance] and sorted(LEFT_FOR_OTHERS.values()) == [*LEFT_FOR_OTHERS.values()]


@pytest.mark.parametrize(
    ("now", "turns"),
    [
        (datetime(2026, 1, 31, 16, 59, tzinfo=UTC), datetime(2026, 1, 31, 17, 0, tzinfo=UTC)),
        (datetime(2026, 1, 31, 17, 0, tzinfo=UTC), datetime(2026, 2, 28, 17, 0, tzinfo=UTC)),
        (datetime(2026, 12, 15, 0, 0, tzinfo=UTC), datetime(2026, 12, 31, 17, 0, tzinfo=UTC)),
    ],
)
def test_the_month_turns_at_midnight_in_bangkok(now: datetime, turns: datetime) -> None:
    assert month_turns(now) == turns


def test_at_night_nothing_is_awake() -> None:
    assert awake(datetime(2026, 1, 15, 20, 0, tzinfo=UTC)) == frozenset()
    assert awake(datetime(2026, 1, 15, 3, 0, tzinfo=UTC)) == frozenset(Importance)


def limit(office: Office, value: int | None, used: int = 0) -> None:
    office.fake.platform.quota.limit = value
    office.fake.platform.quota.count(
        office.channel.key, "push", used - office.fake.platform.quota.used(office.channel.key)
    )


def test_the_quota_is_read_before_a_batch(office: Office) -> None:
    office.put(office.notice("ก", office.people(1)))
    office.rounds(1)
    assert [call.endpoint for call in office.fake.calls] == ["quota", "quota", "push"]


def test_a_reserve_is_left_for_what_asks_for_an_answer(office: Office) -> None:
    limit(office, 20, used=10)
    staff, officials, followers = office.people(9), office.people(2), office.people(6)
    office.put(office.notice("ข่าว", followers, DIGEST))
    office.put(office.notice("เตือน", staff, DEADLINE))
    office.rounds(1)
    assert len(office.sent("เตือน")) == 8, "10 are left, 2 of them are kept"
    assert office.sent("ข่าว") == []
    office.put(office.notice("ทราบ", officials, ACK))
    office.rounds(1)
    assert office.sent("ทราบ") == list(officials)
    office.rounds(40)
    fates = [*office.fates("ข่าว").values(), *office.fates("เตือน").values()]
    assert fates.count((Fate.UNSENT, Reason.MONTH_USED_UP)) == 7, "all that did not fit is listed, with the reason"
    assert office.fake.platform.quota.used(office.channel.key) == 20


def test_important_ones_go_first_whatever_came_first(office: Office) -> None:
    people = office.people(1)
    for key, importance in (("3", DIGEST), ("2", DEADLINE), ("1", ACK)):
        office.put(office.notice(key, people, importance))
    office.rounds(1)
    assert list(office.heard(people[0])) == ["แจ้ง 1", "แจ้ง 2", "แจ้ง 3"]


def test_the_monthly_429_stops_lesser_notices_until_the_month_turns(office_anywhere: Office) -> None:
    office = office_anywhere
    staff, officials = office.people(3), office.people(2)
    office.clock.set(datetime(2026, 1, 31, 1, 30, tzinfo=UTC))
    office.fake.faults.next("multicast", "monthly")
    office.put(office.notice("เตือน", staff, DEADLINE, hours=48))
    office.rounds(1)
    assert office.sent("เตือน") == []
    office.put(office.notice("ทราบ", officials, ACK, hours=48))
    office.rounds(6)
    assert office.sent("ทราบ") == list(officials), "a reservation may have caused it: what matters is tried"
    calls = len(office.fake.sent)
    office.rounds(20)
    assert len(office.fake.sent) == calls and office.sent("เตือน") == []
    office.clock.set(datetime(2026, 2, 1, 1, 30, tzinfo=UTC))
    office.rounds(2)
    assert office.sent("เตือน") == list(staff)
    assert all(office.heard(person) == {"แจ้ง เตือน": 1} for person in staff)


def test_the_other_429_is_worth_a_wait(office: Office) -> None:
    people = office.people(3)
    office.fake.faults.next("multicast", "rate", count=3)
    office.put(office.notice("ก", people))
    office.rounds(40, timedelta(seconds=10))
    tries = [call.at for call in office.fake.sent]
    waits = [(b - a).total_seconds() for a, b in pairwise(tries)]
    assert len(tries) == 4 and waits == sorted(waits) and waits[0] >= 10 and waits[2] >= 60, waits
    assert office.sent("ก") == list(people)


def test_a_channel_without_a_working_token_rests_and_loses_nothing(office: Office) -> None:
    people = office.people(2)
    office.fake.faults.next("quota", status=401, count=2)
    office.put(office.notice("ก", people))
    office.rounds(4)
    assert office.sent("ก") == list(people)


def test_what_a_dead_channel_kept_back_is_listed_so(office: Office) -> None:
    people = office.people(2)
    office.fake.faults.next("quota", status=401, count=100)
    office.put(office.notice("ก", people, hours=1))
    office.rounds(30, timedelta(minutes=5))
    assert office.fates("ก") == dict.fromkeys(people, (Fate.UNSENT, Reason.CHANNEL))


def test_what_line_said_of_the_month_is_kept_for_the_administrator(office: Office) -> None:
    limit(office, 300, used=12)
    office.put(office.notice("ก", office.people(1)))
    office.rounds(1)
    with office.database.reading() as session:
        purse = session.get_one(Purse, office.agency_id)
        assert (purse.monthly_limit, purse.used) == (300, 12)
