"""A link to a memo: ten minutes, one press, and only while its owner may have the memo."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from dialogs.records.effect import GrantReport
from dialogs.records.errors import Refused
from dialogs.records.facts import Role
from storage.actor import Actor
from storage.database import Database
from storage.effects import EffectRunner
from storage.models import Agency, Person, ReportLink
from storage.people import bind, unbind
from storage.reportlinks import LIFE, look, spend
from tests.storage.rows import KEYS, LINE_ID, NOW, add_agency

NONCE = "n" * 32
SECOND = timedelta(seconds=1)
MAYOR = "m" * 64


@pytest.fixture
def office(database: Database) -> Database:
    """Two agencies; the mayor of phon is bound."""
    add_agency(database, "phon")
    add_agency(database, "ko")
    person(database, MAYOR, Role.MAYOR)
    return database


def person(database: Database, digest: str, *roles: Role, unit: str = "", slug: str = "phon") -> None:
    with database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
        bind(session, KEYS, agency, digests=[digest], line_id=LINE_ID, roles=roles, unit=unit, label="", now=NOW)


def grant(database: Database, digest: str = MAYOR, nonce: str = NONCE, slug: str = "phon") -> None:
    with database.transaction() as session:
        agency = session.scalars(select(Agency.id).where(Agency.slug == slug)).one()
        actor = Actor(agency, slug, (digest,), LINE_ID, NOW, (GrantReport(nonce, 2566, 6),))
        EffectRunner(KEYS).run(session, actor)


def is_good(database: Database, slug: str = "phon", nonce: str = NONCE, after: timedelta = SECOND) -> bool:
    with database.reading() as session:
        return look(session, KEYS, slug, nonce, NOW + after) is not None


def spent(database: Database, after: timedelta = SECOND) -> bool:
    with database.transaction() as session:
        return spend(session, KEYS, "phon", NONCE, NOW + after)


def test_looking_spends_nothing_and_a_press_spends_it_once(office: Database) -> None:
    grant(office)
    assert is_good(office) and is_good(office)
    assert spent(office)
    assert not spent(office) and not is_good(office)


def test_of_many_presses_at_once_one_counts(office: Database) -> None:
    grant(office)
    with ThreadPoolExecutor(8) as crowd:
        results = list(crowd.map(lambda _: spent(office), range(8)))
    assert sorted(results) == [False] * 7 + [True]


def test_it_lives_ten_minutes(office: Database) -> None:
    grant(office)
    assert timedelta(minutes=10) == LIFE
    assert is_good(office, after=LIFE - SECOND)
    assert not is_good(office, after=LIFE)
    assert not spent(office, after=LIFE)


def test_a_wrong_secret_or_another_agency_opens_nothing(office: Database) -> None:
    grant(office)
    assert not is_good(office, nonce="x" * 32)
    assert not is_good(office, slug="ko")


def test_the_secret_is_not_stored(office: Database) -> None:
    grant(office)
    with office.reading() as session:
        link = session.scalars(select(ReportLink)).one()
        assert NONCE not in link.digest and link.digest == KEYS.digest("report", "phon", NONCE)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SECRETARY, Role.MAYOR, Role.ADMINISTRATOR])
def test_officials_and_administrators_may(office: Database, role: Role) -> None:
    person(office, "o" * 64, role)
    grant(office, "o" * 64)
    assert is_good(office)


def test_staff_may_only_in_the_unit_that_prepares_the_reports(samples: Database) -> None:
    """ก้อ's memo was forwarded by the director of กองยุทธศาสตร์และงบประมาณ."""
    person(samples, "p" * 64, Role.STAFF, unit="กองยุทธศาสตร์และงบประมาณ", slug="ko")
    person(samples, "q" * 64, Role.STAFF, unit="กองคลัง", slug="ko")
    grant(samples, "p" * 64, slug="ko")
    with pytest.raises(Refused):
        grant(samples, "q" * 64, "o" * 32, slug="ko")
    assert is_good(samples, "ko")


@pytest.mark.parametrize("digest", ["c" * 64, "u" * 64])
def test_a_citizen_and_a_stranger_may_not(office: Database, digest: str) -> None:
    person(office, "c" * 64)
    with pytest.raises(Refused):
        grant(office, digest)


def test_the_mayor_of_another_agency_may_not(office: Database) -> None:
    with pytest.raises(Refused):
        grant(office, MAYOR, slug="ko")


@pytest.mark.parametrize("how", ["unbound", "switched off", "demoted"])
def test_who_lost_the_right_meanwhile_gets_nothing(office: Database, how: str) -> None:
    grant(office)
    with office.transaction() as session:
        mayor = session.scalars(select(Person).where(Person.digest == MAYOR)).one()
        if how == "unbound":
            unbind(session, mayor)
        elif how == "switched off":
            mayor.active = False
        else:
            mayor.roles = ["staff"]
    assert not is_good(office)
    assert not spent(office)


def test_links_that_are_over_go_with_the_next_one(office: Database) -> None:
    grant(office)
    with office.transaction() as session:
        session.scalars(select(ReportLink)).one().expires_at = NOW
    grant(office, nonce="o" * 32)
    with office.reading() as session:
        assert len(session.scalars(select(ReportLink)).all()) == 1
