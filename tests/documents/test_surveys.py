"""A survey is saved only when it can be true; what was probably meant is suggested."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dialogs.records.ita import Instrument
from dialogs.records.itas import is_survey_address, put_right
from storage.database import Database
from storage.importer.document import ImportedDocument
from storage.importer.save import save as save_document
from storage.models import Agency, Survey
from storage.samples.load import FOLDER
from storage.surveys import SurveyDraft, SurveyRefused, Wrong, save_survey, surveys_of
from tests.documents.test_checker import START

EIT = "https://itas.nacc.go.th/go/eit/h9unqk"

LOOKALIKES = [
    "http://itas.nacc.go.th/go/eit/h9unqk",
    "https://itas.nacc.go.th.example.com/go/eit/h9unqk",
    "https://itas-nacc.go.th/go/eit/h9unqk",
    "https://1tas.nacc.go.th/go/eit/h9unqk",
    "https://itas.nacc.go.th@evil.example/go/eit/h9unqk",
    "https://user:pass@itas.nacc.go.th/go/eit/h9unqk",
    "https://itas.nacc.go.th:8443/go/eit/h9unqk",
    "https://itas.nacc.go.th:443/go/eit/h9unqk",
    "https://xn--tas-lza.nacc.go.th/go/eit/h9unqk",
    "https://іtas.nacc.go.th/go/eit/h9unqk",  # a Cyrillic first letter
    "https://itas.nacc.go.th./go/eit/h9unqk",
    "https://itas.nacc.go.th/go/eit/../../evil",
    "https://itas.nacc.go.th/go/eit/h9unqk?next=https://evil.example",
    "https://itas.nacc.go.th/go/eit/h9unqk#x",
    "https://itas.nacc.go.th\\@evil.example/go/eit/h9unqk",
    "https://itas.nacc.go.th/go/eit/h9unqk\nhttps://evil.example",
    "https://itas.nacc.go.th/go/eit/๙9unqk",
    "https://itas.nacc.go.th/go/iit/h9unqk",
    "javascript:alert('itas.nacc.go.th/go/eit/h9unqk')",
    "",
]


@pytest.mark.parametrize("address", LOOKALIKES)
def test_only_the_real_host_is_a_survey(address: str) -> None:
    assert not is_survey_address(address, Instrument.EIT)


def test_the_real_ones_are() -> None:
    assert is_survey_address(EIT, Instrument.EIT)
    assert is_survey_address(EIT.replace("eit", "iit"), Instrument.IIT)


@pytest.mark.parametrize(
    "address",
    [
        "http://itas.nacc.go.th/go/eit/h9unqk",
        " https://ITAS.nacc.go.th/go/eit/h9unqk/ ",
        "itas.nacc.go.th/go/eit/h9unqk",
        "https://itas.nacc.go.th/go/EIT/H9UNQK",
    ],
)
def test_a_slip_of_form_is_put_right(address: str) -> None:
    assert put_right(address, Instrument.EIT) == EIT


@pytest.mark.parametrize("address", [a for a in LOOKALIKES if not a.startswith("http://") and ":443" not in a][:10])
def test_a_lookalike_is_never_put_right_to_itself(address: str) -> None:
    assert put_right(address, Instrument.EIT) in (None, EIT)


@given(st.text(max_size=60))
def test_any_text_may_be_judged(text: str) -> None:
    for address in (
        text,
        f"https://{text}",
        f"https://itas.nacc.go.th/{text}",
        f"https://{text}@itas.nacc.go.th/go/eit/h9unqk",
    ):
        better = put_right(address, Instrument.EIT)
        assert better is None or is_survey_address(better, Instrument.EIT)


@pytest.fixture
def agency(database: Database) -> str:
    with database.transaction() as session:
        session.add(Agency(slug="test", name="เทศบาลตำบลทดสอบ", short_name="ทดสอบ", type="special", created_at=START))
    return "test"


def save(database: Database, draft: SurveyDraft) -> tuple[Wrong, ...]:
    """What is wrong with it, nothing when it was saved."""
    try:
        with database.transaction() as session:
            save_survey(session, session.scalars(select(Agency)).one(), draft)
    except SurveyRefused as error:
        return tuple(part.wrong for part in error.parts)
    return ()


def stored(database: Database) -> list[Survey]:
    with database.reading() as session:
        return surveys_of(session, session.scalars(select(Agency)).one())


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("3 ม.ค. 2566", "31 มิ.ย. 2566", (Wrong.NO_SUCH_DAY,)),
        ("30 ก.พ. 2569", "30 มิ.ย. 2569", (Wrong.NO_SUCH_DAY,)),
        ("2026-06-31", "2026-06-30", (Wrong.NO_SUCH_DAY,)),
        ("30 มิ.ย. 2569", "5 ม.ค. 2569", (Wrong.REVERSED,)),
        ("5 ม.ค. 2569", "30 มิ.ย. 2570", (Wrong.TOO_LONG,)),
        ("1 ก.ย. 2569", "31 ต.ค. 2569", (Wrong.OTHER_YEAR,)),
        ("ต้นปี", "30 มิ.ย. 2569", (Wrong.NO_DAY,)),
        ("", "", (Wrong.NO_DAY, Wrong.NO_DAY)),
    ],
)
def test_a_window_that_cannot_be_is_not_saved(
    database: Database, agency: str, first: str, last: str, wrong: tuple[Wrong, ...]
) -> None:
    assert save(database, SurveyDraft(Instrument.EIT, EIT, first, last)) == wrong
    assert stored(database) == []


def test_what_was_probably_meant_is_suggested(database: Database, agency: str) -> None:
    drafts = [
        SurveyDraft(Instrument.EIT, EIT, "3 ม.ค. 2566", "31 มิ.ย. 2566"),
        SurveyDraft(Instrument.EIT, EIT, "30 มิ.ย. 2569", "5 ม.ค. 2569"),
        SurveyDraft(Instrument.EIT, "http://itas.nacc.go.th/go/eit/h9unqk", "5 ม.ค. 2569", "30 มิ.ย. 2569"),
        SurveyDraft(Instrument.EIT, EIT, "5 ม.ค. 2569", "30 มิ.ย. 2569", 2568),
    ]
    suggestions = []
    for draft in drafts:
        with pytest.raises(SurveyRefused) as refused, database.transaction() as session:
            save_survey(session, session.scalars(select(Agency)).one(), draft)
        suggestions.append(refused.value.parts[0].suggestion)
        assert suggestions[-1] in str(refused.value)
    assert suggestions == ["30 มิ.ย. 2566", "5 ม.ค. 2569 – 30 มิ.ย. 2569", EIT, "2569"]


def test_days_are_read_in_every_writing_and_one_season_has_one_survey(database: Database, agency: str) -> None:
    for first, last in (
        ("2026-01-05", "2026-06-30"),
        ("2569-01-05", "2569-06-30"),
        ("5/1/69", "30/6/69"),
        ("๕ มกราคม พ.ศ. ๒๕๖๙", "๓๐ มิถุนายน ๒๕๖๙"),
    ):
        assert save(database, SurveyDraft(Instrument.EIT, EIT, first, last)) == ()
        (survey,) = stored(database)
        assert (survey.fiscal_year, str(survey.start), str(survey.end)) == (2569, "2026-01-05", "2026-06-30")
    with database.reading() as session:
        assert session.scalars(select(Agency.revision)).one() == 5


def test_the_staff_survey_keeps_its_own_place(database: Database, agency: str) -> None:
    assert save(database, SurveyDraft(Instrument.IIT, EIT, "5 ม.ค. 2569", "30 มิ.ย. 2569")) == (Wrong.ADDRESS,)
    assert save(database, SurveyDraft(Instrument.EIT, EIT, "5 ม.ค. 2569", "30 มิ.ย. 2569")) == ()
    iit = EIT.replace("eit", "iit")
    assert save(database, SurveyDraft(Instrument.IIT, iit, "5 ม.ค. 2569", "30 มิ.ย. 2569")) == ()
    assert [survey.instrument for survey in stored(database)] == ["EIT", "IIT"]


def test_an_imported_announcement_keeps_no_window_that_cannot_be(database: Database, agency: str) -> None:
    sample = yaml.safe_load((FOLDER / "phok-noi.yaml").read_text(encoding="utf-8"))["documents"][0]
    for survey in sample["surveys"]:
        survey |= {"window_start": "2023-06-30", "window_end": "2023-01-03"}
    with database.transaction() as session:
        document = ImportedDocument.from_json(sample)
        save_document(session, session.scalars(select(Agency)).one(), document, now=START)
    assert [(survey.start, survey.end) for survey in stored(database)] == [(None, None)] * 2
