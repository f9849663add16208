"""What a posted form holds, as a draft; what is wrong with it, as sentences for its writer."""

from dataclasses import dataclass, replace

from flask import Request
from werkzeug.datastructures import FileStorage

from dialogs.complaints.questions import CATEGORIES, DEFAULT_CATEGORY, MAX_ANSWER, QUESTIONS
from dialogs.complaints.words import Words
from handlers.complaints.office import Office
from handlers.complaints.originals import MAX_BYTES, MAX_ORIGINALS, NotAnOriginal, OriginalTooLarge, original
from handlers.complaints.pictures import MAX_PICTURES, redrawn
from handlers.complaints.webdraft import WebDraft
from storage.complaints.errors import NobodyLeft
from storage.complaints.officers import RECOVERY
from storage.complaints.wraps import Exclusions
from storage.pictures_safe.redraw import NotAPicture, PictureRefused


@dataclass(frozen=True, slots=True)
class Filled:
    """The draft and the complaints about it, in the order of the form."""

    draft: WebDraft
    problems: tuple[str, ...]


def read_form(request: Request, before: WebDraft, office: Office, words: Words) -> Filled:
    """The form's fields over a draft (an empty one with a fresh code at first)."""
    form = request.form
    answers = {name: text for name in QUESTIONS if (text := clean(form.get(name, "")))}
    category = form.get("category", "")
    draft = replace(
        before,
        answers={name: text[:MAX_ANSWER] for name, text in answers.items()},
        category=category if category in CATEGORIES else DEFAULT_CATEGORY,
        excluded=_exclusions(request, office),
        pictures=() if form.get("drop_pictures") else before.pictures,
        originals=() if form.get("drop_originals") else before.originals,
    )
    problems = (
        [words("form.too_long", count=f"{MAX_ANSWER:,}")] if any(len(a) > MAX_ANSWER for a in answers.values()) else []
    )
    draft, refused = add_files(request, draft, words)
    problems += refused
    if not draft.answers and not draft.evidence:
        problems.append(words("form.empty"))
    try:
        office.vault.readers(draft.excluded)
    except NobodyLeft:
        problems.append(words("form.nobody_left"))
    return Filled(draft, tuple(problems))


def add_files(request: Request, draft: WebDraft, words: Words) -> tuple[WebDraft, list[str]]:
    """The draft with the uploads that are kept, and a sentence for each kind that is not."""
    draft, problems = _add_pictures(request, draft, words)
    draft, more = _add_originals(request, draft, words)
    return draft, list(dict.fromkeys(problems + more))


def _add_pictures(request: Request, draft: WebDraft, words: Words) -> tuple[WebDraft, list[str]]:
    problems: list[str] = []
    sent = _sent(request, "pictures")
    if len(draft.pictures) + len(sent) > MAX_PICTURES:
        problems.append(words("form.too_many", count=MAX_PICTURES))
    for file in sent[: MAX_PICTURES - len(draft.pictures)]:
        try:
            draft = draft.with_pictures([redrawn(file.read(), len(draft.pictures) + 1).content])
        except NotAPicture:
            problems.append(words("form.no_documents"))
        except PictureRefused:
            problems.append(words("form.picture_refused"))
    return draft, problems


def _add_originals(request: Request, draft: WebDraft, words: Words) -> tuple[WebDraft, list[str]]:
    """Nothing of them is kept without the tick."""
    sent = _sent(request, "originals")
    if sent and not request.form.get("keep_originals"):
        return draft, [words("form.originals_untold")]
    problems: list[str] = []
    if len(draft.originals) + len(sent) > MAX_ORIGINALS:
        problems.append(words("form.originals_too_many", count=MAX_ORIGINALS))
    for file in sent[: MAX_ORIGINALS - len(draft.originals)]:
        try:
            kept = original(file.read(), draft.originals, draft.pictures)
            draft = replace(draft, originals=(*draft.originals, kept))
        except NotAnOriginal:
            problems.append(words("form.originals_kinds"))
        except OriginalTooLarge:
            problems.append(words("form.originals_too_large", size=MAX_BYTES // 1024 // 1024))
    return draft, problems


def _sent(request: Request, field: str) -> list[FileStorage]:
    """An empty file field sends a nameless file."""
    return [file for file in request.files.getlist(field) if file.filename]


def clean(text: str) -> str:
    """What was typed: line ends made one kind, what UTF-8 cannot hold dropped."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    return text.encode("utf-8", "ignore").decode("utf-8")


def _exclusions(request: Request, office: Office) -> Exclusions:
    """Only officers and units that there are: a made-up one would be a mark in the sealed map."""
    people = office.people()
    known = {one.id for one in people} | {RECOVERY}
    chosen = frozenset(request.form.getlist("exclude")) & known
    units = frozenset(request.form.getlist("exclude_unit")) & {one.unit for one in people}
    return Exclusions(frozenset(chosen), units)
