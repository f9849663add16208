"""Rows that several storage tests begin with."""

from datetime import UTC, datetime

from storage.database import Database
from storage.effects import Actor
from storage.models import Agency, IssueRow, Measure, Person
from storage.sealing import Keyring

NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
KEYS = Keyring(["k" * 40])
SLUG = "phon"
LINE_ID = "U" + "c0ffee" * 5 + "77"


def add_agency(database: Database, slug: str = SLUG, measures: int = 2) -> tuple[int, list[int]]:
    """An agency with measures; returns its id and theirs."""
    with database.transaction() as session:
        agency = Agency(
            slug=slug, name=f"เทศบาล {slug}", short_name=slug, type="subdistrict_municipality", created_at=NOW
        )
        session.add(agency)
        session.flush()
        rows = [
            Measure(agency_id=agency.id, plan_year=2566, number=n, title=f"เรื่องที่ {n}", key=f"{n}")
            for n in range(1, measures + 1)
        ]
        session.add_all(rows)
        session.flush()
        return agency.id, [row.id for row in rows]


def person_of(database: Database, agency: int) -> Person | None:
    with database.reading() as session:
        return session.query(Person).filter_by(agency_id=agency).one_or_none()


__all__ = ["KEYS", "LINE_ID", "NOW", "SLUG", "Actor", "IssueRow", "add_agency", "person_of"]
