"""Papers that an agency published, by disclosure item and year, and what is known about the items themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialogs.records.document import NEVER_CHECKED, NO_YEAR, DocumentFacts, Evidence, OitItem, PaperKind, SeasonFacts
from dialogs.records.errors import Refused
from storage.linkcheck import known_links, watch
from storage.models import Agency, ItasSeason, ItemTitle, Paper

MAX_URL = 500
MAX_TITLE = 300
_ITEMS = Path(__file__).parent / "samples" / "oit_items.yaml"
_CODE = re.compile(r"o[1-9][0-9]?")
_HOST = re.compile(r"[^\s.]+(?:\.[^\s.]+)+")


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper to be added; ``fiscal_year`` and ``code`` only for what answers a disclosure item."""

    title: str
    url: str
    kind: PaperKind = PaperKind.ITEM
    fiscal_year: int = NO_YEAR
    code: str = ""
    unit: str = ""
    is_sample: bool = False


@cache
def published_items() -> tuple[OitItem, ...]:
    """The items of every year that we know a list of, newest year first."""
    years = yaml.safe_load(_ITEMS.read_text(encoding="utf-8"))["years"]
    return tuple(
        OitItem(year, code, item["title"], Evidence(item["evidence"]))
        for year in sorted(years, reverse=True)
        for code, item in years[year].items()
    )


def items_of(session: Session, agency_id: int) -> tuple[OitItem, ...]:
    """The items, with the titles that this agency looked up itself."""
    own = {
        (row.fiscal_year, row.code): row.title
        for row in session.scalars(select(ItemTitle).where(ItemTitle.agency_id == agency_id))
    }
    known = {(item.fiscal_year, item.code): item for item in published_items()}
    known |= {key: OitItem(*key, title, Evidence.CONFIRMED) for key, title in own.items()}
    return tuple(sorted(known.values(), key=lambda item: (-item.fiscal_year, item.number)))


def papers_of(session: Session, agency_id: int) -> tuple[DocumentFacts, ...]:
    """What the agency published: newest year first, items by number, forms and services last."""
    links = known_links(session, agency_id)
    rows = session.scalars(select(Paper).where(Paper.agency_id == agency_id).order_by(Paper.id))
    papers = [
        DocumentFacts(
            id=row.id,
            fiscal_year=row.fiscal_year,
            code=row.code,
            kind=PaperKind(row.kind),
            title=row.title,
            url=row.url,
            unit=row.unit,
            is_sample=row.is_sample,
            link=links.get(row.url, NEVER_CHECKED),
        )
        for row in rows
    ]
    return tuple(sorted(papers, key=lambda paper: (-paper.fiscal_year, int(paper.code[1:] or 0))))


def seasons_of(session: Session, agency_id: int) -> tuple[SeasonFacts, ...]:
    rows = session.scalars(select(ItasSeason).where(ItasSeason.agency_id == agency_id).order_by(ItasSeason.fiscal_year))
    return tuple(SeasonFacts(row.fiscal_year, row.closes) for row in rows)


def add_paper(session: Session, agency: Agency, draft: PaperDraft, now: datetime) -> Paper:
    """Keep a paper; the same one again is put right, not doubled. Raises Refused with one sentence."""
    _check(session, agency, draft)
    same = select(Paper).where(
        Paper.agency_id == agency.id,
        Paper.fiscal_year == draft.fiscal_year,
        Paper.code == draft.code,
        Paper.url == draft.url,
    )
    paper = session.scalar(same)
    if paper is None:
        paper = Paper(
            agency_id=agency.id, fiscal_year=draft.fiscal_year, code=draft.code, url=draft.url, created_at=now
        )
        session.add(paper)
    paper.kind, paper.title = str(draft.kind), draft.title.strip()
    paper.unit, paper.is_sample = draft.unit.strip(), draft.is_sample
    if not draft.is_sample:
        watch(session, agency.id, draft.url, now)
    agency.changed()
    session.flush()
    return paper


def remove_paper(session: Session, agency: Agency, paper_id: int) -> bool:
    """False where the agency has no such paper. Its address is looked at no more once nothing else points to it."""
    gone = session.execute(delete(Paper).where(Paper.agency_id == agency.id, Paper.id == paper_id).returning(Paper.id))
    if gone.first() is None:
        return False
    agency.changed()
    return True


def confirm_title(session: Session, agency: Agency, fiscal_year: int, code: str, title: str) -> None:
    """Keep an item's title as the year's manual has it. Raises Refused."""
    if not _CODE.fullmatch(code) or not 1 <= len(title.strip()) <= MAX_TITLE:
        raise Refused(f"a code is o1 to o99 and a title has 1 to {MAX_TITLE} characters")
    session.merge(ItemTitle(agency_id=agency.id, fiscal_year=fiscal_year, code=code, title=title.strip()))
    agency.changed()


def note_closing(session: Session, agency: Agency, fiscal_year: int, closes: date) -> None:
    """Keep the day on which ITAS stops taking the year's items."""
    session.merge(ItasSeason(agency_id=agency.id, fiscal_year=fiscal_year, closes=closes))
    agency.changed()


def _check(session: Session, agency: Agency, draft: PaperDraft) -> None:
    if not 1 <= len(draft.title.strip()) <= MAX_TITLE:
        raise Refused(f"a title has 1 to {MAX_TITLE} characters")
    if not is_web_address(draft.url):
        raise Refused(f"{draft.url!r} is no address of a page: it must begin with https:// or http:// and name a host")
    if draft.kind is not PaperKind.ITEM:
        if draft.code:
            raise Refused("a form or a service has no code")
        return
    _check_item(items_of(session, agency.id), draft)


def _check_item(items: Sequence[OitItem], draft: PaperDraft) -> None:
    years = sorted({item.fiscal_year for item in items})
    if draft.fiscal_year not in years:
        raise Refused(
            f"the items of fiscal year {draft.fiscal_year} are not known; known are {years[0]} to {years[-1]}"
        )
    codes = [item.code for item in items if item.fiscal_year == draft.fiscal_year]
    if draft.code not in codes:
        raise Refused(f"fiscal year {draft.fiscal_year} has the items {codes[0]} to {codes[-1]}, not {draft.code!r}")


def is_web_address(address: str) -> bool:
    """An http address with a host of two parts or more and no user name in it."""
    if len(address) > MAX_URL or re.search(r"[\s\x00-\x1f\"<>\\]", address):
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and parts.username is None
            and _HOST.fullmatch(parts.hostname or "") is not None
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False
