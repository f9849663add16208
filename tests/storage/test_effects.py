"""What each effect does to the tables."""

import pytest
from sqlalchemy import select

from dialogs.records.effect import Effect, FollowMeasure, ForgetMe, Unfollow
from storage.agencies import AgencyDirectory
from storage.database import Database
from storage.effects import Actor, EffectRunner
from storage.models import Follow, Person
from storage.sealing import Keyring
from tests.storage.rows import KEYS, LINE_ID, NOW, SLUG, add_agency, person_of

ME, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def agency(database: Database) -> int:
    return add_agency(database)[0]


def run(database: Database, agency: int, *effects: Effect, who: tuple[str, ...] = (ME,), keys: Keyring = KEYS) -> None:
    with database.transaction() as session:
        EffectRunner(keys).run(session, Actor(agency, SLUG, who, LINE_ID, NOW, effects))


def follows(database: Database, who: str = ME) -> list[int | None]:
    known = AgencyDirectory(database, "https://x.test").known(SLUG, [who])
    assert known
    return list(known.person.follows) if known.person else []


def measures(database: Database, agency: int) -> list[int]:
    known = AgencyDirectory(database, "https://x.test").known(SLUG, [])
    assert known and known.agency.id == agency
    return [measure.id for measure in known.agency.measures]


def test_following_remembers_the_person_with_a_sealed_id(database: Database, agency: int) -> None:
    run(database, agency, FollowMeasure(None))
    person = person_of(database, agency)
    assert person and person.line_id and LINE_ID.encode() not in person.line_id
    assert KEYS.unseal(person.line_id, f"person/{SLUG}").decode() == LINE_ID
    assert person.roles == [] and person.digest == ME


def test_following_twice_is_following_once(database: Database, agency: int) -> None:
    first, second = measures(database, agency)
    for _ in range(2):
        run(database, agency, FollowMeasure(first), FollowMeasure(second), FollowMeasure(None))
    assert sorted(follows(database), key=str) == sorted([first, second, None], key=str)


def test_a_measure_of_another_agency_cannot_be_followed(database: Database, agency: int) -> None:
    _, (foreign, _) = add_agency(database, "ko")
    run(database, agency, FollowMeasure(foreign), FollowMeasure(10**6))
    assert person_of(database, agency) is None


def test_stopping_one_keeps_the_others_and_stopping_the_last_leaves_nothing(database: Database, agency: int) -> None:
    first, _ = measures(database, agency)
    run(database, agency, FollowMeasure(first), FollowMeasure(None))
    run(database, agency, Unfollow(first))
    assert follows(database) == [None]
    run(database, agency, Unfollow(None))
    assert person_of(database, agency) is None


def test_stopping_everything_leaves_nothing(database: Database, agency: int) -> None:
    run(database, agency, *(FollowMeasure(measure) for measure in measures(database, agency)))
    run(database, agency, Unfollow(None, everything=True))
    assert person_of(database, agency) is None
    with database.reading() as session:
        assert session.scalars(select(Follow)).all() == []


def test_staff_stay_known_when_they_follow_nothing_more(database: Database, agency: int) -> None:
    run(database, agency, FollowMeasure(None))
    with database.transaction() as session:
        session.scalars(select(Person)).one().roles = ["staff"]
    run(database, agency, Unfollow(None, everything=True))
    assert person_of(database, agency) is not None


def test_somebody_unknown_may_stop_and_be_forgotten(database: Database, agency: int) -> None:
    run(database, agency, Unfollow(None), Unfollow(None, everything=True), ForgetMe())
    assert person_of(database, agency) is None


def test_forgetting_one_person_forgets_nobody_else(database: Database, agency: int) -> None:
    run(database, agency, FollowMeasure(None))
    run(database, agency, FollowMeasure(None), who=(OTHER,))
    run(database, agency, ForgetMe())
    assert follows(database) == [] and follows(database, OTHER) == [None]


def test_forgetting_at_one_agency_leaves_the_other_alone(database: Database, agency: int) -> None:
    ko, _ = add_agency(database, "ko")
    run(database, agency, FollowMeasure(None))
    run(database, ko, FollowMeasure(None))
    run(database, agency, ForgetMe())
    assert person_of(database, agency) is None and person_of(database, ko) is not None


@pytest.mark.parametrize("effect", [ForgetMe(), Unfollow(None), Unfollow(None, everything=True)])
def test_after_a_change_of_key_the_person_is_still_found(database: Database, agency: int, effect: Effect) -> None:
    old, new = Keyring(["o" * 40]), Keyring(["n" * 40, "o" * 40])
    run(database, agency, FollowMeasure(None), who=tuple(old.digests("general", SLUG, LINE_ID)), keys=old)
    run(database, agency, effect, who=tuple(new.digests("general", SLUG, LINE_ID)), keys=new)
    assert person_of(database, agency) is None


def test_after_a_change_of_key_following_more_makes_no_second_person(database: Database, agency: int) -> None:
    old, new = Keyring(["o" * 40]), Keyring(["n" * 40, "o" * 40])
    run(database, agency, FollowMeasure(None), who=tuple(old.digests("general", SLUG, LINE_ID)), keys=old)
    run(
        database,
        agency,
        FollowMeasure(measures(database, agency)[0]),
        who=tuple(new.digests("general", SLUG, LINE_ID)),
        keys=new,
    )
    assert person_of(database, agency) is not None, "one_or_none would fail for two"
