"""The list of agencies on both kinds of database: found by any word, wildcards are only letters."""

from storage.agency_list import PAGE, AgencyList
from storage.database import Database
from storage.models import Agency
from tests.servers import database, empty_database_url, migrated_template, postgres, short_folder  # noqa: F401
from tests.storage.rows import NOW, add_agency


def add(database: Database, *names: tuple[str, str, str]) -> None:  # noqa: F811
    with database.transaction() as session:
        for number, (name, district, province) in enumerate(names):
            session.add(
                Agency(
                    slug=f"a{number:03}", name=name, short_name=name, type="special", district=district,
                    province=province, created_at=NOW,
                )
            )  # fmt: skip


def found(database: Database, words: str, page: int = 1) -> list[str]:  # noqa: F811
    return [one.name for one in AgencyList(database).page(words, page)[0]]


def test_every_word_must_be_found_somewhere(database: Database) -> None:  # noqa: F811
    add(
        database,
        ("เทศบาลตำบลหนองไผ่", "เมือง", "ขอนแก่น"),
        ("เทศบาลตำบลหนองไผ่", "ชุมแพ", "อุดรธานี"),
        ("อบต.น้ำพอง 100%", "ก_ข", "ขอนแก่น"),
    )
    assert found(database, "หนองไผ่ ขอนแก่น") == ["เทศบาลตำบลหนองไผ่"]
    assert len(found(database, "หนองไผ่")) == 2 and len(found(database, "")) == 3
    assert found(database, "100%") == found(database, "ก_ข") == ["อบต.น้ำพอง 100%"]
    assert found(database, "%") == ["อบต.น้ำพอง 100%"] and found(database, "ก%ข") == []
    assert found(database, "A001") == ["เทศบาลตำบลหนองไผ่"], "the slug as well, in any case"
    assert found(database, "' or 1=1 --") == []


def test_pages_have_fifty_and_say_whether_more_follow(database: Database) -> None:  # noqa: F811
    add(database, *((f"เทศบาล {n:03}", "", "") for n in range(PAGE + 1)))
    agencies = AgencyList(database)
    first, more = agencies.page("", 1)
    second, end = agencies.page("", 2)
    assert (len(first), more, len(second), end) == (PAGE, True, 1, False)
    assert agencies.page("", 99) == ([], False)
    assert len(agencies.slugs()) == PAGE + 1


def test_slugs_for_the_site_map(database: Database) -> None:  # noqa: F811
    add_agency(database, "phon", measures=0)
    assert AgencyList(database).slugs() == ["phon"]
