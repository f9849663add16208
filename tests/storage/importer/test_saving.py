"""Saving: once, again, and after a correction, on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import Database, open_engine
from storage.importer.assigning import agency_of
from storage.importer.document import (
    AgencyReading,
    AssessmentReading,
    FiscalYears,
    Head,
    ImportedDocument,
    ImportWarning,
    NameVariant,
    ProgressReading,
    RowReading,
    SurveyReading,
)
from storage.importer.errors import ImportRefused
from storage.importer.save import reading_of, save
from storage.models import Agency, Assessment, Base, IssueRow, Measure, ProgressEntry, Source, Survey, Unit
from tests.servers import sqlite_url

NOW = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    engine = open_engine(sqlite_url(tmp_path / "test.db"))
    Base.metadata.create_all(engine)
    opened = Database(engine)
    with opened.transaction() as session:
        session.add(_agency("phon", "เทศบาลตำบลโพน", "กาฬสินธุ์"))
    yield opened
    opened.close()


def _agency(slug: str, name: str, province: str) -> Agency:
    return Agency(
        slug=slug, name=name, short_name=slug, type="subdistrict_municipality", province=province, created_at=NOW
    )


def _document(*measures: str) -> ImportedDocument:
    rows = tuple(
        RowReading(seq, measures=(title,), steps=("ทำ",), steps_count=1, responsible_units=("กองคลัง", "ALL"), period_end="2025-03")
        for seq, title in enumerate(measures, start=1)
    )  # fmt: skip
    return ImportedDocument(
        file="plan.txt",
        document=Head("measure_plan", "announcement", title="มาตรการ"),
        agency=AgencyReading("เทศบาลตำบลโพน", variants=(NameVariant("เทศบาลตำบลโปน", 1),), province="กาฬสินธุ์"),
        fiscal_years=FiscalYears(2568, 2567, 2568),
        rows=rows,
        rows_count=len(rows),
        warnings=(ImportWarning("OCR_TYPO", 3, "ปึงปประมาณ"),),
    )


def _save(database: Database, document: ImportedDocument) -> bool:
    with database.transaction() as session:
        return save(session, _phon(session), document, now=NOW).changed


def _phon(session: Session) -> Agency:
    return session.scalars(select(Agency).where(Agency.slug == "phon")).one()


def _titles(database: Database) -> dict[int, tuple[str, bool]]:
    with database.reading() as session:
        return {m.id: (m.title, m.retired) for m in session.scalars(select(Measure).order_by(Measure.id))}


def test_the_same_document_again_changes_nothing(database: Database) -> None:
    document = _document("จัดทำคู่มือการยืมทรัพย์สิน", "อบรมจริยธรรมเจ้าหน้าที่")
    assert _save(database, document)
    with database.reading() as session:
        revision = _phon(session).revision
    assert not _save(database, replace(document, file="renamed.txt"))
    with database.reading() as session:
        assert _phon(session).revision == revision
        assert session.scalars(select(Source)).one().warnings[0].quote == "ปึงปประมาณ"
        assert [unit.name for unit in session.scalars(select(Unit))] == ["กองคลัง"]


def test_a_corrected_title_keeps_the_reports_against_it(database: Database) -> None:
    _save(database, _document("จัดทำคู่มือการยืมทรัพยสิน", "อบรมจริยธรรมเจ้าหน้าที่"))
    with database.transaction() as session:
        first = session.scalars(select(Measure).order_by(Measure.number)).first()
        assert first is not None
        session.add(
            ProgressEntry(measure_id=first.id, fiscal_year=2568, round_months=6, status="in_progress", percent=40, reported_at=NOW)
        )  # fmt: skip
        kept = first.id
    _save(database, _document("จัดทำคู่มือการยืมทรัพย์สิน", "อบรมจริยธรรมเจ้าหน้าที่"))
    assert _titles(database)[kept] == ("จัดทำคู่มือการยืมทรัพย์สิน", False)
    with database.reading() as session:
        assert session.scalars(select(ProgressEntry)).one().measure_id == kept
        assert session.get_one(Measure, kept).row is not None


def test_a_measure_that_is_gone_is_retired_and_comes_back(database: Database) -> None:
    both = _document("จัดทำคู่มือการยืมทรัพย์สิน", "เปิดเผยการจัดซื้อจัดจ้าง")
    _save(database, both)
    _save(database, _document("จัดทำคู่มือการยืมทรัพย์สิน"))
    before = _titles(database)
    assert sorted(before.values()) == [("จัดทำคู่มือการยืมทรัพย์สิน", False), ("เปิดเผยการจัดซื้อจัดจ้าง", True)]
    _save(database, both)
    after = _titles(database)
    assert set(after) == set(before)
    assert not any(retired for _, retired in after.values())


def test_a_title_that_stands_twice_is_one_measure(database: Database) -> None:
    _save(database, _document("จัดทำคู่มือการยืมทรัพย์สิน", "จัดทำคู่มือ การยืมทรัพย์สิน"))
    assert len(_titles(database)) == 1
    with database.reading() as session:
        assert len(session.scalars(select(IssueRow)).all()) == 2


def test_a_documents_own_report_is_an_entry_and_its_correction_another(database: Database) -> None:
    plan = _document("จัดทำคู่มือการยืมทรัพย์สิน")
    report = ProgressReading(
        1, of_plan_seq=1, measures=plan.rows[0].measures, status="done", output="คู่มือ", period_end="2025-03"
    )
    document = replace(
        plan, document=Head("annual_report", "report", reporting_round_months=12), progress_rows=(report,)
    )
    _save(database, document)
    _save(database, replace(document, progress_rows=(replace(report, output="คู่มือ 1 เล่ม"),)))
    with database.reading() as session:
        first, second = session.scalars(select(ProgressEntry).order_by(ProgressEntry.id))
        assert (first.role, first.status, first.output) == ("imported", "done", "คู่มือ")
        assert first.reported_at == datetime(2025, 3, 31, tzinfo=UTC)
        assert (second.replaces_id, second.output) == (first.id, "คู่มือ 1 เล่ม")


def test_an_emptier_result_takes_nothing_from_a_fuller_one(database: Database) -> None:
    full = AssessmentReading(2567, 91.5, "ผ่านดี", "pass_2567", {"budget_use": 88.0})
    _save(database, replace(_document("จัดทำคู่มือ"), assessment=full))
    _save(database, replace(_document("จัดทำคู่มือ"), assessment=AssessmentReading(2567, 91.6)))
    with database.reading() as session:
        stored = session.scalars(select(Assessment)).one()
        assert (stored.total, stored.level, [s.score for s in stored.scores]) == (91.6, "ผ่านดี", [88.0])


def test_a_survey_with_an_impossible_end_waits_for_a_person(database: Database) -> None:
    good = SurveyReading(
        "EIT", "https://itas.nacc.go.th/go/eit/ab12cd", window_start=date(2025, 1, 3), window_end_suggestion=date(2025, 6, 30)
    )  # fmt: skip
    false = SurveyReading("IIT", "https://itas-nacc.go.th.example.com/go/iit/ab12cd")
    _save(database, replace(_document("จัดทำคู่มือ"), surveys=(good, false)))
    with database.reading() as session:
        stored = session.scalars(select(Survey)).one()
        assert (stored.instrument, stored.end, stored.suggested_end) == ("EIT", None, date(2025, 6, 30))


def test_what_was_saved_can_be_exported(database: Database) -> None:
    document = _document("จัดทำคู่มือการยืมทรัพย์สิน")
    _save(database, document)
    with database.reading() as session:
        assert reading_of(session.scalars(select(Source)).one()) == document


def test_a_document_finds_its_agency_by_any_spelling_that_was_met(database: Database) -> None:
    _save(database, _document("จัดทำคู่มือ"))
    with database.transaction() as session:
        assert agency_of(session, AgencyReading("เทศบาลตำบลโปน")).slug == "phon"
        with pytest.raises(ImportRefused, match="--agency"):
            agency_of(session, AgencyReading("เทศบาลตำบลโพน", province="ขอนแก่น"))
        session.add(_agency("phon-2", "เทศบาลตำบลโพน", ""))
        session.flush()
        with pytest.raises(ImportRefused, match="phon, phon-2"):
            agency_of(session, AgencyReading("เทศบาลตำบลโพน"))
