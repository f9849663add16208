"""Effects of an event: once, behind the fence, with the first outcome for every repeat."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from dialogs.records.effect import FollowMeasure, Unfollow
from dialogs.records.errors import LeaseLost, StoreUnavailable
from storage.database import Database, open_engine
from storage.effects import Actor, EffectRunner
from storage.inbox import Inbox
from storage.models import Follow, InboxEvent
from storage.sealing import Keyring, NotOpened
from tests.storage.rows import KEYS, LINE_ID, NOW, SLUG, add_agency, person_of


def yes() -> bool:
    return True


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, KEYS, EffectRunner(KEYS))


def following(database: Database, agency: int, measure: int | None) -> Actor:
    return Actor(agency, SLUG, ("d" * 64,), LINE_ID, NOW, (FollowMeasure(measure),))


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_event_has_its_effect_and_leaves_its_outcome(database: Database, inbox: Inbox) -> None:
    agency, (measure, _) = add_agency(database)
    assert inbox.outcome_of("e1") is None
    assert inbox.carry_out("e1", following(database, agency, measure), b"first", yes) == b"first"
    assert inbox.outcome_of("e1") == b"first"
    assert count(database, Follow) == 1


def test_a_repeat_changes_nothing_and_yields_the_first_outcome(database: Database, inbox: Inbox) -> None:
    agency, (measure, other) = add_agency(database)
    inbox.carry_out("e1", following(database, agency, measure), b"first", yes)
    assert inbox.carry_out("e1", following(database, agency, other), b"second", yes) == b"first"
    assert count(database, Follow) == 1 and count(database, InboxEvent) == 1


def test_behind_a_lost_lease_nothing_is_written(database: Database, inbox: Inbox) -> None:
    agency, (measure, _) = add_agency(database)
    with pytest.raises(LeaseLost):
        inbox.carry_out("e1", following(database, agency, measure), b"first", lambda: False)
    assert count(database, Follow) == count(database, InboxEvent) == 0
    assert person_of(database, agency) is None


def test_the_fence_is_asked_after_the_effects(database: Database, inbox: Inbox) -> None:
    agency, (measure, _) = add_agency(database)
    asked = []
    inbox.carry_out("e1", following(database, agency, measure), b"x", lambda: not asked.append(1))  # type: ignore[func-returns-value]
    assert asked == [1]


def test_a_fence_that_cannot_be_asked_writes_nothing(database: Database, inbox: Inbox) -> None:
    def away() -> bool:
        raise StoreUnavailable("Redis does not answer")

    agency, (measure, _) = add_agency(database)
    with pytest.raises(StoreUnavailable):
        inbox.carry_out("e1", following(database, agency, measure), b"x", away)
    assert count(database, InboxEvent) == 0


def test_two_workers_at_once_have_the_effect_once(database: Database) -> None:
    agency, (measure, other) = add_agency(database)
    gate = threading.Barrier(2)
    outcomes: list[bytes] = []

    def work(outcome: bytes, about: int) -> None:
        own = Database(open_engine(database.engine.url.render_as_string(hide_password=False)))
        gate.wait()
        outcomes.append(
            Inbox(own, KEYS, EffectRunner(KEYS)).carry_out("e1", following(own, agency, about), outcome, yes)
        )
        own.close()

    threads = [threading.Thread(target=work, args=pair) for pair in ((b"one", measure), (b"two", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(outcomes) == 2 and len(set(outcomes)) == 1
    assert count(database, Follow) == 1


def test_an_outcome_lies_sealed_and_bound_to_its_event(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    inbox.carry_out("e1", following(database, agency, None), "บันทึกแล้ว".encode(), yes)
    with database.transaction() as session:
        raw = session.scalars(select(InboxEvent.outcome)).one()
        assert "บันทึก".encode() not in raw
        session.execute(text("UPDATE inbox SET event_key = 'e2'"))
    with pytest.raises(NotOpened):
        inbox.outcome_of("e2")


def test_an_outcome_of_an_older_key_still_opens(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    inbox.carry_out("e1", following(database, agency, None), b"x", yes)
    newer = Keyring(["n" * 40, "k" * 40])
    assert Inbox(database, newer, EffectRunner(newer)).outcome_of("e1") == b"x"


def test_an_effect_that_fails_leaves_no_note_of_the_event(database: Database, inbox: Inbox) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        inbox.carry_out("e1", following(database, 999, None), b"x", yes)
    assert count(database, InboxEvent) == 0


def test_old_notes_are_forgotten_and_young_ones_kept(database: Database, inbox: Inbox) -> None:
    agency, _ = add_agency(database)
    for age in (0, 3, 10):
        actor = Actor(agency, SLUG, ("d" * 64,), LINE_ID, NOW - timedelta(days=age), (Unfollow(None),))
        inbox.carry_out(f"e{age}", actor, b"x", yes)
    assert inbox.forget_before(NOW - timedelta(days=5)) == 1
    assert inbox.outcome_of("e3") == b"x" and inbox.outcome_of("e10") is None
