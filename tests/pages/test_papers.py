"""Documents by disclosure item: years, what is missing, what a look at a link found, titles that nobody is sure of."""

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from bot.web.public.papers import form_views, paper_years, papers_view, published_items
from bot.web.public.site import Site
from dialogs.records.document import DocumentFacts, Evidence, LinkFacts, LinkState, OitItem, PaperKind
from dialogs.records.facts import AgencyFacts
from tests.pages.busy import SCRIPT, SLUG


def paper(
    year: int, code: str, title: str = "เอกสาร", url: str = "https://a.example/x", link: LinkFacts | None = None
) -> DocumentFacts:
    kind = PaperKind.ITEM if code else PaperKind.FORM
    return DocumentFacts(1, year, code, kind, title, url, "กองคลัง", is_sample=False, link=link or LinkFacts())


@pytest.fixture
def agency(site: Site) -> AgencyFacts:
    known = site.directory.known("empty", ())
    assert known is not None
    items = (
        OitItem(2569, "o1", "โครงสร้าง", Evidence.PUBLIC_PAGE),
        OitItem(2569, "o2", "ชื่อที่ยังไม่ได้ตรวจ", Evidence.GENERAL_KNOWLEDGE),
        OitItem(2569, "o10", "บริการออนไลน์", Evidence.CONFIRMED),
        OitItem(2568, "o1", "โครงสร้างเดิม", Evidence.PUBLIC_PAGE),
    )
    return replace(known.agency, items=items)


def test_items_stand_in_their_order_and_the_missing_ones_are_named(agency: AgencyFacts) -> None:
    shown = papers_view(replace(agency, documents=(paper(2569, "o10"), paper(2569, "o1"), paper(2568, "o1"))), 2569, ())
    assert [(item.code, item.title) for item in shown.published] == [("o1", "โครงสร้าง"), ("o10", "บริการออนไลน์")]
    assert [(item.code, item.title) for item in shown.missing] == [("o2", "")], (
        "an unsure title is not shown for nothing"
    )


def test_a_code_that_the_year_does_not_have_is_shown_with_its_papers(agency: AgencyFacts) -> None:
    shown = papers_view(replace(agency, documents=(paper(2569, "o43", "รายงาน"),)), 2569, ())
    assert [(item.code, item.title, item.papers[0].title) for item in shown.published] == [("o43", "", "รายงาน")]


def test_years(agency: AgencyFacts) -> None:
    assert paper_years(agency, 2569) == (2569,)
    assert paper_years(agency, 2571) == ()
    with_papers = replace(agency, documents=(paper(2566, "o1"), paper(2566, "o1"), paper(2566, "o2"), paper(0, "")))
    assert paper_years(with_papers, 2569) == (2569, 2566)
    assert published_items(with_papers) == ((2566, 2),)
    assert [one.title for one in form_views(with_papers)] == ["เอกสาร"]


@pytest.mark.parametrize(
    ("link", "state", "words"),
    [
        (LinkFacts(), "", ""),
        (LinkFacts(LinkState.GOOD, checked=date(2026, 1, 12)), "good", "ลิงก์ใช้ได้เมื่อ 12 ม.ค. 2569"),
        (LinkFacts(LinkState.DEAD, checked=date(2026, 1, 12)), "dead", "เปิดไม่ได้เมื่อตรวจ 12 ม.ค. 2569"),
        (LinkFacts(LinkState.UNSEEN, checked=date(2026, 1, 12)), "", ""),
    ],
)
def test_what_a_look_found(agency: AgencyFacts, link: LinkFacts, state: str, words: str) -> None:
    view = papers_view(replace(agency, documents=(paper(2569, "o1", link=link),)), 2569, ()).published[0].papers[0]
    assert (view.state, view.checked) == (state, words)


def test_an_address_that_is_no_web_address_is_no_link(agency: AgencyFacts) -> None:
    for url in ("javascript:alert(1)", "ftp://a.example", "//a.example", " https://a.example", ""):
        view = papers_view(replace(agency, documents=(paper(2569, "o1", url=url),)), 2569, ()).published[0]
        assert view.papers[0].url == ""


def test_the_page_of_documents(client: FlaskClient) -> None:
    page = client.get(f"/{SLUG}/documents").get_data(as_text=True)
    assert "o17 ช่องทางแจ้งเรื่องร้องเรียน" in page and "https://www.nampueng.example/2569/o17.pdf" in page
    assert "ข้อที่ยังไม่ได้ลงลิงก์" in page and "คำร้องทั่วไป" in page
    older = client.get(f"/{SLUG}/documents?year=2568").get_data(as_text=True)
    assert "2568/o17.pdf" in older and "2569/o17.pdf" not in older and SCRIPT not in older
