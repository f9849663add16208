"""Published papers, the titles of disclosure items, and the day on which ITAS closes."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import NOTHING, Editor, Subject, note
from storage.documents import PaperDraft, add_paper, confirm_title, note_closing, remove_paper
from storage.editing.states import differing, state_of
from storage.models import Agency, ItasSeason, ItemTitle, Paper

PAPER = ("fiscal_year", "code", "kind", "title", "url", "unit", "is_sample")


def save_paper(session: Session, editor: Editor, draft: PaperDraft) -> None:
    """Add one; the same address for the same item again is put right. Raises Refused."""
    known = session.scalar(
        select(Paper).where(
            Paper.agency_id == editor.agency_id,
            Paper.fiscal_year == draft.fiscal_year,
            Paper.code == draft.code,
            Paper.url == draft.url,
        )
    )
    before = state_of(known, PAPER) if known else NOTHING
    paper = add_paper(session, session.get_one(Agency, editor.agency_id), draft, editor.now)
    after = state_of(paper, PAPER)
    if before:
        before, after = differing(before, after)
    if after:
        note(session, editor, Subject.PAPER, paper.id, paper.title, before, after)


def drop_paper(session: Session, editor: Editor, paper_id: int) -> None:
    """Raises LookupError for one that this agency does not have."""
    paper = session.scalar(select(Paper).where(Paper.id == paper_id, Paper.agency_id == editor.agency_id))
    if paper is None:
        raise LookupError(paper_id)
    before = state_of(paper, PAPER)
    remove_paper(session, session.get_one(Agency, editor.agency_id), paper_id)
    note(session, editor, Subject.PAPER, paper_id, str(before["title"]), before, NOTHING)


def save_title(session: Session, editor: Editor, fiscal_year: int, code: str, title: str) -> None:
    """What the year's manual calls an item. Raises Refused."""
    known = session.get(ItemTitle, (editor.agency_id, fiscal_year, code))
    before = {"title": known.title} if known else NOTHING
    confirm_title(session, session.get_one(Agency, editor.agency_id), fiscal_year, code, title)
    after = {"title": title.strip()}
    if after != before:
        note(session, editor, Subject.ITEM, None, f"{code} ปี {fiscal_year}", before, after)


def save_closing(session: Session, editor: Editor, fiscal_year: int, closes: date) -> None:
    known = session.get(ItasSeason, (editor.agency_id, fiscal_year))
    before = {"closes": known.closes.isoformat()} if known else NOTHING
    note_closing(session, session.get_one(Agency, editor.agency_id), fiscal_year, closes)
    after = {"closes": closes.isoformat()}
    if after != before:
        note(session, editor, Subject.CLOSING, None, f"ปี {fiscal_year}", before, after)
