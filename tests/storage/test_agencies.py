"""What a turn knows of an agency, on each kind of database."""

import pytest
from sqlalchemy import select, text, update

from dialogs.records.facts import Role, Status
from dialogs.records.ita import Instrument, recomputed_total
from storage.agencies import AgencyDirectory
from storage.database import Database
from storage.models import Agency, Measure, Person, ProgressEntry
from storage.samples.load import SLUGS, load_samples
from storage.spelling import Spellings
from tests.storage.rows import KEYS, NOW, SLUG, add_agency

URL = "https://prongsai.test/"


@pytest.fixture
def directory(database: Database) -> AgencyDirectory:
    return AgencyDirectory(database, URL)


def report(database: Database, measure: int, **values: object) -> int:
    with database.transaction() as session:
        entry = ProgressEntry(measure_id=measure, fiscal_year=2566, status="in_progress", reported_at=NOW, evidence=[])
        for name, value in values.items():
            setattr(entry, name, value)
        session.add(entry)
        session.execute(update(Agency).values(revision=Agency.revision + 1))
        session.flush()
        return entry.id


def test_the_samples_load_alike_everywhere(database: Database, directory: AgencyDirectory) -> None:
    assert load_samples(database, NOW, "https://complaints.test") == list(SLUGS)
    assert load_samples(database, NOW) == [], "a second time changes nothing"
    phon = directory.known("phon", [])
    assert phon
    agency = phon.agency
    assert (agency.name, agency.public_url) == ("เทศบาลตำบลโพน", "https://prongsai.test/phon/")
    assert agency.complaint_url == "https://complaints.test/phon/"
    assert [measure.number for measure in agency.measures] == [1, 2, 3]
    (assessment,) = (a for a in agency.assessments if a.fiscal_year == 2565)
    assert assessment.total == 88.51 and len(assessment.scores) == 10
    assert recomputed_total(assessment.scores) == pytest.approx(88.51, abs=0.01)
    assert all(contact.is_sample for contact in agency.contacts)


def test_every_sample_is_whole(database: Database, directory: AgencyDirectory) -> None:
    load_samples(database, NOW)
    for slug in SLUGS:
        known = directory.known(slug, [])
        assert known and known.agency.measures and known.agency.province and known.agency.units
        for measure in known.agency.measures:
            assert measure.title and measure.number > 0 and measure.plan_year > 2500
            assert set(measure.rounds) <= {3, 6, 9, 12}
        for survey in known.agency.surveys:
            assert survey.instrument in Instrument and survey.url.startswith("https://")


def test_an_unknown_agency_is_none(directory: AgencyDirectory) -> None:
    assert directory.known("nowhere", ["d" * 64]) is None
    assert directory.last_known("nowhere") is None


def test_what_is_known_is_kept_until_the_revision_changes(database: Database, directory: AgencyDirectory) -> None:
    _, (measure, _) = add_agency(database)
    first = directory.known(SLUG, [])
    assert first and directory.known(SLUG, []).agency is first.agency  # type: ignore[union-attr]
    report(database, measure, percent=60)
    second = directory.known(SLUG, [])
    assert second and second.agency.revision == first.agency.revision + 1
    assert second.agency.measures[0].reports[0].percent == 60
    assert directory.last_known(SLUG) is second.agency


def test_an_agency_removed_and_added_again_is_not_the_remembered_one(
    database: Database, directory: AgencyDirectory
) -> None:
    add_agency(database)
    directory.known(SLUG, [])
    with database.transaction() as session:
        session.execute(text("DELETE FROM agencies"))
    assert directory.known(SLUG, []) is None
    add_agency(database, measures=1)
    known = directory.known(SLUG, [])
    assert known and len(known.agency.measures) == 1


def test_a_corrected_report_does_not_count(database: Database, directory: AgencyDirectory) -> None:
    _, (measure, _) = add_agency(database)
    wrong = report(database, measure, percent=90)
    report(database, measure, percent=30, replaces_id=wrong)
    known = directory.known(SLUG, [])
    assert known
    assert [r.percent for r in known.agency.measures[0].reports] == [30]
    assert known.agency.measures[0].status is Status.IN_PROGRESS


def test_a_day_is_the_day_in_bangkok(database: Database, directory: AgencyDirectory) -> None:
    """A report at 01.00 in Bangkok is still the day before in UTC."""
    _, (measure, _) = add_agency(database)
    report(database, measure, reported_at=NOW.replace(hour=18))
    known = directory.known(SLUG, [])
    assert known and known.agency.measures[0].reports[0].day.day == NOW.day + 1


def test_retired_measures_are_left_out_and_newest_plans_come_first(
    database: Database, directory: AgencyDirectory
) -> None:
    _, (first, _) = add_agency(database)
    with database.transaction() as session:
        agency = session.scalars(select(Agency)).one()
        session.add(Measure(agency_id=agency.id, plan_year=2567, number=1, title="ใหม่", key="new"))
        session.execute(update(Measure).where(Measure.id == first).values(retired=True))
    known = directory.known(SLUG, [])
    assert known and [m.title for m in known.agency.measures] == ["ใหม่", "เรื่องที่ 2"]


def test_a_person_is_found_under_any_key_and_only_while_active(database: Database, directory: AgencyDirectory) -> None:
    agency, _ = add_agency(database)
    with database.transaction() as session:
        session.add(
            Person(
                agency_id=agency, digest="d" * 64, roles=["staff", "director"], unit="กองช่าง", label="ก", created_at=NOW
            )
        )
    known = directory.known(SLUG, ["n" * 64, "d" * 64])
    assert known and known.person
    assert known.person.roles == {Role.STAFF, Role.DIRECTOR} and known.person.unit == "กองช่าง"
    assert directory.known(SLUG, ["n" * 64]).person is None  # type: ignore[union-attr]
    with database.transaction() as session:
        session.execute(update(Person).values(active=False))
    assert directory.known(SLUG, ["d" * 64]).person is None  # type: ignore[union-attr]


def test_a_person_of_one_agency_is_a_stranger_at_another(database: Database, directory: AgencyDirectory) -> None:
    agency, _ = add_agency(database)
    add_agency(database, "ko")
    digest = KEYS.digest("general", SLUG, "U1")
    with database.transaction() as session:
        session.add(Person(agency_id=agency, digest=digest, created_at=NOW))
    assert directory.known(SLUG, [digest]).person  # type: ignore[union-attr]
    assert directory.known("ko", [digest]).person is None  # type: ignore[union-attr]


def test_another_spelling_is_put_right_wherever_the_document_broke_the_line() -> None:
    right = Spellings("เทศบาลตำบลโพน", ["เทศบาลตำบลโพ่น", "เทศบาลตําบลโพนน้อย"])
    assert right.put_right("ของเทศบาล ตำบล\nโพ่น ทั้งหมด") == "ของเทศบาลตำบลโพน ทั้งหมด"
    assert right.put_right("ของเทศบาลตำบลอื่น") == "ของเทศบาลตำบลอื่น"


def test_without_other_spellings_nothing_changes() -> None:
    assert Spellings("ก", ["ก", ""]).put_right("กขค") == "กขค"


def test_a_spelling_that_is_a_part_of_the_true_name_does_not_spoil_it() -> None:
    right = Spellings("เทศบาลตำบลโพน", ["เทศบาลตำบลโพ"])
    assert right.put_right("เทศบาลตำบลโพน และ เทศบาลตำบลโพ") == "เทศบาลตำบลโพน และ เทศบาลตำบลโพน"
