"""The published papers by disclosure item and assessed year: what is there, what is not, and when a link was tried."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.public.view import safe_link
from dialogs.records.document import DocumentFacts, LinkFacts, LinkState, OitItem
from dialogs.records.facts import AgencyFacts
from dialogs.thai.dates import short_date


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with its link, and what the last look at it found (``state``: a link's state)."""

    title: str
    url: str
    unit: str
    is_sample: bool
    state: str
    checked: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A disclosure item with its papers. The title is empty where it is not sure and nothing was published."""

    code: str
    title: str
    papers: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True)
class PapersView:
    """One assessed year. ``years`` are all that can be asked for, newest first."""

    year: int
    years: tuple[int, ...]
    published: tuple[ItemView, ...]
    missing: tuple[ItemView, ...]


def paper_years(agency: AgencyFacts, fiscal_year: int) -> tuple[int, ...]:
    """Assessed years with a paper, and the running one where its items are known; newest first."""
    years = {paper.fiscal_year for paper in agency.documents if paper.code}
    years |= {item.fiscal_year for item in agency.items if item.fiscal_year == fiscal_year}
    return tuple(sorted(years, reverse=True))


def papers_view(agency: AgencyFacts, year: int, years: Sequence[int]) -> PapersView:
    """Items in the year's own order; a paper whose code the year does not have comes last."""
    of_year = [paper for paper in agency.documents if paper.fiscal_year == year and paper.code]
    items = {item.code: item for item in agency.items if item.fiscal_year == year}
    codes = sorted({*items, *(paper.code for paper in of_year)}, key=lambda code: (int(code[1:]), code))
    views = [_item(code, items.get(code), [paper for paper in of_year if paper.code == code]) for code in codes]
    published = tuple(view for view in views if view.papers)
    return PapersView(year, tuple(years), published, tuple(view for view in views if not view.papers))


def published_items(agency: AgencyFacts) -> tuple[tuple[int, int], ...]:
    """Assessed years, newest first, and how many of the year's items have a paper."""
    codes = {(paper.fiscal_year, paper.code) for paper in agency.documents if paper.code}
    return tuple(sorted(Counter(year for year, _ in codes).items(), reverse=True))


def form_views(agency: AgencyFacts) -> tuple[PaperView, ...]:
    """Forms and online services, which belong to no year."""
    return tuple(_paper(paper) for paper in agency.forms)


def _item(code: str, item: OitItem | None, papers: Sequence[DocumentFacts]) -> ItemView:
    title = item.title if item and (item.is_sure or papers) else ""
    return ItemView(code, title, tuple(_paper(paper) for paper in papers))


def _paper(paper: DocumentFacts) -> PaperView:
    state, checked = _look(paper.link)
    return PaperView(paper.title, safe_link(paper.url), paper.unit, paper.is_sample, state, checked)


def _look(link: LinkFacts) -> tuple[str, str]:
    day = short_date(link.checked) if link.checked else ""
    if not day or link.state in (LinkState.UNCHECKED, LinkState.UNSEEN):
        return "", ""
    return str(link.state), f"ลิงก์ใช้ได้เมื่อ {day}" if link.state is LinkState.GOOD else f"เปิดไม่ได้เมื่อตรวจ {day}"
