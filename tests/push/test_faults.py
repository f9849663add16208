"""Each way in which LINE fails, in turn: every message is delivered once, or listed as not delivered.

pytest -s tests/push/test_faults.py        prints the figures
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import request

from bot.simulator.faults import Fault, http
from dialogs.records.notice import Fate, Importance, Reason
from storage.models import Person
from tests.push.office import Office

SILENCE = Fault(delay=1.0, after_accept=True, keep_answer=True)
"""The real program gives up after ten seconds; here after 0.4, so that one second stands for forty."""
FAULTS = {
    "429 rate limit": http(429),
    "429 monthly limit": http(429, "You have reached your monthly limit."),
    "500": http(500),
    "500, though accepted": http(500, after_accept=True),
    "502 in HTML": "bad-gateway-html",
    "connection dropped": "refused",
    "dropped after acceptance": "lost-answer",
    "silence": Fault(delay=1.0),
    "silence, though accepted": SILENCE,
    "redirect": "redirect",
    "200 without a body": Fault(200, b"", after_accept=True),
}


@dataclass
class Tally:
    delivered: int = 0
    listed: int = 0
    doubled: int = 0
    lost: int = 0
    reasons: set[str] = field(default_factory=set)


def tally(office: Office, keys: list[str]) -> Tally:
    """What became of every person's every notice, as the phones and the table of deliveries tell it."""
    found = Tally()
    for key in keys:
        for person, (fate, reason) in office.fates(key).items():
            assert person is not None
            heard = office.heard(person)[f"แจ้ง {key}"]
            found.delivered += heard == 1
            found.doubled += heard > 1
            found.listed += fate == Fate.UNSENT
            found.lost += (heard == 0 and fate != Fate.UNSENT) or (heard == 1 and fate != Fate.SENT)
            found.reasons |= {reason} - {""}
    return found


def busy_day(office: Office) -> list[str]:
    """Notices of every importance, for one and for many."""
    one, many = office.people(1), office.people(5)
    keys = []
    for importance in Importance:
        for people in (one, many):
            keys.append(f"{importance.name}-{len(people)}")
            office.put(office.notice(keys[-1], people, importance, hours=6))
    return keys


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("count", [1, 2])
def test_a_fault_neither_loses_nor_doubles(office: Office, name: str, count: int) -> None:
    fault = FAULTS[name]
    for endpoint in ("push", "multicast"):
        office.fake.faults.next(endpoint, fault, count=count)
    keys = busy_day(office)
    office.rounds(28, timedelta(minutes=15))
    found = tally(office, keys)
    print(
        f"{name:26} ×{count}: delivered {found.delivered:2}  listed {found.listed:2} {sorted(found.reasons)}  "
        f"doubled {found.doubled}  lost {found.lost}"
    )
    assert (found.doubled, found.lost) == (0, 0)
    assert found.delivered + found.listed == 18


def test_a_fault_that_never_ends_lists_everything(office: Office) -> None:
    for endpoint in ("push", "multicast"):
        office.fake.faults.next(endpoint, "server-error", count=1000)
    keys = busy_day(office)
    office.rounds(30, timedelta(minutes=15))
    found = tally(office, keys)
    assert (found.delivered, found.listed, found.lost) == (0, 18, 0)
    assert found.reasons <= {Reason.UNSURE, Reason.EXPIRED}


def test_the_same_key_and_body_at_every_try(office_anywhere: Office) -> None:
    office = office_anywhere
    office.fake.faults.next("multicast", "server-error", count=3)
    people = office.people(4)
    office.put(office.notice("ก", people))
    keys = record_keys(office)
    office.rounds(20, timedelta(minutes=2))
    bodies = [call.body for call in office.fake.sent]
    assert len(bodies) == 4 and all(body == bodies[0] for body in bodies)
    assert len(keys) == 4 and len(set(keys)) == 1


def test_a_chunk_that_fails_is_tried_again_as_the_same_chunk(office: Office) -> None:
    people = office.people(1100)
    office.fake.faults.next("multicast", "lost-answer")
    office.put(office.notice("ก", people))
    keys = record_keys(office)
    office.rounds(6, timedelta(minutes=5))
    found = tally(office, ["ก"])
    assert (found.delivered, found.doubled, found.lost) == (1100, 0, 0)
    assert len(keys) == 4 and len(set(keys)) == 3, "three chunks, one of them twice"


def test_409_is_success(office: Office) -> None:
    people = office.people(1)
    office.fake.faults.next("push", "lost-answer")
    office.put(office.notice("ก", people))
    office.rounds(4)
    assert [call.status for call in office.fake.sent][-1] == 409
    assert office.sent("ก") == list(people) and office.heard(people[0]) == {"แจ้ง ก": 1}


@pytest.mark.parametrize("status", [400, 403, 413])
def test_another_4xx_is_listed_with_its_number_and_not_repeated(office: Office, status: int) -> None:
    people = office.people(3)
    office.fake.faults.next("multicast", status=status)
    office.put(office.notice("ก", people))
    office.rounds(6)
    assert len(office.fake.sent) == 1
    assert office.fates("ก") == dict.fromkeys(people, (Fate.UNSENT, f"{Reason.REFUSED}_{status}"))


def test_a_key_is_not_used_beyond_its_life(office: Office) -> None:
    """After 24 hours LINE would take the same key again: it would double."""
    people = office.people(1)
    office.fake.faults.next("push", "lost-answer")
    office.fake.faults.next("push", "server-error", count=100)
    office.put(office.notice("ก", people, Importance.ACKNOWLEDGE, hours=100))
    office.rounds(60, timedelta(hours=1))
    assert office.fates("ก") == {people[0]: (Fate.UNSENT, Reason.UNSURE)}
    office.fake.faults.clear()
    office.rounds(40, timedelta(hours=1))
    assert office.heard(people[0]) == {"แจ้ง ก": 1}


def test_who_leaves_between_two_tries_is_not_asked_for_again(office: Office) -> None:
    people = office.people(3)
    office.fake.faults.next("multicast", "server-error")
    office.put(office.notice("ก", people))
    keys = record_keys(office)
    office.rounds(1)
    with office.database.transaction() as session:
        session.delete(session.get_one(Person, people[0]))
    office.rounds(3)
    assert len(set(keys)) == 1 and not office.heard(people[0])
    assert office.sent("ก") == list(people[1:])


def record_keys(office: Office) -> list[str]:
    """The retry keys of the calls that follow, as LINE receives them."""
    keys: list[str] = []

    def note() -> None:
        if key := request.headers.get("X-Line-Retry-Key"):
            keys.append(key)

    office.fake.app.before_request_funcs.setdefault(None, []).append(note)
    return keys


@pytest.mark.parametrize("refusal", ["rate", "monthly"])
def test_a_429_after_a_lost_answer_does_not_prove_that_nothing_was_taken(office: Office, refusal: str) -> None:
    people = office.people(1)
    office.fake.faults.next("push", "lost-answer")
    office.fake.faults.next("push", refusal)
    office.put(office.notice("ก", people))
    keys = record_keys(office)
    office.rounds(12, timedelta(minutes=5))
    assert len(set(keys)) == 1 and office.heard(people[0]) == {"แจ้ง ก": 1}
    assert office.sent("ก") == list(people)
