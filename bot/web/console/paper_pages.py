"""Published papers by disclosure item, forms and services, and the day on which ITAS closes."""

from datetime import date

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from bot.web.console.gate import ConsoleDesk, at, editor, to
from bot.web.console.numbers import number_in
from bot.web.console.render import page, today
from bot.web.console.words import KINDS
from dialogs.records.document import NO_YEAR, PaperKind
from dialogs.records.errors import Refused
from dialogs.thai.digits import to_arabic
from dialogs.thai.fiscal import fiscal_year_of
from storage.documents import PaperDraft, is_web_address, items_of, papers_of, seasons_of
from storage.editing import papers
from storage.models import Agency
from storage.surveys import read_day

_TITLE = 300


def add_papers(pages: Blueprint, desk: ConsoleDesk) -> None:
    """``/console/documents``"""

    @pages.get("/documents", endpoint="papers")
    def listed() -> Response:
        return _list(desk)

    @pages.post("/documents", endpoint="paper_add")
    def add() -> Response:
        try:
            draft = _draft()
            with desk.database.transaction() as session:
                _check_item(session, draft)
                papers.save_paper(session, editor(), draft)
        except Refused as error:
            return _list(desk, status=422, trouble=str(error), typed=request.form)
        return to(url_for("console.papers", done="saved", year=draft.fiscal_year or None))

    @pages.post("/documents/<int:number>/remove", endpoint="paper_remove")
    def remove(number: int) -> Response:
        with desk.database.transaction() as session:
            papers.drop_paper(session, editor(), number)
        return to(url_for("console.papers", done="removed"))

    @pages.post("/documents/title", endpoint="item_title")
    def title() -> Response:
        year, code = number_in(request.form.get("fiscal_year", "")), request.form.get("code", "")
        words = " ".join(request.form.get("title", "").split())
        if year is None or not 1 <= len(words) <= _TITLE:
            raise Refused(f"ชื่อข้อต้องมี 1–{_TITLE} ตัวอักษร")
        with desk.database.transaction() as session:
            if (year, code) not in {(i.fiscal_year, i.code) for i in items_of(session, at().agency_id)}:
                raise LookupError(code)
            papers.save_title(session, editor(), year, code, words)
        return to(url_for("console.papers", done="saved", year=year))

    @pages.post("/documents/closing", endpoint="closing_save")
    def closing() -> Response:
        written = request.form.get("closes", "").strip()[:100]
        closes = read_day(written)
        if not isinstance(closes, date):
            raise Refused(f"ยังอ่านวันที่จาก “{written}” ไม่ได้ หรือไม่มีวันนั้นในปฏิทิน เขียนเช่น 30 เม.ย. 2569")
        with desk.database.transaction() as session:
            papers.save_closing(session, editor(), fiscal_year_of(closes), closes)
        return to(url_for("console.papers", done="saved"))


def _list(desk: ConsoleDesk, *, status: int = 200, **values: object) -> Response:
    with desk.database.reading() as session:
        agency = session.get_one(Agency, at().agency_id)
        items, listed = items_of(session, agency.id), papers_of(session, agency.id)
        years = sorted({item.fiscal_year for item in items}, reverse=True)
        wished = number_in(request.args.get("year", ""))
        year = wished if wished in years else min(fiscal_year_of(today(desk.clock())), years[0])
        return page(
            "papers",
            status=status,
            years=years,
            year=year,
            items=[item for item in items if item.fiscal_year == year],
            of_year=[paper for paper in listed if paper.fiscal_year == year],
            forms=[paper for paper in listed if paper.fiscal_year == NO_YEAR],
            kinds=KINDS,
            units=[unit.name for unit in agency.units],
            seasons=seasons_of(session, agency.id),
            **values,
        )


def _draft() -> PaperDraft:
    form = request.form
    title, url = " ".join(form.get("title", "").split()), form.get("url", "").strip()
    if form.get("kind") not in set(PaperKind):
        raise Refused("ยังไม่ได้เลือกประเภท")
    if not 1 <= len(title) <= _TITLE:
        raise Refused(f"ชื่อเอกสารต้องมี 1–{_TITLE} ตัวอักษร")
    if not is_web_address(url):
        raise Refused(f"“{url[:80]}” ยังไม่ใช่ที่อยู่เว็บ ต้องขึ้นต้นด้วย https:// หรือ http://")
    kind, unit = PaperKind(form["kind"]), " ".join(form.get("unit", "").split())[:120]
    if kind is not PaperKind.ITEM:
        return PaperDraft(title, url, kind, unit=unit)
    year, code = number_in(form.get("fiscal_year", "")), to_arabic(form.get("code", "")).strip().lower()
    return PaperDraft(title, url, kind, year or NO_YEAR, code, unit)


def _check_item(session: Session, draft: PaperDraft) -> None:
    """In the words of this page; ``storage.documents`` refuses the same for everybody. Raises Refused."""
    codes = {item.code for item in items_of(session, at().agency_id) if item.fiscal_year == draft.fiscal_year}
    if draft.kind is PaperKind.ITEM and draft.code not in codes:
        raise Refused(f"ปี {draft.fiscal_year or '(ว่าง)'} ไม่มีข้อ “{draft.code[:10] or '(ว่าง)'}” เลือกปีและข้อจากรายการ")
