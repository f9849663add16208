"""Published papers as they are kept, and the subjects that items are about."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.document_topics import topics, topics_meant, topics_of
from dialogs.records.document import Evidence, PaperKind
from dialogs.records.errors import Refused
from storage.database import Database
from storage.documents import (
    PaperDraft,
    add_paper,
    confirm_title,
    is_web_address,
    items_of,
    papers_of,
    published_items,
)
from storage.models import Agency
from tests.documents.test_checker import START

URL = "https://www.go.example/plan"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        opened.add(Agency(slug="test", name="เทศบาลตำบลทดสอบ", short_name="ทดสอบ", type="special", created_at=START))
        opened.flush()
        yield opened


def agency(session: Session) -> Agency:
    return session.scalars(select(Agency)).one()


def test_the_same_paper_again_is_put_right_and_not_doubled(session: Session) -> None:
    add_paper(session, agency(session), PaperDraft("แผน", URL, PaperKind.ITEM, 2569, "o6"), START)
    add_paper(session, agency(session), PaperDraft("แผนดำเนินงาน", URL, PaperKind.ITEM, 2569, "o6", "กองคลัง"), START)
    (paper,) = papers_of(session, agency(session).id)
    assert (paper.title, paper.unit) == ("แผนดำเนินงาน", "กองคลัง")


@pytest.mark.parametrize(
    "draft",
    [
        PaperDraft("", URL, PaperKind.ITEM, 2569, "o6"),
        PaperDraft("แผน", "plan.pdf", PaperKind.ITEM, 2569, "o6"),
        PaperDraft("แผน", "javascript:alert(1)", PaperKind.ITEM, 2569, "o6"),
        PaperDraft("แผน", URL, PaperKind.ITEM, 2569, "o27"),
        PaperDraft("แผน", URL, PaperKind.ITEM, 2569, ""),
        PaperDraft("แผน", URL, PaperKind.ITEM, 2500, "o6"),
        PaperDraft("แบบฟอร์ม", URL, PaperKind.FORM, 0, "o6"),
        PaperDraft("x" * 301, URL, PaperKind.FORM),
    ],
)
def test_what_cannot_be_is_refused(session: Session, draft: PaperDraft) -> None:
    with pytest.raises(Refused):
        add_paper(session, agency(session), draft, START)
    assert papers_of(session, agency(session).id) == ()


@pytest.mark.parametrize(
    "address",
    ["", "//x.example", "ftp://a.example/", "https://", "https://a", "https://u:p@a.example/", "https://a.example:x/",
     "https://a.example:0/", "https://a.example/ b", 'https://a.example/"x', "https://a.example/" + "x" * 500, "https://[::1/"],
)  # fmt: skip
def test_what_is_no_address_of_a_page(address: str) -> None:
    assert not is_web_address(address)


def test_a_title_that_the_agency_looked_up_stands_first(session: Session) -> None:
    assert (
        next(i for i in items_of(session, agency(session).id) if (i.fiscal_year, i.code) == (2569, "o5")).is_sure
        is False
    )
    confirm_title(session, agency(session), 2569, "o5", "แผนพัฒนาท้องถิ่น")
    item = next(i for i in items_of(session, agency(session).id) if (i.fiscal_year, i.code) == (2569, "o5"))
    assert (item.title, item.evidence, item.is_sure) == ("แผนพัฒนาท้องถิ่น", Evidence.CONFIRMED, True)
    with pytest.raises(Refused):
        confirm_title(session, agency(session), 2569, "x5", "แผน")


def test_a_list_of_a_new_year_can_be_typed_in(session: Session) -> None:
    confirm_title(session, agency(session), 2570, "o1", "โครงสร้าง")
    assert items_of(session, agency(session).id)[0].fiscal_year == 2570
    add_paper(session, agency(session), PaperDraft("โครงสร้าง", URL, PaperKind.ITEM, 2570, "o1"), START)


def test_every_item_of_every_year_has_a_subject() -> None:
    assert [item for item in published_items() if not topics_of(item.fiscal_year, item.code)] == []
    known = {(item.fiscal_year, item.code) for item in published_items()}
    strays = [
        (t.slug, y, c) for t in topics().values() for y, codes in t.codes.items() for c in codes if (y, c) not in known
    ]
    assert strays == []


def test_every_subject_is_found_by_its_own_name() -> None:
    missed = [topic.slug for topic in topics().values() if topic.slug not in topics_meant(topic.name)]
    assert missed == []


def test_most_items_are_found_by_their_own_title() -> None:
    """Titles in the lists are short ("ประกาศ", "รายงานผล"); those that say what they are about are found."""
    telling = [item for item in published_items() if len(item.title) > 12]
    found = [i for i in telling if {t.slug for t in topics_of(i.fiscal_year, i.code)} & set(topics_meant(i.title))]
    print(f"\nitems found by their title: {len(found)} of {len(telling)}")
    assert len(found) >= 0.85 * len(telling)
