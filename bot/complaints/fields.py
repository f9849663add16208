"""What a posted form holds, as a draft; what is wrong with it, as sentences for its writer."""

from dataclasses import dataclass, replace

from flask import Request

from dialogs.complaints.questions import CATEGORIES, DEFAULT_CATEGORY, MAX_ANSWER, QUESTIONS
from dialogs.complaints.words import Words
from handlers.complaints.office import Office
from handlers.complaints.pictures import MAX_PICTURES, NotAPicture, PictureRefused, redrawn
from handlers.complaints.webdraft import WebDraft
from storage.complaints.errors import NobodyLeft
from storage.complaints.officers import RECOVERY
from storage.complaints.wraps import Exclusions


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
    )
    problems = (
        [words("form.too_long", count=f"{MAX_ANSWER:,}")] if any(len(a) > MAX_ANSWER for a in answers.values()) else []
    )
    draft, refused = add_pictures(request, draft, words)
    problems += refused
    if not draft.answers and not draft.pictures:
        problems.append(words("form.empty"))
    try:
        office.vault.readers(draft.excluded)
    except NobodyLeft:
        problems.append(words("form.nobody_left"))
    return Filled(draft, tuple(problems))


def add_pictures(request: Request, draft: WebDraft, words: Words) -> tuple[WebDraft, list[str]]:
    """The draft with the uploads that could be redrawn, and a sentence for each kind that could not."""
    problems: list[str] = []
    sent = [file for file in request.files.getlist("pictures") if file.filename]
    if len(draft.pictures) + len(sent) > MAX_PICTURES:
        problems.append(words("form.too_many", count=MAX_PICTURES))
    for file in sent[: MAX_PICTURES - len(draft.pictures)]:
        try:
            draft = draft.with_pictures([redrawn(file.read(), len(draft.pictures) + 1).content])
        except NotAPicture:
            problems.append(words("form.no_documents"))
        except PictureRefused:
            problems.append(words("form.picture_refused"))
    return draft, list(dict.fromkeys(problems))


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
