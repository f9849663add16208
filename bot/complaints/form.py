"""The form: notice and questions, the review with the code that must be typed, the receipt."""

from flask import Blueprint, Response, request

from bot.complaints.fields import clean, read_form
from bot.complaints.pages import asked_language, page, shown_day
from dialogs.complaints.questions import CATEGORIES, QUESTIONS, meter
from dialogs.complaints.words import Words
from handlers.complaints.office import House, Office
from handlers.complaints.originals import MAX_BYTES, MAX_ORIGINALS
from handlers.complaints.pictures import MAX_PICTURES
from handlers.complaints.webdraft import WebDraft, open_draft, seal_draft
from storage.complaints.clocks import due
from storage.complaints.errors import BadReceipt, NobodyLeft
from storage.complaints.officers import RECOVERY
from storage.complaints.receipt import new_receipt, read_receipt, shown


def form_pages(house: House) -> Blueprint:
    """``/<agency>/`` and the two steps after it. Nothing is kept before the last one."""
    pages = Blueprint("form", __name__)

    @pages.get("/<slug>/")
    def form(slug: str) -> Response:
        return _form(house.office(slug), None)

    @pages.post("/<slug>/")
    def edit(slug: str) -> Response:
        office = house.office(slug)
        draft = _posted(house, slug)
        return _form(office, draft, house) if draft else _expired(office)

    @pages.post("/<slug>/review")
    def review(slug: str) -> Response:
        office = house.office(slug)
        words = Words(asked_language())
        before = (_posted(house, slug) if request.form.get("draft") else None) or WebDraft(new_receipt(), {})
        filled = read_form(request, before, office, words)
        if filled.problems:
            return _form(office, filled.draft, house, filled.problems)
        return _review(house, office, filled.draft)

    @pages.post("/<slug>/send")
    def send(slug: str) -> Response:
        office = house.office(slug)
        draft = _posted(house, slug)
        if draft is None:
            return _expired(office)
        if not _typed(draft, clean(request.form.get("code", ""))):
            return _review(house, office, draft, wrong=True)
        try:
            office.vault.submit(draft.complaint(), draft.receipt, through_line=False)
        except NobodyLeft:
            return _form(office, draft, house, (Words(asked_language())("form.nobody_left"),))
        return _sent(house, office)

    return pages


def _posted(house: House, slug: str) -> WebDraft | None:
    return open_draft(request.form.get("draft", ""), house.draft_keys.all(), slug)


def _typed(draft: WebDraft, code: str) -> bool:
    try:
        return read_receipt(code) == draft.receipt
    except BadReceipt:
        return False


def _form(
    office: Office, draft: WebDraft | None, house: House | None = None, problems: tuple[str, ...] = ()
) -> Response:
    people = office.people()
    sealed = seal_draft(draft, house.draft_keys.all(), office.slug) if draft and house else ""
    return page(
        "form",
        office,
        status=422 if problems else 200,
        draft=draft,
        sealed=sealed,
        problems=problems,
        people=people,
        units=sorted({one.unit for one in people if one.unit}),
        recovery=RECOVERY,
        questions=QUESTIONS,
        categories=CATEGORIES,
        max_pictures=MAX_PICTURES,
        max_originals=MAX_ORIGINALS,
        max_megabytes=MAX_BYTES // 1024 // 1024,
    )


def _review(house: House, office: Office, draft: WebDraft, *, wrong: bool = False) -> Response:
    return page(
        "review",
        office,
        status=422 if wrong else 200,
        draft=draft,
        sealed=seal_draft(draft, house.draft_keys.all(), office.slug),
        wrong=wrong,
        questions=QUESTIONS,
        meter=meter(draft.answers, len(draft.evidence)),
        readers=draft.excluded.left(office.people()),
        code=shown(draft.receipt),
    )


def _sent(house: House, office: Office) -> Response:
    language = asked_language()
    dates = due(house.today(), office.clocks)
    days = {name: shown_day(getattr(dates, name), language) for name in ("acknowledge", "answer", "feedback")}
    return page("sent", office, days=days)


def _expired(office: Office) -> Response:
    return page("expired", office, status=410)
